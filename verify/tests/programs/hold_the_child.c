// hold_the_child: a library for LD_PRELOAD, see ld.so(8). It holds a lab's
// child back at its prctl() until the test lets it go.
//
// In the working directory: the parent opens the FIFO "waits" for writing when
// it has opened the gate and waits for its child; the child opens the FIFO "go"
// for reading, which lasts until the test opens it for writing. See fifo(7).

#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

// Open FIFO in MODE, which lasts until somebody opens its other end. Close it.
static void meet(const char *fifo, int mode)
{
    int fd = open(fifo, mode | O_CLOEXEC);
    if (fd == -1)
        err(125, "cannot open %s", fifo);
    close(fd);
}

int prctl(int option, unsigned long argument)
{
    meet("go", O_RDONLY);
    return (int)syscall(SYS_prctl, option, argument, 0, 0, 0);
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    meet("waits", O_WRONLY);
    return (pid_t)syscall(SYS_wait4, pid, status, options, NULL);
}
