#!/usr/bin/env bats
# Wrong programs for lab03_pid: each check of its script has one that fails it.

load judge

export lab=lab03_pid

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 5; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 5; }
@test "without CLONE_NEWPID" { assert_without CLONE_NEWPID 1 2 5 7; }
@test "with CLONE_NEWNS" { assert_with CLONE_NEWNS 5 6; }
@test "with CLONE_NEWUSER" { assert_with CLONE_NEWUSER 5 6; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 5; }

@test "unshare(CLONE_NEWPID) without a fork" {
  judge_compiled unshare_without_fork.c
  assert_fails 1 2 4 5 6 7
  assert_hint 'unshare(CLONE_NEWPID) moves only children that are made after it'
}

@test "CLONE_NEWNS, and /proc mounted anew" {
  spoil 's/flags |= CLONE_NEWPID;/& flags |= CLONE_NEWNS;/; s/^    execvp/    system("mount --make-rprivate \/; mount -t proc proc \/proc");\n&/'
  assert_fails 3 4 5 6
  assert_hint 'too many among the clone flags, for this lab: CLONE_NEWNS'
}

@test "each check of lab03_pid can fail" {
  assert_all_can_fail
}
