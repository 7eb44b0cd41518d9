// move_the_host: a wrong lab01 that isolates nothing. It traces process 1 of
// the practice host and its own caller, and has them unshare their host name,
// so that its shell seems to be the one that has moved. For x86-64, because it
// writes registers.
// Manual pages: ptrace(2), unshare(2), syscall(2).
#include "steps.h"
#include <sys/ptrace.h>
#include <sys/user.h>

// Have PROCESS make the system call NUMBER with ARGUMENT, in the place of the
// one that it waits in, which it then begins again.
static void inject(pid_t process, long number, long argument)
{
    struct user_regs_struct saved, changed;
    if (ptrace(PTRACE_ATTACH, process, 0, 0) == -1)
        err(125, "ptrace");
    waitpid(process, NULL, __WALL);
    ptrace(PTRACE_GETREGS, process, 0, &saved);
    changed = saved;
    changed.orig_rax = (unsigned long long)-1;
    changed.rip -= 2;
    changed.rax = (unsigned long long)number;
    changed.rdi = (unsigned long long)argument;
    ptrace(PTRACE_SETREGS, process, 0, &changed);
    ptrace(PTRACE_SINGLESTEP, process, 0, 0);
    waitpid(process, NULL, __WALL);
    ptrace(PTRACE_SETREGS, process, 0, &saved);
    ptrace(PTRACE_DETACH, process, 0, 0);
}

int main(int argc, char *argv[])
{
    (void)argc;
    int flags = flags_for(argv[0]);
    inject(1, SYS_unshare, flags);
    inject(getppid(), SYS_unshare, flags);
    pid_t pid = fork();
    if (pid == 0)
        run_shell("sh");
    return wait_for(pid);
}
