// lab05_user: run a command as user 10000.
//
// These calls carry the idea. All else in this file guards them.
//   main():  clone(child)      makes a child process in new namespaces
//   main():  write_mapping()   gives our IDs a name in the user namespace
//   child(): mount(private)    keeps new mounts in the mount namespace
//   child(): execvp(command)   turns the child into the command
//
// Usage: lab05_user [COMMAND [ARGUMENT]...]
//
// COMMAND (by default: sh) has our standard input, output and error. We wait
// until COMMAND ends.
//
// New namespaces: UTS, IPC, PID, mount, user.
// Inside, our user and group ID are called 10000. No other ID exists inside.
//
// Exit status: COMMAND's; 128 + N if signal N killed COMMAND; 127 if COMMAND
// was not found, 126 if COMMAND could not be run, 125 if this program failed.
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
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 125, NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

static int print_usage(const char *program);
static void make_gate(void);
static int child(void *argument);
static const char *advice(int error);
static void write_mapping(pid_t pid);
static void open_gate(pid_t pid);
static int wait_at_gate(void);

// The child's stack. No processor asks for a wider alignment than 16 bytes. The
// size is a process's usual one, because execvp() may copy the arguments onto
// the stack. Only pages in use take memory.
static alignas(16) char stack[8 * 1024 * 1024];

int main(int argc, char *argv[])
{
    char *shell[] = {"sh", NULL};
    char **command = argc > 1 ? argv + 1 : shell;
    if (strcmp(command[0], "--help") == 0)
        return print_usage(argv[0]);

    // Each CLONE_NEW flag gives the child a new namespace. The child shares all
    // others with us. waitpid() waits for a child that ends with SIGCHLD.
    int flags = SIGCHLD;
    flags |= CLONE_NEWUTS; // host name and NIS domain name
    flags |= CLONE_NEWIPC; // System V IPC and POSIX message queues
    flags |= CLONE_NEWPID; // process IDs: the child becomes number 1
    flags |= CLONE_NEWNS; // the mount table
    flags |= CLONE_NEWUSER; // user and group IDs, capabilities

    // clone() is like fork(2), but into new namespaces. The child starts in
    // child(), on a copy of our memory. clone() takes the top of the stack,
    // because a stack grows downwards.
    make_gate();
    pid_t pid = clone(child, stack + sizeof stack, flags, command);
    if (pid == -1)
        errx(FAILED, "cannot create the namespaces: %s (%s)", strerror(errno),
             advice(errno));

    // The child is user 65534, "nobody", until its IDs are mapped. The command
    // must not start as nobody, so the mapping comes before the gate opens.
    write_mapping(pid);
    open_gate(pid);

    int status;
    if (waitpid(pid, &status, 0) == -1)
        err(FAILED, "cannot wait for '%s' (is SIGCHLD ignored?)", command[0]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// The child, already in its new namespaces: become the command. Returns an exit
// status, and only if that fails.
static int child(void *argument)
{
    char **command = argument;
    if (wait_at_gate() == -1)
        return FAILED;

    // The new mount table is a copy. A shared mount and its copy are peers: a
    // mount on one appears on the other as well. systemd makes / shared, so
    // "mount -t proc proc /proc" in here would cover the host's /proc. This
    // call makes every mount private. Only "/" counts of the three names. See
    // mount_namespaces(7).
    if (mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == -1) {
        warn("cannot make the mounts private (use CLONE_NEWNS, no chroot)");
        return FAILED;
    }

    execvp(command[0], command);
    int reason = errno;
    warn("cannot run '%s'", command[0]);
    return reason == ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
}

// The gate holds the child back until the parent is ready: in lab05 and lab06
// the parent maps the child's IDs first. The gate is a pipe. The child waits at
// gate[0], the parent holds gate[1].
static int gate[2];

// Make the gate. If that fails, the program ends.
static void make_gate(void)
{
    // O_CLOEXEC: the command must not inherit the gate.
    if (pipe2(gate, O_CLOEXEC) == -1)
        err(FAILED, "cannot make a pipe (see ulimit -n)");
}

// The child: wait until the parent opens the gate, and die with the parent.
// Returns 0, or -1 after a message if the gate stays shut.
static int wait_at_gate(void)
{
    // The kernel kills the child when the parent ends, even if the parent is
    // killed: a lab leaves nothing running. See PR_SET_PDEATHSIG(2const), in
    // older manuals prctl(2).
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1) {
        warn("cannot ask to die with the parent (see prctl(2))");
        return -1;
    }

    // POLLIN means that the gate is open. POLLHUP means that nobody holds
    // gate[1], because the parent died before the call above. The child's own
    // copy of gate[1] would count, so the child closes that copy.
    struct pollfd parent = {.fd = gate[0], .events = POLLIN};
    if (close(gate[1]) == -1 || poll(&parent, 1, -1) == -1) {
        warn("cannot wait for the parent (see poll(2))");
        return -1;
    }
    if (parent.revents != POLLIN) {
        warnx("cannot start: the parent has died (start the lab again)");
        return -1;
    }
    return 0;
}

// End the child, and then the program.
static _Noreturn void give_up(pid_t pid)
{
    if (kill(pid, SIGKILL) == -1 || waitpid(pid, NULL, 0) == -1)
        warn("cannot end the child (see kill(2))");
    exit(FAILED);
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

// Call our own user and group ID 10000 in the user namespace of PID. If that
// fails, the program ends. A line of a mapping says: ID inside, ID outside, how
// many. See user_namespaces(7).
static void write_mapping(pid_t pid)
{
    char uid_map[64], gid_map[64];
    snprintf(uid_map, sizeof uid_map, "10000 %u 1\n", (unsigned)geteuid());
    snprintf(gid_map, sizeof gid_map, "10000 %u 1\n", (unsigned)getegid());

    // The kernel refuses an ordinary user's gid_map before this "deny": a
    // process that drops a group may open a file that is closed to that group.
    // Kernels before 3.19 have no such file.
    if ((write_proc(pid, "setgroups", "deny") == -1 && errno != ENOENT)
        || write_proc(pid, "uid_map", uid_map) == -1
        || write_proc(pid, "gid_map", gid_map) == -1) {
        warn("cannot map your ID to 10000 (verify/doctor says why)");
        give_up(pid);
    }
}

// Open the gate to the child with one byte. gate[1] stays open and tells the
// child that the parent lives.
static void open_gate(pid_t pid)
{
    if (write(gate[1], "!", 1) == -1) {
        warn("cannot open the gate (see write(2))");
        give_up(pid);
    }
}

// Returns what to do about an error of clone().
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

// Print the usage. Returns an exit status.
static int print_usage(const char *program)
{
    printf("Usage: %s [COMMAND [ARGUMENT]...]\n", program);
    puts("Run COMMAND (by default: sh) in new namespaces, and wait.");
    if (fflush(stdout) == EOF)
        err(FAILED, "cannot print the usage (is the disk full?)");
    return 0;
}
