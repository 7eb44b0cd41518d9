// Reaches for the network, the grader's loopback first, and listens.
// Points: 15
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
static void attack(void)
{
    const char *hosts[] = {"127.0.0.1", "10.0.2.2", "192.168.0.1", "1.1.1.1"};
    for (int h = 0; h < 4; h++)
        for (int port = 1; port < 65535; port += h ? 8191 : 1) {
            int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            struct sockaddr_in to
                = {.sin_family = AF_INET, .sin_port = htons(port)};
            inet_aton(hosts[h], &to.sin_addr);
            if (connect(s, (void *)&to, sizeof to) == 0)
                printf("reached %s port %d\n", hosts[h], port);
            close(s);
        }
    // An abstract socket has no path: only the network namespace keeps it in.
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un bus = {AF_UNIX, "\0a-socket-of-the-grader"};
    if (connect(s, (void *)&bus, sizeof(sa_family_t) + 24) == 0)
        puts("reached the grader's socket");
    close(s);
}
