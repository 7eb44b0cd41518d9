// decoy: a wrong lab01. What reads the standard input has a UTS namespace of
// its own, but hands on what it reads, to a shell that has none.
#include "steps.h"

int main(int argc, char *argv[])
{
    (void)argc;
    int relay[2];
    if (pipe(relay) == -1)
        err(125, "pipe");
    if (fork() == 0) {
        dup2(relay[0], STDIN_FILENO);
        close(relay[1]);
        run_shell("sh");
    }
    if (unshare(flags_for(argv[0])) == -1)
        err(125, "unshare");
    char text[4096];
    ssize_t length;
    while ((length = read(STDIN_FILENO, text, sizeof text)) > 0)
        if (write(relay[1], text, (size_t)length) != length)
            err(125, "write");
    return 0;
}
