// challenge05_root: run a command as root, without being root.
//
// Usage: challenge05_root [COMMAND [ARGUMENT]...]
//
// COMMAND (by default: sh) runs in new UTS, IPC, PID, mount and user
// namespaces, on the standard input, output and error of this program, which
// waits for it. In there your user and group ID are called 0, no other ID
// exists, and /proc is that of the new PID namespace.
//
// Exit status: the command's; 128 + N if signal N killed it; 127 if it was
// not found, 126 if it could not be run, 125 if this program failed.
//
// Needs no privilege where the kernel allows user namespaces (verify/doctor).
// Manual pages: clone(2), user_namespaces(7), capabilities(7).

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
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 125, NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

// The starting gate, a pipe: the child waits at [0], the parent holds [1].
static int gate[2];

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

    // Wait until the parent opens the gate: by then it has written the mapping.
    // Until then our ID has no name in here, and a command would start as
    // 65534, "nobody". If the parent has died, even before the line above,
    // nobody holds the other end and poll(2) adds POLLHUP.
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

    // A new user namespace begins with every capability in it, so we may mount
    // things. This /proc shows the PID namespace of whoever mounts it: of us,
    // who are in there. And the shell may mount as well, for unlike 10000, 0
    // keeps its capabilities on exec.
    if (mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)
        == -1) {
        warn("cannot mount /proc");
        return FAILED;
    }

    execvp(command[0], command);
    int reason = errno;
    warn("cannot run '%s'", command[0]);
    return reason == ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
}

// Write TEXT into /proc/PID/NAME. Returns 0, or -1 with errno set.
static int write_proc(pid_t pid, const char *name, const char *text)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file == -1)
        return -1;
    ssize_t written = write(file, text, strlen(text));
    int reason = errno;
    close(file);
    errno = reason;
    return written == -1 ? -1 : 0;
}

// Call our own user and group ID 0 in the user namespace of PID. A line of a
// mapping says: ID inside, ID outside, how many. See user_namespaces(7).
// Returns 0, or -1 with errno set.
static int write_mapping(pid_t pid)
{
    char uid_map[64], gid_map[64];
    snprintf(uid_map, sizeof uid_map, "0 %u 1\n", (unsigned)geteuid());
    snprintf(gid_map, sizeof gid_map, "0 %u 1\n", (unsigned)getegid());

    // "deny" comes before gid_map, or the kernel refuses an ordinary user's:
    // whoever may drop groups could open a file that is closed to just one of
    // them. Kernels before 3.19 have no such file.
    if (write_proc(pid, "setgroups", "deny") == -1 && errno != ENOENT)
        return -1;
    if (write_proc(pid, "uid_map", uid_map) == -1)
        return -1;
    return write_proc(pid, "gid_map", gid_map);
}

int main(int argc, char *argv[])
{
    char *shell[] = {"sh", NULL};
    char **command = argc > 1 ? argv + 1 : shell;

    if (strcmp(command[0], "--help") == 0) {
        printf("Usage: %s [COMMAND [ARGUMENT]...]\n", argv[0]);
        puts("Run COMMAND (by default: sh) in new namespaces, and wait.");
        return 0;
    }

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
    flags |= CLONE_NEWUSER; // user and group IDs, capabilities

    // Like fork(2), but into new namespaces. clone() wants the top of the
    // stack: it grows downwards wherever Linux runs, but on HP PA.
    pid_t pid = clone(child, stack + sizeof stack, flags, command);
    if (pid == -1)
        errx(FAILED, "cannot create the namespaces: %s (%s)", strerror(errno),
             advice(errno));

    // Write the mapping, which only a process outside may do, and open the gate
    // with one byte. Our end stays open: it tells the child that we live.
    if (write_mapping(pid) == -1 || write(gate[1], "!", 1) != 1) {
        warn("cannot map your ID to 0 (verify/doctor says why)");
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        return FAILED;
    }

    int status;
    if (waitpid(pid, &status, 0) == -1)
        err(FAILED, "cannot wait for '%s'", command[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
