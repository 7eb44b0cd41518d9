// Compiles without end: a file that never ends.
// Points: 0
#include "/dev/zero"
