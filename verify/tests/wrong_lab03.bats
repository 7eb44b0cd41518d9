#!/usr/bin/env bats
# Wrong programs for lab03_pid: each check of its script has one that fails it.

load judge

export lab=lab03_pid

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 5; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 5; }
@test "without CLONE_NEWPID" { assert_without CLONE_NEWPID 1 2 5 7 8 9 10; }
@test "with CLONE_NEWNS" { assert_with CLONE_NEWNS 5 6; }
@test "with CLONE_NEWUSER" { assert_with CLONE_NEWUSER 5 6; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 5; }

@test "unshare(CLONE_NEWPID) without a fork" {
  judge_compiled unshare_without_fork.c
  assert_fails 1 2 4 5 6 7 8 9 10
  assert_hint 'unshare(CLONE_NEWPID) moves only children that are made after it'
}

@test "CLONE_NEWNS, and /proc mounted anew" {
  spoil 's/flags |= CLONE_NEWPID;/& flags |= CLONE_NEWNS;/; s/^    execvp/    system("mount --make-rprivate \/; mount -t proc proc \/proc");\n&/'
  assert_fails 3 4 5 6
  assert_hint 'too many among the clone flags, for this lab: CLONE_NEWNS'
}

@test "a program that renames the host" { assert_renaming_fails 8; }
@test "an exit status that is lost" { assert_lost_status_fails 9; }
@test "no isolation on a terminal" { assert_terminal_fails 'flags = SIGCHLD;' 10; }

@test "a mount left on the host" {
  also after 'mount("x", "/mnt", "tmpfs", 0, NULL);'
  assert_fails 9
  assert_hint 'the program has changed the host'
}

@test "a setting of the host" {
  also before 'system("echo 17 >/proc/sys/net/ipv4/ip_default_ttl");'
  assert_fails 8
  assert_hint 'in /proc/sys'
}

@test "another setting of the host, in the end" {
  also after 'system("echo 4096 >/proc/sys/kernel/msgmax");'
  assert_fails 9
  assert_hint 'in /proc/sys'
}

@test "a route on the host" {
  also after 'system("ip route add 192.0.2.0/24 dev lo");'
  assert_fails 9
  assert_hint 'network'
}

@test "an open pidfd of the program" {
  also before 'fcntl(syscall(SYS_pidfd_open, getpid(), 0), F_SETFD, 0);'
  assert_fails 5
  assert_hint 'the shell has inherited a descriptor that leads to the host'
}

@test "a process in another process group left behind" {
  also before 'if (fork() == 0) { setsid(); for (;;) pause(); }'
  assert_fails 9
  assert_hint 'left a process behind'
}

@test "each check of lab03_pid can fail" {
  assert_all_can_fail
}
