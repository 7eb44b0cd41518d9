#!/usr/bin/env bats
# Wrong programs for lab06_net: each check of its script has one that fails it.
#
# shellcheck disable=SC2154 # failed comes from judge.bash

load judge

export lab=lab06_net

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 7; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 7; }
@test "without CLONE_NEWPID" { assert_without CLONE_NEWPID 7; }
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

@test "without CLONE_NEWNET" { assert_without CLONE_NEWNET 1 2 3 7 10 11 12; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 7; }

@test "no mapping, as in the notes" {
  spoil '/^    write_mapping(pid);/d'
  assert_fails 5 6 9
  assert_hint 'uid_map is empty'
}

@test "a mapping that comes too late" {
  spoil 's/ || poll(&parent, 1, -1) == -1//; s/parent.revents != POLLIN/0/; /^    open_gate/d; s/^    char uid_map.*/    close(gate[0]);\n    poll(\&(struct pollfd){.fd = gate[1]}, 1, -1);\n&/'
  assert_fails 6 9
  assert_hint 'the mapping was written too late: the shell was started as user 65534'
}

@test "a gate that opens a moment too early: only the ordinary user's run is sure to see it" {
  spoil '/^    write_mapping(pid);/d; s/^    open_gate(pid);/&\n    write_mapping(pid);/'
  [[ $failed =~ ^(6 )?9\ $ ]] || fail "failed: $failed"
  assert_hint 'the mapping was written too late: the shell was started as user 65534'
}

@test "the constant 0 outside, as in the notes" {
  spoil 's/(unsigned)gete[ug]id()/0U/'
  assert_fails 9
  assert_hint 'the ID outside is the constant 0, which is right under sudo only'
}

@test "the user's number in gid_map" {
  spoil 's/getegid()/geteuid()/'
  assert_fails 9
  assert_hint "gid_map got the number of the caller's user, 1234"
}

@test "lo brought up" {
  spoil 's/^#include <err.h>/#include <net\/if.h>\n#include <sys\/ioctl.h>\n#include <sys\/socket.h>\n&/; s/^    execvp/    ioctl(socket(AF_INET, SOCK_DGRAM, 0), SIOCSIFFLAGS, \&(struct ifreq){.ifr_name = "lo", .ifr_flags = IFF_UP});\n&/'
  assert_fails 1 2
  assert_hint 'the namespaces are right, something else is not'
}

@test "another address on the host's lo" {
  spoil 's/^    int flags = SIGCHLD;/    system("ip address add 192.0.2.1 dev lo");\n&/'
  assert_fails 4
  assert_hint "the program has changed the host's network"
}

@test "another link on the host, without an address" {
  spoil 's/^    int status;/    system("ip link add v0 type veth peer name v1");\n&/'
  assert_fails 4
}

@test "other files under /tmp" {
  spoil 's/^    execvp/    mount("none", "\/tmp", "tmpfs", 0, NULL);\n&/'
  assert_fails 8
  assert_hint 'the namespaces are right, something else is not'
}

@test "a program that renames the host" { assert_renaming_fails 10; }
@test "an exit status that is lost" { assert_lost_status_fails 11; }
@test "no isolation on a terminal" { assert_terminal_fails 'flags &= ~CLONE_NEWIPC;' 12; }

@test "the lo of the host, down" {
  also before 'system("ip link set lo down");'
  assert_fails 3 4
  assert_hint 'network'
}

@test "an interface left on the host" {
  also after 'system("ip link add v0 type veth peer name v1");'
  assert_fails 11
  assert_hint 'network'
}

@test "a process left behind" {
  also before 'if (fork() == 0) for (;;) pause();'
  assert_fails 11
  assert_hint 'left a process behind'
}

@test "each check of lab06_net can fail" {
  assert_all_can_fail
}
