// Leaves a process behind, in a session and with descriptors of its own.
// Points: 13
#include <signal.h>
#include <unistd.h>
static void attack(void)
{
    if (fork())
        return;
    setsid();
    if (fork())
        _exit(0);
    for (int i = 0; i < 1024; i++)
        close(i);
    for (int i = 1; i < 65; i++)
        signal(i, SIG_IGN);
    for (;;)
        pause();
}
