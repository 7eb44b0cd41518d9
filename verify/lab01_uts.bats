#!/usr/bin/env bats
# lab01_uts: a host name and an NIS domain name of its own.

load judge/lab

setup_file() { start_lab lab01_uts; }

@test "a host name that is set inside is the host name inside" {
  local name=newuts$RANDOM
  inside hostname "$name"
  run inside hostname
  assert_output "$name"
  run enter "$LAB_SHELL" hostname
  assert_output "$name"
}

@test "hostname on the host is what it was" {
  run host hostname
  assert_output practice-host
  assert is_new "$LAB_SHELL" uts
}

@test "the NIS domain name is the lab's own, too" {
  local name=newdomain$RANDOM
  inside domainname "$name"
  run inside domainname
  assert_output "$name"
  run enter "$LAB_SHELL" domainname
  assert_output "$name"
  run host domainname
  assert_output '(none)'
}

@test "pstree on the host shows the shell below its caller" {
  run host pstree -pls "$LAB_SHELL"
  assert_line --index 0 --regexp "\($LAB_CALLER\).*\($LAB_SHELL\)"
}

@test "the caller has stayed where it was: /proc/PID/ns/uts differs" {
  refute is_new "$LAB_CALLER" uts
  refute [ "$(namespace "$LAB_SHELL" uts)" = "$(namespace "$LAB_CALLER" uts)" ]
}

@test "of all namespaces, exactly UTS is new" {
  assert_wanted_namespaces
}

@test "message queues are still the host's" {
  run inside ipcs -q
  # There is one: ipcmk -Q has made it on the host before.
  assert_line --regexp '^0x'
  assert_output "$(host ipcs -q)"
}

@test "while the lab runs, nothing else of the host has changed" {
  assert_host_unchanged
  assert was_new uts
}

@test "after exit N the program has ended, with status N, and has left nothing" {
  assert_ends_with_its_shell
  assert was_new uts
}

@test "on a terminal it is the same: a prompt, and Ctrl-C ends a command, not the lab" {
  assert_same_on_terminal
  assert was_new uts
}
