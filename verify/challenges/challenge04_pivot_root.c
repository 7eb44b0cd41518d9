// challenge04_pivot_root: run a command in a root directory of its own.
//
// Usage: challenge04_pivot_root ROOT [COMMAND [ARGUMENT]...]
//
// COMMAND (by default: sh) runs in new UTS, IPC, PID and mount namespaces, on
// the standard input, output and error of this program, which waits for it. Its
// / is the directory ROOT, with a new /proc in it, and of what the host has
// mounted nothing is left.
//
// Exit status: the command's; 128 + N if signal N killed it; 127 if it was
// not found, 126 if it could not be run, 125 if this program failed.
//
// Needs CAP_SYS_ADMIN: run it with sudo, or in the practice host (make shell).
// Manual pages: pivot_root(2), mount_namespaces(7), umount(2).

#define _GNU_SOURCE // for clone() and the CLONE_ flags
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 125, NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

// The starting gate, a pipe: the child waits at [0], the parent holds [1].
static int gate[2];

// The directory that is to be the child's /.
static const char *root;

// The child's stack. It is copied with the rest of the memory (no CLONE_VM),
// and it has to last only until exec.
static char stack[64 * 1024];

// What to do about an error of clone(), for people who see it the first time.
static const char *advice(int error)
{
    switch (error) {
    case EPERM:
        return "use sudo, or the practice host: make shell";
    case ENOSPC:
        return "a limit in /proc/sys/user is reached, see namespaces(7)";
    default:
        return "see clone(2), and what verify/doctor says of this machine";
    }
}

// Make ROOT our /, and leave nothing of the old one mounted. Returns 0, or -1
// with errno set.
static int change_root(void)
{
    // pivot_root() wants a mount point, and a directory that is bound on itself
    // is one.
    if (mount(root, root, "none", MS_BIND | MS_REC, NULL) == -1)
        return -1;
    if (chdir(root) == -1)
        return -1;

    // Now or never: in a user namespace, as in the practice host, the kernel
    // allows a new /proc only while all of an older one can be seen. See
    // mount_namespaces(7).
    if (mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)
        == -1)
        return -1;

    // The first name is the new /. On the second goes the old one, and with "."
    // for both it comes to lie on top of the new one, so that ROOT needs no
    // directory for it. There is no function in the C library.
    if (syscall(SYS_pivot_root, ".", ".") == -1)
        return -1;

    // So "." is where the old / is mounted, with everything below it.
    // MNT_DETACH: although it is in use, by this very program.
    if (umount2(".", MNT_DETACH) == -1)
        return -1;
    return chdir("/");
}

// The child, already in its new namespaces: become the command.
static int child(void *argument)
{
    char **command = argument;

    // Die with the parent, even if that is killed: a lab leaves nothing
    // running. See PR_SET_PDEATHSIG(2const), in older manuals prctl(2).
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1) {
        warn("cannot ask to die with the parent");
        return FAILED;
    }

    // Wait until the parent opens the gate. If it has died, even before the
    // line above, nobody holds the other end and poll(2) adds POLLHUP.
    close(gate[1]);
    struct pollfd parent = {.fd = gate[0], .events = POLLIN};
    if (poll(&parent, 1, -1) != 1 || parent.revents != POLLIN)
        return FAILED;

    // The new mount table is a copy, and the copy of a shared mount is its
    // peer: what is mounted on one appears on both. systemd makes / shared, so
    // "mount -t proc proc /proc" in here would cover the host's /proc. Make
    // every mount private first (only "/" counts of the three names). See
    // mount_namespaces(7).
    if (mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == -1) {
        warn("cannot make the mounts private");
        return FAILED;
    }

    // pivot_root(), too, refuses shared mounts. Not chroot(2): that would
    // change the / of this process, and leave the old one in the namespace for
    // whoever finds the way up.
    if (change_root() == -1) {
        warn("cannot make '%s' the root", root);
        return FAILED;
    }

    execvp(command[0], command);
    int reason = errno;
    warn("cannot run '%s'", command[0]);
    return reason == ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
}

int main(int argc, char *argv[])
{
    char *shell[] = {"sh", NULL};
    char **command = argc > 2 ? argv + 2 : shell;

    if (argc < 2 || strcmp(argv[1], "--help") == 0) {
        fprintf(argc < 2 ? stderr : stdout,
                "Usage: %s ROOT [COMMAND [ARGUMENT]...]\n"
                "Run COMMAND (by default: sh) with ROOT as its /, and wait.\n",
                argv[0]);
        return argc < 2 ? FAILED : 0;
    }
    root = argv[1];

    // O_CLOEXEC: the command must not inherit the gate. See pipe(2).
    if (pipe2(gate, O_CLOEXEC) == -1)
        err(FAILED, "cannot make a pipe");

    // The namespaces that the child gets for itself. It shares all others with
    // us. SIGCHLD is what waitpid() expects a child to end with.
    int flags = SIGCHLD;
    flags |= CLONE_NEWUTS; // host name and NIS domain name
    flags |= CLONE_NEWIPC; // System V IPC and POSIX message queues
    flags |= CLONE_NEWPID; // process IDs: the child becomes number 1
    flags |= CLONE_NEWNS; // the mount table

    // Like fork(2), but into new namespaces. clone() wants the top of the
    // stack: it grows downwards wherever Linux runs, but on HP PA.
    pid_t pid = clone(child, stack + sizeof stack, flags, command);
    if (pid == -1)
        errx(FAILED, "cannot create the namespaces: %s (%s)", strerror(errno),
             advice(errno));

    // Open the gate with one byte. Our end stays open: it tells the child
    // that we live.
    if (write(gate[1], "!", 1) != 1) {
        warn("cannot start '%s'", command[0]);
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        return FAILED;
    }

    int status;
    if (waitpid(pid, &status, 0) == -1)
        err(FAILED, "cannot wait for '%s'", command[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
