// refuse_calls: run a program whose system calls a seccomp filter refuses, as
// in a container.
//
// Usage: refuse_calls CALL... -- PROGRAM [ARGUMENT]...
//
// CALL is the name of a system call, which then fails with EPERM; or
// "namespaces": clone(2) with a flag for a new namespace, and unshare(2), as
// Docker's default filter refuses them. clone3(2), whose flags no filter can
// see, is then missing (ENOSYS). Sources: seccomp_rule_add(3), clone(2),
// Docker's documentation, "Seccomp security profiles".
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void refuse_namespaces(scmp_filter_ctx filter)
{
    static const unsigned long flags[]
        = {CLONE_NEWUTS, CLONE_NEWIPC,  CLONE_NEWPID,
           CLONE_NEWNS,  CLONE_NEWUSER, CLONE_NEWNET};

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                             SCMP_A0(SCMP_CMP_MASKED_EQ, flags[i], flags[i])))
            errx(125, "cannot refuse clone(2)");
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(unshare), 0)
        || seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3),
                            0))
        errx(125, "cannot refuse unshare(2) and clone3(2)");
}

int main(int argc, char *argv[])
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    int i;

    if (!filter)
        errx(125, "no filter");
    for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        int call = seccomp_syscall_resolve_name(argv[i]);

        if (strcmp(argv[i], "namespaces") == 0)
            refuse_namespaces(filter);
        else if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0))
            errx(125, "cannot refuse %s", argv[i]);
    }
    if (i + 1 >= argc)
        errx(125, "usage: refuse_calls CALL... -- PROGRAM [ARGUMENT]...");
    if (seccomp_load(filter))
        errx(125, "cannot load the filter");
    execvp(argv[i + 1], argv + i + 1);
    err(127, "%s", argv[i + 1]);
}
