// clone3: the newest of the calls (Linux 5.3).
#include "steps.h"
#include <linux/sched.h>
#include <stdint.h>

int main(int argc, char *argv[])
{
    (void)argc;
    struct clone_args arguments
        = {.flags = (uint64_t)flags_for(argv[0]), .exit_signal = SIGCHLD};
    if (pipe2(gate, O_CLOEXEC) == -1)
        err(125, "pipe");
    pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == -1)
        err(125, "clone3");
    if (pid == 0) {
        wait_at_gate();
        run_shell("sh");
    }
    map_ids(pid, getuid(), getgid());
    if (write(gate[1], "!", 1) != 1)
        err(125, "write");
    return wait_for(pid);
}
