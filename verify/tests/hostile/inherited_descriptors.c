// Writes results into whatever descriptor it has inherited, and into those of
// its ancestors.
// Points: 15
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    const char *forged = "\nok 8 forged\nnot ok 9 forged\n";
    for (int i = 3; i < 4096; i++)
        write(i, forged, strlen(forged));
    for (int pid = 1; pid < 64; pid++)
        for (int i = 3; i < 64; i++) {
            char path[64];
            snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, i);
            int file = open(path, O_WRONLY | O_NONBLOCK);
            if (file != -1) {
                write(file, forged, strlen(forged));
                close(file);
            }
        }
}
