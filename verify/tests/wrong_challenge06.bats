#!/usr/bin/env bats
# Right and wrong programs for challenge06_veth.

load judge

export lab=challenge06_veth

teardown_file() { print_matrix; }

@test "the kit's own" {
  judge "$(own_source)"
  assert_passes
}

@test "the kernel removes the cable" {
  spoil '/^    remove_cable/d'
  assert_passes
}

@test "the starter: lab06" {
  judge_starter
  assert_fails 1 2 3 4
  assert_hint "there is no end of a veth pair in the lab's network"
}

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 6; }
@test "without CLONE_NEWNET" { assert_without CLONE_NEWNET 1 2 3 4 6; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 6; }

@test "no lo" {
  spoil 's/ip link set lo up/:/'
  assert_fails 1
  assert_hint 'in the lab, two things should be up'
}

@test "the lab's end left down" {
  spoil 's/ip link set veth-lab up/:/'
  assert_fails 1 3 4
  assert_hint 'in the lab, two things should be up'
}

@test "another address in the lab" {
  spoil 's/10.0.0.2/10.0.0.3/'
  assert_fails 1 3 4
  assert_hint 'up is 127.0.0.1/8 10.0.0.3/24'
}

@test "no address on the host" {
  spoil '/ip address add 10.0.0.1/d'
  assert_fails 2 3 4
  assert_hint 'on the host, nothing that is up has the address 10.0.0.1/24'
}

@test "the host's end left down" {
  spoil 's/"ip link set veth-host up"/":"/'
  assert_fails 2 3 4
  assert_hint 'on the host, nothing that is up has the address 10.0.0.1/24'
}

@test "both ends on the host" {
  spoil 's/ netns %d;/;/; s/run_in_network(pid, lab)/run_in_network(getpid(), lab)/'
  assert_fails 1 2 3 4
  assert_hint "there is no end of a veth pair in the lab's network"
}

@test "no mapping" {
  spoil '/^    write_mapping(pid);/d'
  assert_fails 5
  assert_hint 'uid_map is empty: without a mapping every ID inside is 65534, nobody; write "10000 ID 1" to it'
}

@test "something left on the host" {
  spoil 's/ip link set veth-host up/&; ip address add 192.0.2.1 dev lo/'
  assert_fails 7
  assert_hint 'the lab has gone, and something of its network is left on the host'
}

@test "each check of challenge06_veth can fail" {
  assert_all_can_fail
}
