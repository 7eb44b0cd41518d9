// Makes the system's directories writable, and writes there.
// Points: 14
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>
static void attack(void)
{
    const char *places[]
        = {"/usr",         "/etc",  "/bin",      "/lib", "/etc/passwd",
           "/usr/bin/env", "/proc", "/proc/sys", "/"};
    for (int i = 0; i < 9; i++) {
        mount(NULL, places[i], NULL, MS_REMOUNT | MS_BIND, NULL);
        if (i != 6)
            umount2(places[i], MNT_DETACH);
    }
    int file
        = open("/usr/bin/written_by_a_submission", O_CREAT | O_WRONLY, 0755);
    if (file != -1)
        close(file);
    unlink("/usr/bin/hostname");
}
