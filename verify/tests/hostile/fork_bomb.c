// Forks until nothing is left.
// Points: 0
#include <unistd.h>
int main(void)
{
    for (;;)
        fork();
}
