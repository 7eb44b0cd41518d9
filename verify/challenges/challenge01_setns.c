// challenge01_setns: run a command in the UTS namespace of another process.
//
// These calls carry the idea.
//   setns(uts)       moves this process into the namespace of another
//   execvp(command)  turns this process into the command
//
// Usage: challenge01_setns PID [COMMAND [ARGUMENT]...]
//
// This program joins the UTS namespace of process PID, then becomes COMMAND
// (by default: sh).
//
// Exit status: COMMAND's; 127 if COMMAND was not found, 126 if COMMAND could
// not be run, 125 if this program failed.
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

static int print_usage(const char *program, int is_mistake);
static const char *advice(int error);

int main(int argc, char *argv[])
{
    char *shell[] = {"sh", NULL};
    char **command = argc > 2 ? argv + 2 : shell;
    if (argc < 2 || strcmp(argv[1], "--help") == 0)
        return print_usage(argv[0], argc < 2);

    // The file stands for the namespace. A namespace stays while its file is
    // open, even if its last process ends. O_CLOEXEC closes the file at exec.
    char path[64];
    snprintf(path, sizeof path, "/proc/%s/ns/uts", argv[1]);
    int uts = open(path, O_RDONLY | O_CLOEXEC);
    if (uts == -1)
        errx(FAILED, "cannot open %s: %s (%s)", path, strerror(errno),
             advice(errno));

    // Like unshare(2), setns() moves its caller. The namespace is there
    // already. The flag names the kind that we want: the kernel refuses another
    // kind.
    if (setns(uts, CLONE_NEWUTS) == -1)
        errx(FAILED, "cannot join %s: %s (%s)", path, strerror(errno),
             advice(errno));

    // This process is the one that has moved, so there is no child to wait for.
    execvp(command[0], command);
    int reason = errno;
    warn("cannot run '%s'", command[0]);
    return reason == ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
}

// Returns what to do about an error of open() or setns().
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

// Print the usage: on the standard error, if the user's mistake asks for it.
// Returns an exit status.
static int print_usage(const char *program, int is_mistake)
{
    FILE *out = is_mistake ? stderr : stdout;
    fprintf(out, "Usage: %s PID [COMMAND [ARGUMENT]...]\n", program);
    fputs("Run COMMAND (by default: sh) in the UTS namespace of PID.\n", out);
    if (fflush(out) == EOF)
        err(FAILED, "cannot print the usage (is the disk full?)");
    return is_mistake ? FAILED : 0;
}
