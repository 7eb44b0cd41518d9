// unshare_without_fork: a wrong lab03. unshare(CLONE_NEWPID) moves only
// children that come after it, so the shell itself stays where it was.
#include "steps.h"

int main(int argc, char *argv[])
{
    (void)argc;
    if (unshare(flags_for(argv[0])) == -1)
        err(125, "unshare");
    run_shell("sh");
}
