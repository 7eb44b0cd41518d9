// Prints one line without end.
// Points: 0
#include <stdio.h>
int main(void)
{
    for (;;)
        putchar('x');
}
