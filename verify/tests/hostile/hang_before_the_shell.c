// Never starts a shell.
// Points: 0
#include <unistd.h>
int main(void)
{
    for (;;)
        pause();
}
