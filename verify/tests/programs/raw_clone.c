// raw_clone: the system call itself, without a new stack, which is like
// fork(2).
#include "steps.h"

int main(int argc, char *argv[])
{
    (void)argc;
    int flags = flags_for(argv[0]);
    if (pipe2(gate, O_CLOEXEC) == -1)
        err(125, "pipe");
    pid_t pid = (pid_t)syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
    if (pid == -1)
        err(125, "clone");
    if (pid == 0) {
        wait_at_gate();
        run_shell("sh");
    }
    map_ids(pid, getuid(), getgid());
    if (write(gate[1], "!", 1) != 1)
        err(125, "write");
    return wait_for(pid);
}
