// seccomp_filter: make the filter that holds programs in a practice host to the
// system calls of a table.
//
// Usage: seccomp_filter [--graded] TABLE [COMMAND [ARGUMENT]...]
//
// In:  TABLE, the file system_calls beside this one, which says how to read it.
// With
//      --graded, the rules for a stranger's code apply, else those for the
//      user's own.
// Out: without COMMAND, the filter on standard output, as bwrap's --seccomp
// takes it.
//      With COMMAND, this process becomes COMMAND, under the filter. A refused
//      socket fails with EAFNOSUPPORT or EPROTONOSUPPORT, the errors for what a
//      kernel lacks; whatever else is refused, with EPERM; a call by another
//      architecture's number (a 32-bit program's), which means something else,
//      with ENOSYS. Exit status: COMMAND's, or 125 after one line on standard
//      error.
//
// A filter compares all 64 bits of an argument, of which the kernel takes 32
// for an int: no rule may be passed by setting the others.
//
// Sources: seccomp(2), seccomp_init(3), seccomp_rule_add(3),
// seccomp_export_bpf(3), seccomp_attr_set(3), bwrap(1).

#include <err.h>
#include <errno.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FAILED = 125,
    MOST_NUMBERS = 64, // families and protocols of netlink are below
    SO_SET_REPLACE
    = 64, // IPT_SO_SET_REPLACE and IP6T_SO_SET_REPLACE of their headers
};

// What the table's names stand for; for an option, the level of it.
static const struct {
    const char *name;
    unsigned number;
} names[] = {
    {"AF_UNIX", AF_UNIX},
    {"AF_INET", AF_INET},
    {"AF_INET6", AF_INET6},
    {"AF_NETLINK", AF_NETLINK},
    {"AF_PACKET", AF_PACKET},
    {"NETLINK_ROUTE", NETLINK_ROUTE},
    {"NETLINK_SOCK_DIAG", NETLINK_SOCK_DIAG},
    {"NETLINK_NETFILTER", NETLINK_NETFILTER},
    {"NETLINK_GENERIC", NETLINK_GENERIC},
    {"TIOCSTI", TIOCSTI},
    {"TIOCLINUX", TIOCLINUX},
    {"IPT_SO_SET_REPLACE", IPPROTO_IP},
    {"IP6T_SO_SET_REPLACE", IPPROTO_IPV6},
};

static scmp_filter_ctx filter;
static bool families[MOST_NUMBERS], protocols[MOST_NUMBERS];

static unsigned number_of(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].number;
    errx(FAILED, "the table names %s, which is not known here", name);
}

// Have a call fail with this error where all of these comparisons hold.
static void refuse(int call, int error, unsigned count,
                   const struct scmp_arg_cmp *comparisons)
{
    int result = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(error), call,
                                        count, comparisons);
    if (result < 0)
        errx(FAILED, "libseccomp takes no rule for call %d: %s", call,
             strerror(-result));
}

// An int argument that has this value, whatever the upper half holds.
static struct scmp_arg_cmp is(unsigned argument, unsigned value)
{
    return SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, UINT32_MAX, value);
}

// One line of the table that applies here.
static void add_line(const char *kind, const char *name)
{
    if (strcmp(kind, "family") == 0) {
        families[number_of(name)] = true;
    } else if (strcmp(kind, "protocol") == 0) {
        protocols[number_of(name)] = true;
    } else if (strcmp(kind, "call") == 0) {
        int call = seccomp_syscall_resolve_name(name);
        if (call == __NR_SCMP_ERROR)
            errx(FAILED, "libseccomp knows no system call %s", name);
        refuse(call, EPERM, 0, NULL);
    } else if (strcmp(kind, "request") == 0) {
        struct scmp_arg_cmp request = is(1, number_of(name));
        refuse(SCMP_SYS(ioctl), EPERM, 1, &request);
    } else if (strcmp(kind, "option") == 0) {
        const struct scmp_arg_cmp option[]
            = {is(1, number_of(name)), is(2, SO_SET_REPLACE)};
        refuse(SCMP_SYS(setsockopt), EPERM, 2, option);
    } else {
        errx(FAILED, "the table has a line of kind '%s'", kind);
    }
}

