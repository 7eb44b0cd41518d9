// hold_mapping: have a program lose the race for its ID mapping, if it runs
// one.
//
// Usage: hold_mapping PID [ID]
//
// In:  PID, a process that is about to call the program. It and all processes
//      that it makes from now on are traced. ID, the number of the user and the
//      group to become before, who must own the user namespace of PID: no root
//      is to trace strangers.
// Out: the line "traced"; then a line for every write to a mapping, and for
//      every call below that the kernel has refused; ERRNO 0 is success:
//      uid_map|gid_map|setgroups ERRNO TEXT
//      clone|clone3|unshare|setns ERRNO
//      Ends when there is no such process any more; if it is killed, they go on
//      untraced. Exit status: 0, or 125 after one line on standard error.
//
// Until a user namespace has its mapping, a process in there is user 65534. A
// program whose child does not wait for the mapping wins nearly always, because
// writing takes less time than exec. So whoever writes a mapping is held just
// before, until no process in there can win any more: see waits().
//
// Sources: ptrace(2), setns(2), proc_pid_stat(5), user_namespaces(7).

#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    FAILED = 125,
    MOST_TRACED = 4096, // more of them run on, but are not looked at
    LOOKS = 3, // so often in a row is a process seen waiting
    MOST_NAPS = 20, // so many sleeps has one that asks again and again
    MOST_NAPPING = 2000, // and they last so long together, in looks
    MOST_CALLS = 3000, // so many calls has one that asks all the time
    MOST_TICKS = 50, // or so much processor time, in 1/100 s
};
static const struct timespec until_next_look = {.tv_nsec = 1000000};

// A thread that is traced.
struct traced {
    pid_t id;
    bool held; // it is stopped before it writes a mapping
    bool naps; // its present call is_nap()
    int calls, all_naps, looks_napping, looks_waiting;
    char call[16]; // what is to be reported when it returns
    char text[64]; // what it writes
};
static struct traced traced[MOST_TRACED];
static int count;

// The entry of thread ID, a new one if there is none; NULL if there is no room.
static struct traced *entry_of(pid_t id)
{
    for (int i = 0; i < count; i++)
        if (traced[i].id == id)
            return traced + i;
    if (count == MOST_TRACED)
        return NULL;
    traced[count] = (struct traced){.id = id};
    return traced + count++;
}

static void forget(pid_t id)
{
    struct traced *gone = entry_of(id);
    if (gone)
        *gone = traced[--count];
}

// ptrace(2), whose data may be a number. A thread may be gone at any time.
static long trace(int request, pid_t id, long data)
{
    return syscall(SYS_ptrace, request, id, 0L, data);
}

// Read file NAME of /proc/ID into TEXT of SIZE bytes. Returns how many, or -1.
static ssize_t read_proc(pid_t id, const char *name, char *text, size_t size)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)id, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file == -1)
        return -1;
    ssize_t length = read(file, text, size - 1);
    close(file);
    text[length > 0 ? length : 0] = '\0';
    return length;
}

// The state of the process, a letter, and its processor time.
static char state_of(pid_t id, unsigned long *ticks)
{
    char text[1024];
    *ticks = 0;
    if (read_proc(id, "stat", text, sizeof text) <= 0)
        return 'X';
    // The second field is a name in brackets, and may hold anything.
    char *rest, *field = strrchr(text, ')');
    char state = 'X';
    field = field ? strtok_r(field, " ", &rest) : NULL;
    for (int number = 2; field && number <= 15; number++) {
        if (number == 3)
            state = field[0];
        if (number == 14 || number == 15) // utime, stime
            *ticks += strtoul(field, NULL, 10);
        field = strtok_r(NULL, " ", &rest);
    }
    return state;
}

// The thread group that thread ID is of.
static long group_of(pid_t id)
{
    char text[1024];
    const char *line = NULL;
    if (read_proc(id, "status", text, sizeof text) > 0)
        line = strstr(text, "\nTgid:");
    return line ? strtol(line + strlen("\nTgid:"), NULL, 10) : -1;
}

