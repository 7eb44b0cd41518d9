// ask_kernel: ask the kernel for something, and print what it answers: "ok", or
// the error.
//
// Usage: ask_kernel KIND VALUE [VALUE]
//
//   call NAME             the system call, with arguments that make no sense
//   family NUMBER         a socket; with "pair" as the second VALUE, two of
//   them protocol NUMBER       one of AF_NETLINK request NUMBER        ioctl(2)
//   on standard input option LEVEL          setsockopt(2), of
//   IPT_SO_SET_REPLACE foreign NUMBER        a system call of 32-bit x86
//   namespaces            how many network namespaces one process gets
//
// A number is handed over with all of its 64 bits. Needs -lseccomp, for the
// names.
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static long foreign(long number)
{
    long result = -ENOTSUP;
#ifdef __x86_64__
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number) : "memory");
#else
    (void)number;
#endif
    errno = result < 0 ? (int)-result : 0;
    return result < 0 ? -1 : 0;
}

static void count_namespaces(void)
{
    int count = 0;
    while (count < 1000 && syscall(SYS_unshare, CLONE_NEWNET) == 0) {
        // It lives as long as it is open.
        static int open_files[1000];
        open_files[count] = open("/proc/self/ns/net", O_RDONLY);
        if (open_files[count] == -1)
            err(1, "open");
        count++;
    }
    printf("%d\n", count);
}

int main(int argc, char *argv[])
{
    if (argc < 2)
        errx(2, "what?");
    const char *kind = argv[1], *value = argc > 2 ? argv[2] : "0";
    long number = strtol(value, NULL, 0), result;
    int two[2];

    if (strcmp(kind, "namespaces") == 0) {
        count_namespaces();
        return 0;
    }
    if (strcmp(kind, "call") == 0)
        result = syscall(seccomp_syscall_resolve_name(value), -1, -1, -1, -1,
                         -1, -1);
    else if (strcmp(kind, "family") == 0 && argc > 3)
        result = syscall(SYS_socketpair, number, SOCK_STREAM, 0, two);
    else if (strcmp(kind, "family") == 0)
        result = syscall(SYS_socket, number, SOCK_DGRAM, 0);
    else if (strcmp(kind, "protocol") == 0)
        result = syscall(SYS_socket, AF_NETLINK, SOCK_RAW, number);
    else if (strcmp(kind, "request") == 0)
        result = syscall(SYS_ioctl, STDIN_FILENO, number, "x");
    else if (strcmp(kind, "option") == 0)
        result = syscall(SYS_setsockopt, socket(AF_INET, SOCK_DGRAM, 0), number,
                         64, "", 0);
    else if (strcmp(kind, "foreign") == 0)
        result = foreign(number);
    else
        errx(2, "what is %s?", kind);
    puts(result == -1 ? strerror(errno) : "ok");
    return 0;
}