static void read_table(const char *path, bool graded)
{
    char line[256], kind[16], name[32], where[16];
    FILE *table = fopen(path, "re");
    if (table == NULL)
        err(FAILED, "cannot read %s", path);
    while (fgets(line, sizeof line, table) != NULL) {
        if (*line == '#' || *line == '\n')
            continue;
        if (sscanf(line, "%15s %31s %15s", kind, name, where) != 3)
            errx(FAILED, "the table has a line that is not whole: %s", line);
        bool here = strcmp(where, graded ? "graded" : "own") == 0;
        bool elsewhere = strcmp(where, graded ? "own" : "graded") == 0;
        if (here || strcmp(where, "all") == 0)
            add_line(kind, name);
        else if (!elsewhere)
            errx(FAILED, "the table has a line for '%s'", where);
    }
    fclose(table);
}

// Refuse the sockets that the table does not name. A number with a bit in its
// upper half is larger than all, so it is refused as well.
static void refuse_other_sockets(void)
{
    struct scmp_arg_cmp is_larger = SCMP_A0(SCMP_CMP_GE, MOST_NUMBERS, 0);
    refuse(SCMP_SYS(socket), EAFNOSUPPORT, 1, &is_larger);
    refuse(SCMP_SYS(socketpair), EAFNOSUPPORT, 1, &is_larger);
    for (int family = 0; family < MOST_NUMBERS; family++) {
        struct scmp_arg_cmp is_that = SCMP_A0(SCMP_CMP_EQ, family, 0);
        if (families[family])
            continue;
        refuse(SCMP_SYS(socket), EAFNOSUPPORT, 1, &is_that);
        refuse(SCMP_SYS(socketpair), EAFNOSUPPORT, 1, &is_that);
    }
    struct scmp_arg_cmp netlink[] = {SCMP_A0(SCMP_CMP_EQ, AF_NETLINK, 0),
                                     SCMP_A2(SCMP_CMP_GE, MOST_NUMBERS, 0)};
    refuse(SCMP_SYS(socket), EPROTONOSUPPORT, 2, netlink);
    for (int protocol = 0; protocol < MOST_NUMBERS; protocol++) {
        netlink[1] = SCMP_A2(SCMP_CMP_EQ, protocol, 0);
        if (!protocols[protocol])
            refuse(SCMP_SYS(socket), EPROTONOSUPPORT, 2, netlink);
    }
}

int main(int argc, char *argv[])
{
    bool graded = argc > 1 && strcmp(argv[1], "--graded") == 0;
    char **rest = argv + 1 + graded;
    if (argc < 2 + graded)
        errx(FAILED,
             "which table? seccomp_filter [--graded] TABLE [COMMAND...]");

    // There all socket calls are one, whose arguments lie behind a pointer.
    if (seccomp_syscall_resolve_name("socketcall") >= 0)
        errx(FAILED, "on this architecture no filter can tell sockets apart");

    filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter == NULL)
        errx(FAILED, "libseccomp makes no filter");
    int result = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH,
                                  SCMP_ACT_ERRNO(ENOSYS));
    if (result < 0)
        errx(FAILED, "libseccomp knows no other answer than to kill: %s",
             strerror(-result));
    read_table(rest[0], graded);
    refuse_other_sockets();

    result = rest[1] == NULL ? seccomp_export_bpf(filter, STDOUT_FILENO)
                             : seccomp_load(filter);
    if (result < 0)
        errx(FAILED, "the filter cannot be made: %s", strerror(-result));
    if (rest[1] == NULL)
        return 0;
    execvp(rest[1], rest + 1);
    err(FAILED, "cannot run %s", rest[1]);
}
