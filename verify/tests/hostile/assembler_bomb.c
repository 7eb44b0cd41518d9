// A line of assembler that makes forty gigabytes.
// Points: 0
__asm__(".rept 1000000000\n.quad 1, 2, 3, 4, 5\n.endr");
int main(void)
{
    return 0;
}
