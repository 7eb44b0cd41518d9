#!/usr/bin/env bats
# Right and wrong programs for challenge03_init.
#
# shellcheck disable=SC2016 # scripts for a shell

load judge

export lab=challenge03_init

teardown_file() { print_matrix; }

@test "the kit's own" {
  judge "$(own_source)"
  assert_passes
}

@test "unshare(1), with a shell as the init" {
  judge_script 'init="\"\$@\"; exit \$?"; exec unshare --uts --ipc --pid --fork sh -c "$init" sh "${@:-sh}"'
  assert_passes
}

@test "the starter: lab03" {
  judge_starter
  assert_fails 1 2 4 5
  assert_hint 'the shell itself is process 1'
}

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 3; }
@test "without CLONE_NEWPID" { assert_without CLONE_NEWPID 1 2 3 5; }
@test "with CLONE_NEWNS" { assert_with CLONE_NEWNS 3; }

@test "an init that waits for the shell alone" {
  spoil 's/ended = wait(&status)/ended = waitpid(shell, \&status, 0)/'
  assert_fails 2
  assert_hint 'a zombie is left below process 1'
}

@test "an init that waits until no child is left" {
  spoil 's/while (ended != shell && ended != -1)/while (ended != -1)/'
  assert_fails 4 5
  assert_hint 'the shell has ended, but process 1 has not'
}

@test "an init that ends with 0" {
  spoil 's/^    return exit_status(status);/    return 0;/'
  assert_fails 4
  assert_hint 'process 1 must hand on how the shell has ended'
}

@test "an init that knows no signals" {
  spoil 's/return WIFEXITED.*/return WEXITSTATUS(status);/'
  assert_fails 4
  assert_hint 'process 1 must hand on how the shell has ended'
}

@test "an init that has the kernel reap, and cannot wait any more" {
  spoil 's/^    pid_t shell = fork();/    signal(SIGCHLD, SIG_IGN);\n&/'
  assert_fails 4 5
  assert_hint 'the shell has ended, but process 1 has not'
}

@test "each check of challenge03_init can fail" {
  assert_all_can_fail
}
