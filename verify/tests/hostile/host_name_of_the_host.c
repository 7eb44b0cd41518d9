// Renames the practice host, and calls it isolation.
// Points: any
#include <unistd.h>
int main(void)
{
    sethostname("newuts", 6);
    execlp("sh", "sh", (char *)NULL);
}
