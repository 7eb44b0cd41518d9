// challenge03_init: run a command, with process IDs of its own, below an init.
//
// Usage: challenge03_init [COMMAND [ARGUMENT]...]
//
// COMMAND (by default: sh) runs in new UTS, IPC and PID namespaces, on the
// standard input, output and error of this program, which waits for it.
// Process 1 in there is a small init: it starts COMMAND, reaps what COMMAND
// orphans, and ends when COMMAND ends, and everything in there with it.
//
// Exit status: the command's; 128 + N if signal N killed it; 127 if it was
// not found, 126 if it could not be run, 125 if this program failed.
//
// Needs CAP_SYS_ADMIN: run it with sudo, or in the practice host (make shell).
// Manual pages: fork(2), wait(2), pid_namespaces(7).

#define _GNU_SOURCE // for clone() and the CLONE_ flags
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
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

// What a shell makes of how its command has ended, see wait(2).
static int exit_status(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// The child, already in its new namespaces: start the command, and be its init.
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

    pid_t shell = fork();
    if (shell == -1) {
        warn("cannot start '%s'", command[0]);
        return FAILED;
    }
    if (shell == 0) {
        execvp(command[0], command);
        int reason = errno;
        warn("cannot run '%s'", command[0]);
        return reason == ENOENT ? NOT_FOUND : NOT_EXECUTABLE;
    }

    // Who loses its parent in here becomes a child of process 1, that is of us.
    // When it ends it is a zombie, an exit status that waits to be read: wait()
    // takes whichever child ends next. Once the shell is among them, process 1
    // ends, and the kernel kills everybody else in here. To wait until no child
    // is left would be to wait for whatever the shell has left running.
    int status;
    pid_t ended;
    do
        ended = wait(&status);
    while (ended != shell && ended != -1);
    if (ended == -1) {
        warn("cannot wait for '%s'", command[0]);
        return FAILED;
    }
    return exit_status(status);
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
    return exit_status(status);
}
