// ask_again: the child of lab05 waits for its mapping without a pipe. It sleeps
// and looks whether its IDs have a name by now.
#include "steps.h"

int main(int argc, char *argv[])
{
    (void)argc;
    uid_t uid = getuid();
    gid_t gid = getgid();
    pid_t pid
        = (pid_t)syscall(SYS_clone, flags_for(argv[0]) | SIGCHLD, 0, 0, 0, 0);
    if (pid == -1)
        err(125, "clone");
    if (pid == 0) {
        while (lab >= 5 && (getuid() != 10000 || getgid() != 10000))
            usleep(1000);
        run_shell("sh");
    }
    map_ids(pid, uid, gid);
    return wait_for(pid);
}
