// Assembles without end.
// Points: 0
__asm__(".incbin \"/dev/zero\"");
