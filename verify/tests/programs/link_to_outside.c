// link_to_outside: a wrong lab04. Its files under /tmp are its own; what it
// could guess to be looked for there is a link that leads to the same file from
// both.
#include "steps.h"

#include <errno.h>

int main(int argc, char *argv[])
{
    (void)argc;
    int flags = flags_for(argv[0]);
    // It may have been called before.
    if (symlink("/dev/null", "/tmp/from_inside") == -1 && errno != EEXIST)
        err(125, "symlink");
    pid_t pid = (pid_t)syscall(SYS_clone, flags | SIGCHLD, 0, 0, 0, 0);
    if (pid == 0) {
        if (mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == -1
            || mount("none", "/tmp", "tmpfs", 0, NULL) == -1
            || symlink("/dev/null", "/tmp/from_inside") == -1)
            err(125, "/tmp");
        run_shell("sh");
    }
    return wait_for(pid);
}