// A call that waits for some time, and for nothing else.
static bool is_nap(unsigned long long number, const unsigned long long *args)
{
    switch (number) {
#ifdef SYS_nanosleep
    case SYS_nanosleep:
#endif
    case SYS_clock_nanosleep:
        return true;
#ifdef SYS_poll
    case SYS_poll:
#endif
    case SYS_ppoll:
        return args[1] == 0; // no descriptor
#ifdef SYS_select
    case SYS_select:
#endif
    case SYS_pselect6:
        return args[0] == 0;
    default:
        return false;
    }
}

// The process cannot win the race any more: it has ended, or it waits, for the
// mapping or, as the shell, for input. A nap is no waiting, it ends by itself,
// be the mapping there or not. But whoever naps again and again, or computes,
// asks whether it is there, and may do so.
static bool waits(struct traced *one)
{
    unsigned long ticks;
    switch (state_of(one->id, &ticks)) {
    case 'X':
    case 'Z':
        return true;
    case 'S':
    case 'T':
        break;
    default:
        one->looks_waiting = 0;
        return one->calls >= MOST_CALLS || ticks >= MOST_TICKS;
    }
    if (one->naps)
        return one->all_naps >= MOST_NAPS
               || ++one->looks_napping >= MOST_NAPPING;
    return ++one->looks_waiting >= LOOKS;
}

// No process runs in a user namespace without that mapping that WRITER writes.
static bool is_race_over(const struct traced *writer)
{
    char byte[2];
    for (int i = 0; i < count; i++) {
        struct traced *one = traced + i;
        if (!one->held
            && read_proc(one->id, writer->call, byte, sizeof byte) == 0
            && group_of(one->id) != group_of(writer->id) && !waits(one))
            return false;
    }
    return true;
}

static int number_held(void)
{
    int held = 0;
    for (int i = 0; i < count; i++)
        held += traced[i].held;
    return held;
}

// If the last look is old enough, let the held go on whose race is over.
static void look(void)
{
    static struct timespec last;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((now.tv_sec - last.tv_sec) * 1000000000L + now.tv_nsec - last.tv_nsec
        < until_next_look.tv_nsec)
        return;
    last = now;
    for (int i = 0; i < count; i++) {
        if (traced[i].held && is_race_over(traced + i)) {
            traced[i].held = false;
            trace(PTRACE_SYSCALL, traced[i].id, 0);
        }
    }
}

// Keep what the thread is about to write, LENGTH bytes at ADDRESS, as one line.
static void keep_text(struct traced *one, unsigned long long address,
                      unsigned long long length)
{
    char path[64];
    ssize_t got = -1;
    snprintf(path, sizeof path, "/proc/%d/mem", (int)one->id);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file != -1) {
        if (length > sizeof one->text - 1)
            length = sizeof one->text - 1;
        got = pread(file, one->text, length, (off_t)address);
        close(file);
    }
    one->text[got > 0 ? got : 0] = '\0';
    for (char *c = one->text; *c; c++)
        if (*c < ' ' || *c > '~')
            *c = ' ';
}

// The thread is about to write to a descriptor. Hold it if that is a mapping.
static void before_write(struct traced *one, const unsigned long long *args)
{
    static const char *const names[] = {"uid_map", "gid_map", "setgroups"};
    char link[64], path[256];
    snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)one->id, (int)args[0]);
    ssize_t got = readlink(link, path, sizeof path - 1);
    path[got > 0 ? got : 0] = '\0';
    const char *name = strrchr(path, '/');
    for (int i = 0; name && i < 3; i++) {
        if (strcmp(name + 1, names[i]) != 0)
            continue;
        snprintf(one->call, sizeof one->call, "%s", names[i]);
        keep_text(one, args[1], args[2]);
        one->held = i < 2;
    }
}

