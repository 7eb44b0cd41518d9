// Removes and changes its own program while it runs.
// Points: 14
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
static void attack(void)
{
    chmod("/root/lab01_uts", 0);
    unlink("/root/lab01_uts");
    rename("/root", "/elsewhere");
    chmod("/", 0);
}
