// Many processes fill a gigabyte each.
// Points: any
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (int i = 0; i < 64; i++)
        if (fork() == 0) {
            for (int j = 0; j < 64; j++) {
                char *more = malloc(1 << 24);
                if (more)
                    memset(more, 1, 1 << 24);
            }
            pause();
        }
}
