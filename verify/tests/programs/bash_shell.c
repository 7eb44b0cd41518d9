// bash_shell: another shell, and one unshare(2) for each flag.
#include "steps.h"

int main(int argc, char *argv[])
{
    (void)argc;
    uid_t uid = getuid();
    gid_t gid = getgid();
    int flags = flags_for(argv[0]);
    // The user namespace first, so that the others belong to it.
    if (flags & CLONE_NEWUSER) {
        if (unshare(CLONE_NEWUSER) == -1)
            err(125, "unshare");
        map_ids(getpid(), uid, gid);
    }
    flags &= ~CLONE_NEWUSER;
    for (int flag = 1; flag > 0; flag <<= 1)
        if ((flags & flag) && unshare(flag) == -1)
            err(125, "unshare");
    pid_t pid = fork();
    if (pid == 0)
        run_shell("bash");
    return wait_for(pid);
}
