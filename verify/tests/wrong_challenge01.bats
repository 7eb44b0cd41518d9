#!/usr/bin/env bats
# Right and wrong programs for challenge01_setns.
#
# shellcheck disable=SC2016 # scripts for a shell

load judge

export lab=challenge01_setns

teardown_file() { print_matrix; }

@test "the kit's own" {
  judge "$(own_source)"
  assert_passes
}

@test "nsenter(1)" {
  judge_script 'exec nsenter --uts --target "$@"'
  assert_passes
}

@test "the starter: lab01" {
  judge_starter
  assert_fails 1 2 3 4 5
  assert_hint 'the first argument is the PID of a process'
}

@test "no setns(2)" {
  spoil 's/setns(uts, CLONE_NEWUTS) == -1/0/'
  assert_fails 1 2 3
  assert_hint "the shell is in the host's UTS namespace: setns(2) moves whoever calls it"
}

@test "setns(2) in another process than the shell's" {
  spoil 's/setns(uts, CLONE_NEWUTS) == -1/fork() == 0 \&\& setns(uts, CLONE_NEWUTS) == 0 \&\& pause()/'
  assert_fails 1 2 3
  assert_hint "the shell is in the host's UTS namespace: setns(2) moves whoever calls it"
}

@test "a new namespace: unshare(2)" {
  spoil 's/setns(uts, CLONE_NEWUTS)/unshare(CLONE_NEWUTS)/'
  assert_fails 1 2
  assert_hint 'the shell has a UTS namespace, but not that of the process named'
}

@test "a new namespace with the right name" {
  spoil 's/setns(uts, CLONE_NEWUTS) == -1/unshare(CLONE_NEWUTS) == -1 || sethostname("running-lab-1", 13) == -1/'
  assert_fails 1 2
  assert_hint 'the shell has a UTS namespace, but not that of the process named'
}

@test "one namespace more" {
  spoil 's/^    execvp/    unshare(CLONE_NEWIPC);\n&/'
  assert_fails 3
  assert_hint 'too many among the clone flags, for this lab: CLONE_NEWIPC'
}

@test "errors that nobody looks at" {
  spoil 's/if (uts == -1)/if (0)/; s/if (setns(uts, CLONE_NEWUTS) == -1)/if (setns(uts, CLONE_NEWUTS), 0)/'
  assert_fails 4
  assert_hint 'where there is no such process, open(2) or setns(2) fails'
}

@test "a lost exit status" {
  spoil 's/#include <unistd.h>/&\n#include <sys\/wait.h>/; s/^    execvp/    if (fork()) return wait(NULL) == -1;\n&/'
  assert_fails 5
  assert_hint "the program's exit status must be the shell's"
}

@test "each check of challenge01_setns can fail" {
  assert_all_can_fail
}
