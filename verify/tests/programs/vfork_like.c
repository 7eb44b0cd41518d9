// vfork_like: the program is suspended until its child has become the shell, so
// the child's own child writes the mapping, from outside.
#include "steps.h"

static uid_t uid;
static gid_t gid;
static char stack[256 * 1024];

static int child(void *argument)
{
    (void)argument;
    run_shell("sh");
    return 125;
}

int main(int argc, char *argv[])
{
    (void)argc;
    int flags = flags_for(argv[0]);
    uid = getuid();
    gid = getgid();
    // The user namespace comes first, for nobody could write the mapping while
    // we are suspended.
    if (flags & CLONE_NEWUSER) {
        if (unshare(CLONE_NEWUSER) == -1)
            err(125, "unshare");
        map_ids(getpid(), uid, gid);
        flags &= ~CLONE_NEWUSER;
    }
    pid_t pid = clone(child, stack + sizeof stack,
                      flags | CLONE_VM | CLONE_VFORK | SIGCHLD, NULL);
    if (pid == -1)
        err(125, "clone");
    return wait_for(pid);
}
