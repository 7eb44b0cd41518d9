#!/usr/bin/env bats
# Wrong programs for lab02_ipc: each check of its script has one that fails it.

load judge

export lab=lab02_ipc

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 5; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 1 2 3 4 5; }
@test "with CLONE_NEWPID" { assert_with CLONE_NEWPID 5 6; }
@test "with CLONE_NEWNS" { assert_with CLONE_NEWNS 5; }
@test "with CLONE_NEWUSER" { assert_with CLONE_NEWUSER 4 5; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 5; }

@test "CLONE_NEWNET for CLONE_NEWIPC" {
  spoil 's/CLONE_NEWIPC/CLONE_NEWNET/'
  assert_fails 1 2 3 4 5
  assert_hint 'CLONE_NEWNET stands where CLONE_NEWIPC was wanted'
}

@test "each check of lab02_ipc can fail" {
  assert_all_can_fail
}
