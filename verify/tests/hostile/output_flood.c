// Prints without end.
// Points: 0
#include <stdio.h>
int main(void)
{
    for (;;)
        puts("ok 1 a host name that is set inside is the host name inside");
}
