// Raises its limits, and lifts those of the others.
// Points: 15
#define _GNU_SOURCE
#include <sys/resource.h>
#include <unistd.h>
static void attack(void)
{
    struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};
    for (int i = 0; i < RLIM_NLIMITS; i++)
        for (int pid = 0; pid < 50; pid++)
            prlimit(pid, i, &none, NULL);
    nice(-20);
}
