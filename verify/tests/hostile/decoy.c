// An isolated child to be looked at, beside a shell that is not isolated.
// Points: any
#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>
int main(void)
{
    if (fork() == 0) {
        unshare(CLONE_NEWUTS);
        for (;;)
            pause();
    }
    execlp("sh", "sh", (char *)NULL);
}
