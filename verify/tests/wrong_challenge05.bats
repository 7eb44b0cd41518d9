#!/usr/bin/env bats
# Right and wrong programs for challenge05_root.
#
# shellcheck disable=SC2016 # scripts for a shell

load judge

export lab=challenge05_root

teardown_file() { print_matrix; }

@test "the kit's own" {
  judge "$(own_source)"
  assert_passes
}

@test "unshare(1)" {
  judge_script 'exec unshare --uts --ipc --pid --fork --mount-proc --user --map-root-user "${@:-sh}"'
  assert_passes
}

@test "the starter: lab05" {
  judge_starter
  assert_fails 1 2 3 4
  assert_hint 'uid_map says 10000 0 1, where 0 0 1 was wanted'
}

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 5; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }

@test "without CLONE_NEWNS" {
  spoil '/CLONE_NEWNS;/d; s/if (mount(/if (0 \&\& mount(/'
  assert_fails 3 4 5 6
  assert_hint 'missing among the clone flags: CLONE_NEWNS'
}

@test "no /proc" {
  spoil 's/if (mount("proc"/if (0 \&\& mount("proc"/'
  assert_fails 4
  assert_hint "the shell's /proc is still the host's"
}

@test "no mapping" {
  spoil '/^    write_mapping(pid);/d'
  assert_fails 1 2 3
  assert_hint 'uid_map is empty: without a mapping every ID inside is 65534, nobody; write "0 ID 1" to it'
}

@test "a mapping that comes too late" {
  spoil 's/ || poll(&parent, 1, -1) == -1//; s/parent.revents != POLLIN/0/; /^    open_gate/d; s/^    char uid_map.*/    close(gate[0]);\n    poll(\&(struct pollfd){.fd = gate[1]}, 1, -1);\n&/'
  assert_fails 3
  assert_hint 'the mapping was written too late: the shell was started as user 65534'
}

@test "without CLONE_NEWPID" {
  spoil '/CLONE_NEWPID;/d'
  assert_fails 1 2 3 4 5 6
  assert_hint 'a new /proc wants a new PID namespace as well'
}

@test "a program that needs a privilege" {
  spoil 's/^    int flags = SIGCHLD;/    if (sethostname("x", 1) == -1)\n        return FAILED;\n&/'
  assert_fails 1 2 3 4 5 6
  assert_hint 'the caller has no privilege here'
}

@test "each check of challenge05_root can fail" {
  assert_all_can_fail
}
