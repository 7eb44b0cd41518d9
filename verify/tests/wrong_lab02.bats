#!/usr/bin/env bats
# Wrong programs for lab02_ipc: each check of its script has one that fails it.

load judge

export lab=lab02_ipc

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 5; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 1 2 3 4 5 7 8 9; }
@test "with CLONE_NEWPID" { assert_with CLONE_NEWPID 5 6; }
@test "with CLONE_NEWNS" { assert_with CLONE_NEWNS 5; }
@test "with CLONE_NEWUSER" { assert_with CLONE_NEWUSER 4 5; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 5; }

@test "CLONE_NEWNET for CLONE_NEWIPC" {
  spoil 's/CLONE_NEWIPC/CLONE_NEWNET/'
  assert_fails 1 2 3 4 5 7 8 9
  assert_hint 'CLONE_NEWNET stands where CLONE_NEWIPC was wanted'
}

@test "a program that renames the host" { assert_renaming_fails 7; }
@test "an exit status that is lost" { assert_lost_status_fails 8; }
@test "no isolation on a terminal" { assert_terminal_fails 'flags = SIGCHLD;' 9; }

@test "a POSIX message queue made on the host" {
  also before 'mq_open("/x", O_CREAT | O_RDWR, 0600, NULL);'
  assert_fails 7
  assert_hint 'the program has changed the host'
}

@test "a message in a queue of the host" {
  also before 'mq_send(mq_open("/kit", O_RDWR | O_NONBLOCK), "x", 1, 1);'
  assert_fails 7
  assert_hint 'the program has changed the host'
}

@test "a shared memory segment left on the host" {
  also after 'shmget(4711, 64, IPC_CREAT);'
  assert_fails 8
  assert_hint 'the program has changed the host'
}

@test "a POSIX message queue removed in the end" {
  also after 'mq_unlink("/kit");'
  assert_fails 8
  assert_hint 'the program has changed the host'
}

@test "the host renamed, and named back in the end" {
  spoil 's/^    int flags = SIGCHLD;/    sethostname("x", 1);\n&/; s/^    return WIFEXITED/    sethostname("practice-host", 13);\n&/'
  assert_fails 7
  assert_hint 'the program has renamed the host'
}

@test "a process left behind" {
  also before 'if (fork() == 0) for (;;) pause();'
  assert_fails 8
  assert_hint 'left a process behind'
}

@test "an open path to a namespace of the host" {
  also before 'open("/proc/self/ns/ipc", O_PATH);'
  assert_fails 5
  assert_hint 'the shell has inherited a descriptor that leads to the host'
}

@test "each check of lab02_ipc can fail" {
  assert_all_can_fail
}
