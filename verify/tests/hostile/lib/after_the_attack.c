// What the suite appends to an attack without main: first the attack, then
// lab01, as it should be.
#include <err.h>
#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    attack();
    pid_t pid = (pid_t)syscall(SYS_clone, CLONE_NEWUTS | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0)
        execlp("sh", "sh", (char *)NULL);
    if (pid == -1)
        err(1, "clone");
    int status;
    while (waitpid(pid, &status, 0) != pid)
        ;
    return WEXITSTATUS(status);
}
