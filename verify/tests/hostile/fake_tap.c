// Prints results as if it were bats.
// Points: 0
#include <stdio.h>
int main(void)
{
    puts("1..41");
    for (int i = 1; i <= 41; i++)
        printf("ok %d forged\n\n# namespaces lab01_uts new same same same same "
               "same\n",
               i);
    puts("\nok 1 a host name that is set inside is the host name inside");
    return 0;
}
