#!/usr/bin/env bats
# Wrong programs for lab05_user: each check of its script has one that fails it.
#
# shellcheck disable=SC2154 # failed and verify come from judge.bash

load judge

export lab=lab05_user

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 6; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 6; }
@test "without CLONE_NEWPID" { assert_without CLONE_NEWPID 6; }
@test "without CLONE_NEWNS" {
  spoil '/CLONE_NEWNS;/d'
  assert_fails_all
  assert_hint 'missing among the clone flags: CLONE_NEWNS'
}

@test "without CLONE_NEWUSER" {
  spoil '/CLONE_NEWUSER;/d'
  assert_fails_all
  assert_hint 'missing among the clone flags: CLONE_NEWUSER'
}

@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 6 7; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 6; }

@test "no mapping" {
  spoil '/^    write_mapping(pid);/d'
  assert_fails 1 2 3 8
  assert_hint 'uid_map is empty: without a mapping every ID inside is 65534'
}

@test "no uid_map" {
  spoil '/write_proc(pid, "uid_map"/d'
  assert_fails 1 2 3 8
  assert_hint 'uid_map is empty'
}

@test "no gid_map" {
  spoil 's/write_proc(pid, "gid_map", gid_map) == -1/0/'
  assert_fails 1 2 3 8
  assert_hint 'gid_map is empty'
}

@test "the mapping of root" {
  spoil 's/"10000 %u/"0 %u/'
  assert_fails 1 2 3 4 8
  assert_hint 'uid_map says 0 '
}

@test "another group" {
  spoil 's/gid_map, "10000/gid_map, "10001/'
  assert_fails 1 2 3 8
  assert_hint 'gid_map says 10001 '
}

@test "a mapping that comes too late" {
  spoil 's/ || poll(&parent, 1, -1) == -1//; s/parent.revents != POLLIN/0/; /^    open_gate/d; s/^    char uid_map.*/    close(gate[0]);\n    poll(\&(struct pollfd){.fd = gate[1]}, 1, -1);\n&/'
  assert_fails 3 8
  assert_hint 'the mapping was written too late: the shell was started as user 65534'
}

@test "a group that comes too late" {
  spoil '/^    open_gate/d; s/|| write_proc(pid, "gid_map", gid_map) == -1/|| write(gate[1], "!", 1) != 1 || close(gate[0]) == -1 || poll(\&(struct pollfd){.fd = gate[1]}, 1, -1) == -1\n        &/'
  assert_fails 3 8
  assert_hint 'gid_map was written too late: the shell was started as group 65534'
}

@test "a gate that opens a moment too early: only the ordinary user's run is sure to see it" {
  spoil '/^    write_mapping(pid);/d; s/^    open_gate(pid);/&\n    write_mapping(pid);/'
  [[ $failed =~ ^(3 )?8\ $ ]] || fail "failed: $failed"
  assert_hint 'the mapping was written too late: the shell was started as user 65534'
}

@test "the constant 0 outside, as in the notes" {
  spoil 's/(unsigned)gete[ug]id()/0U/'
  assert_fails 8
  assert_hint 'the ID outside is the constant 0, which is right under sudo only'
}

@test "the user's number in gid_map" {
  spoil 's/getegid()/geteuid()/'
  assert_fails 8
  assert_hint "gid_map got the number of the caller's user, 1234"
}

@test 'no "deny" in setgroups' {
  spoil 's/(write_proc(pid, "setgroups", "deny") == -1 && errno != ENOENT)/0/'
  # Where nobody has numbers to give away, it is inherited: see practice_host.bats.
  run "$verify/practice-host" --ordinary cat /proc/self/setgroups
  if [[ $output == allow ]]; then
    assert_fails 8
    assert_hint 'only after "deny" stands in setgroups'
  else
    assert_passes
  fi
}

@test "another namespace before the user namespace" {
  spoil 's/^    pid_t pid = clone/    if (unshare(CLONE_NEWUTS) == -1)\n        err(FAILED, "unshare");\n    flags \&= ~CLONE_NEWUTS;\n&/'
  assert_fails 8
  assert_hint 'the kernel has refused unshare() to an ordinary user'
}

@test "other files under /root" {
  spoil 's/^    execvp/    mount("none", "\/root", "tmpfs", 0, NULL);\n&/'
  assert_fails 5
  assert_hint 'the namespaces are right, something else is not'
}

@test "a program that renames the host" { assert_renaming_fails 9; }
@test "an exit status that is lost" { assert_lost_status_fails 10; }
@test "no isolation on a terminal" { assert_terminal_fails 'flags &= ~CLONE_NEWIPC;' 11; }

@test "mounts in one peer group with the host" {
  spoil 's/^    make_gate();/    unshare(CLONE_NEWNS);\n    flags \&= ~CLONE_NEWNS;\n&/; s/if (mount("none"/if (0 \&\& mount("none"/'
  assert_fails 9
  assert_hint 'make every mount private in the child before exec'
}

@test "a limit of namespaces on the host" {
  also after 'system("echo 7 >/proc/sys/user/max_uts_namespaces");'
  assert_fails 10
  assert_hint 'in /proc/sys'
}

@test "each check of lab05_user can fail" {
  assert_all_can_fail
}