// The thread is about to make a system call.
static void before_call(struct traced *one, unsigned long long number,
                        const unsigned long long *args)
{
    const char *name = number == SYS_clone     ? "clone"
                       : number == SYS_clone3  ? "clone3"
                       : number == SYS_unshare ? "unshare"
                       : number == SYS_setns   ? "setns"
                                               : "";
    snprintf(one->call, sizeof one->call, "%s", name);
    one->text[0] = '\0';
    one->calls++;
    one->naps = is_nap(number, args);
    one->all_naps += one->naps;
    if (number == SYS_write || number == SYS_pwrite64)
        before_write(one, args);
}

// The thread is stopped before or after a system call.
static void at_call(struct traced *one)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, one->id, sizeof info, &info) <= 0)
        return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        unsigned long long args[3];
        for (int i = 0; i < 3; i++)
            args[i] = info.entry.args[i];
        before_call(one, info.entry.nr, args);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT && one->call[0]) {
        bool is_namespace_call = !one->text[0];
        if (info.exit.is_error || !is_namespace_call)
            printf("%s %d %s\n", one->call,
                   info.exit.is_error ? (int)-info.exit.rval : 0, one->text);
        one->call[0] = '\0';
    }
}

// Thread ID is stopped, as waitpid(2) says in STATUS: see to it and let it go.
static void at_stop(pid_t id, int status)
{
    struct traced *one = entry_of(id);
    int signal = WSTOPSIG(status), event = status >> 16;
    bool is_call = signal == (SIGTRAP | 0x80);
    unsigned long child;
    if (one && is_call)
        at_call(one);
    // Whoever is new has not stopped yet, and is in the race all the same.
    if ((event == PTRACE_EVENT_CLONE || event == PTRACE_EVENT_FORK
         || event == PTRACE_EVENT_VFORK)
        && ptrace(PTRACE_GETEVENTMSG, id, NULL, &child) != -1)
        entry_of((pid_t)child);
    if (event == PTRACE_EVENT_STOP && signal != SIGTRAP)
        trace(PTRACE_LISTEN, id, 0); // a signal stops it, as without us
    else if (!one || !one->held)
        trace(PTRACE_SYSCALL, id, is_call || event ? 0 : signal);
}

// Become user and group ID, and root of the user namespace of PROCESS.
static void become(const char *id, const char *process)
{
    char path[64];
    unsigned number = id ? (unsigned)strtoul(id, NULL, 10) : 0;
    if (id
        && (setgroups(0, NULL) == -1 || setresgid(number, number, number) == -1
            || setresuid(number, number, number) == -1))
        err(FAILED, "cannot become user %s", id);
    snprintf(path, sizeof path, "/proc/%s/ns/user", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file == -1 || setns(file, CLONE_NEWUSER) == -1)
        err(FAILED, "cannot enter the user namespace of process %s", process);
    close(file);
}

int main(int argc, char *argv[])
{
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE
                         | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK
                         | PTRACE_O_TRACEEXEC; // else exec raises SIGTRAP
    if (argc < 2 || argc > 3)
        errx(FAILED, "which process? hold_mapping PID [ID]");
    become(argv[2], argv[1]);
    pid_t first = (pid_t)strtol(argv[1], NULL, 10);
    // Whoever has started us may be killed.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == -1
        || trace(PTRACE_SEIZE, first, options) == -1
        || trace(PTRACE_INTERRUPT, first, 0) == -1)
        err(FAILED, "cannot trace process %s", argv[1]);
    // To wait for a stop of theirs, but not for ever.
    sigset_t events;
    sigemptyset(&events);
    sigaddset(&events, SIGCHLD);
    sigprocmask(SIG_BLOCK, &events, NULL);
    setlinebuf(stdout);
    puts("traced");

    for (;;) {
        int status, held = number_held();
        pid_t id = waitpid(-1, &status, __WALL | (held ? WNOHANG : 0));
        if (id == -1 && errno != EINTR)
            return 0; // none is left
        if (id > 0 && WIFSTOPPED(status))
            at_stop(id, status);
        else if (id > 0)
            forget(id);
        else
            sigtimedwait(&events, NULL, &until_next_look);
        if (held)
            look();
    }
}
