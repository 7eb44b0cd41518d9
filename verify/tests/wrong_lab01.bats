#!/usr/bin/env bats
# Wrong programs for lab01_uts: each check of its script has one that fails it.

load judge

export lab=lab01_uts

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 2 3 5 6 8 9 10; }
@test "with CLONE_NEWIPC" { assert_with CLONE_NEWIPC 6 7; }
@test "with CLONE_NEWPID" { assert_with CLONE_NEWPID 6; }
@test "with CLONE_NEWNS" { assert_with CLONE_NEWNS 6; }
@test "with CLONE_NEWUSER" { assert_with CLONE_NEWUSER 1 3 6 7; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 6; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 6; }

@test "CLONE_NEWIPC for CLONE_NEWUTS" {
  spoil 's/CLONE_NEWUTS/CLONE_NEWIPC/'
  assert_fails 2 3 5 6 7 8 9 10
  assert_hint 'CLONE_NEWIPC stands where CLONE_NEWUTS was wanted'
}

@test "no shell: another command" {
  spoil 's/"sh", NULL/"true", NULL/'
  assert_fails_all
  assert_hint 'the program must start a shell on its own standard input, and wait for it'
}

@test "no shell: something that reads" {
  spoil 's/"sh", NULL/"cat", NULL/'
  assert_fails_all
  assert_hint 'something reads the standard input, but does not do what it says: is it a shell?'
}

@test "a program that does not wait" {
  # The child starts the shell when its parent has gone: the pipe ends then.
  spoil 's/, SIGKILL) == -1/, 0) == -1/; s/ || poll(&parent, 1, -1) == -1//; s/^    if (parent.revents.*/    while (read(gate[0], stack, 1) == 1) {}\n    if (0) {/; s/^    int status;/    return 0;\n&/'
  assert_fails_all
  assert_hint 'the shell still runs: the program must wait for it, with waitpid(2)'
}

@test "a program that crashes" {
  spoil 's/^    if (strcmp/    kill(getpid(), SIGSEGV);\n&/'
  assert_fails_all
  assert_hint 'signal 11 (SEGV) has killed the program'
}

@test "a program that says itself why it ends" {
  spoil 's/int flags = SIGCHLD/int flags = 0/'
  assert_fails_all
  assert_hint 'waitpid(2) waits only for a child that ends with SIGCHLD'
}

@test "a program that hangs before it starts the shell" {
  spoil 's/^    if (strcmp/    pause();\n&/'
  assert_fails_all
  assert_hint 'nothing reads the program'\''s standard input'
}

@test "a program that hangs as the child" {
  spoil 's/^    execvp/    pause();\n&/'
  assert_fails_all
  assert_hint 'nothing reads the program'\''s standard input'
}

@test "a program that floods its output" {
  spoil 's/^    if (strcmp/    if (fork() == 0) for (;;) puts("flood");\n&/'
  assert_fails_all
  assert_hint 'what the program prints itself drowns what its shell prints'
}

@test "a program that closes its descriptors" {
  spoil 's/^    if (strcmp/    for (int fd = 0; fd < 64; fd++) close(fd);\n&/'
  assert_fails_all
  assert_hint 'the program must start a shell on its own standard input, and wait for it'
}

@test "a program that stops itself" {
  spoil 's/^    if (strcmp/    raise(SIGSTOP);\n&/'
  assert_fails_all
  assert_hint 'lab01_uts has been stopped by a signal'
}

@test "a program that stops its shell" {
  spoil 's/^    int status;/    kill(pid, SIGSTOP);\n&/'
  assert_fails_all
  assert_hint 'has been stopped by a signal'
}

@test "a program that orphans its shell" {
  spoil 's/parent.revents != POLLIN/0/; s/, SIGKILL) == -1/, 0) == -1/; s/^    execvp/    if (fork()) return 0;\n&/; s/^    return WIFEXITED/    pause();\n&/'
  assert_fails 4 9 10
  assert_hint 'the namespaces are right, something else is not'
}

@test "a decoy that isolates itself, beside a shell that is not isolated" {
  judge_compiled decoy.c
  assert_fails 1 2 3 6 8 9 10
  assert_hint 'the process that reads what is typed hands it on'
}

@test "a shell that lies" {
  judge_copy liar.sh
  assert_fails 1 2 3 5 6 8 9 10
  assert_hint 'missing among the clone flags: CLONE_NEWUTS'
}

@test "a program that moves the practice host instead of its shell" {
  judge_compiled move_the_host.c
  assert_fails_all
  assert_hint 'the program must leave the host alone'
}

@test "a program that fills its own standard input" {
  judge_copy fill_stdin.pl
  assert_fails_all
}

@test "a shell that takes its time" {
  judge_copy slow_shell.sh
  assert_hint 'each answer of the shell should come at once'
}

@test "a program that renames the host" { assert_renaming_fails 2 8; }
@test "an exit status that is lost" { assert_lost_status_fails 9; }
@test "no isolation on a terminal" { assert_terminal_fails 'flags = SIGCHLD;' 10; }

@test "a program that gives the host an NIS domain" {
  also before 'setdomainname("x", 1);'
  assert_fails 3 8
  assert_hint 'the program has renamed the host'
}

@test "a message queue made on the host" {
  also before 'msgget(4711, IPC_CREAT);'
  assert_fails 8
  assert_hint 'the program has changed the host'
}

@test "an open namespace of the host" {
  also before 'open("/proc/self/ns/uts", O_RDONLY);'
  assert_fails 6
  assert_hint 'the shell has inherited a descriptor that leads to the host'
}

@test "a program that hangs when its shell has ended" {
  also after 'pause();'
  assert_fails 9 10
  assert_hint 'the shell has ended, and the program has not'
}

@test "a program that isolates on a terminal only" {
  spoil 's/^    make_gate();/    if (!isatty(0))\n        flags = SIGCHLD;\n&/'
  assert_fails 2 3 5 6 8 9 10
  assert_hint 'missing among the clone flags: CLONE_NEWUTS'
}

@test "a shell in a session of its own" {
  also inside 'setsid();'
  assert_fails 10
  assert_hint 'Ctrl-C does not end a command'
}

@test "a shell whose commands Ctrl-C does not reach" {
  also inside 'signal(SIGINT, SIG_IGN);'
  assert_fails 10
  assert_hint 'Ctrl-C does not end a command'
}

@test "a program that Ctrl-C ends" {
  also inside 'if (isatty(0)) execlp("sh", "sh", "+m", NULL);'
  assert_fails 10
  assert_hint 'Ctrl-C has ended the lab'
}

@test "a program that ends at once on a terminal" {
  also before 'if (isatty(0)) return 3;'
  assert_fails 10
  assert_hint 'on a terminal no shell answers'
}

@test "a program that waits for ever on a terminal" {
  also before 'if (isatty(0)) pause();'
  assert_fails 10
  assert_hint 'on a terminal no prompt appears'
}

@test "a program that hangs when its shell on a terminal has ended" {
  also after 'if (isatty(0)) pause();'
  assert_fails 10
  assert_hint 'the shell has ended, and the program has not'
}

@test "a pipe between terminal and shell" {
  also before 'if (isatty(0)) return system("cat | ./lab01_uts");'
  assert_fails 10
  assert_hint 'on a terminal no prompt appears'
}

@test "each check of lab01_uts can fail" {
  assert_all_can_fail
}
