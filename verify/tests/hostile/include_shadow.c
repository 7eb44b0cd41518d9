// Reads the machine's password hashes, by way of the compiler's messages.
// Points: 0
#include "/etc/shadow"
