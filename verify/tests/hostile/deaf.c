// Ignores every signal that can be ignored, and waits for ever.
// Points: 0
#include <signal.h>
#include <unistd.h>
int main(void)
{
    for (int i = 1; i < 65; i++)
        signal(i, SIG_IGN);
    setsid();
    for (;;)
        pause();
}
