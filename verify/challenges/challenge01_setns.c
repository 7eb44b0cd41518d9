// challenge01_setns: run a command in the UTS namespace of another process.
//
// Usage: challenge01_setns PID [COMMAND [ARGUMENT]...]
//
// This program joins the UTS namespace of process PID, then becomes COMMAND
// (by default: sh).
//
// Exit status: the command's; 127 if it was not found, 126 if it could not be
// run, 125 if this program failed.
//
// Needs CAP_SYS_ADMIN: run it with sudo, or in the practice host (make shell).
// Manual pages: setns(2), proc_pid_ns(5), nsenter(1).

#define _GNU_SOURCE // for setns() and the CLONE_ flags
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FAILED = 125, NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

// What to do about an error, for people who see it the first time.
static const char *advice(int error)
{
    switch (error) {
    case ENOENT:
        return "is there such a process?";
    case EACCES:
    case EPERM:
        return "use sudo, or the practice host: make shell";
    default:
        return "see setns(2)";
    }
}

int main(int argc, char *argv[])
{
    char *shell[] = {"sh", NULL};
    char **command = argc > 2 ? argv + 2 : shell;

    if (argc < 2 || strcmp(argv[1], "--help") == 0) {
        fprintf(argc < 2 ? stderr : stdout,
                "Usage: %s PID [COMMAND [ARGUMENT]...]\n"
                "Run COMMAND (by default: sh) in the UTS namespace of PID.\n",
                argv[0]);
        return argc < 2 ? FAILED : 0;
    }

    // A namespace as a file: while we have it open it stays, even if its last
    // process ends. O_CLOEXEC: the command has no use for it.
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/ns/uts", argv[1]);
    int uts = open(path, O_RDONLY | O_CLOEXEC);
    if (uts == -1)
        errx(FAILED, "cannot open %s: %s (%s)", path, strerror(errno),
             advice(errno));

    // Like unshare(2), setns() moves its caller, here into a namespace that is
    // there already. The flag says what we take the file for: the kernel
    // refuses one of another kind.
    if (setns(uts, CLONE_NEWUTS) == -1)
        errx(FAILED, "cannot join %s: %s (%s)", path, strerror(errno),
             advice(errno));

    // Nothing is left to do here, so there is no child to wait for.
    execvp(command[0], command);
    int reason = errno;
    warn("cannot run '%s'", command[0]);
    return reason == ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
}
