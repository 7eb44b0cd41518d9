// unshare_fork: the program moves itself, writes its own mapping, and forks.
#include "steps.h"

int main(int argc, char *argv[])
{
    (void)argc;
    uid_t uid = getuid();
    gid_t gid = getgid();
    if (unshare(flags_for(argv[0])) == -1)
        err(125, "unshare");
    map_ids(getpid(), uid, gid);
    pid_t pid = fork();
    if (pid == 0)
        run_shell("sh");
    return wait_for(pid);
}
