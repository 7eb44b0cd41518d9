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
  host ipcmk -Q >/dev/null
  run inside ipcs -q
  assert_output "$(host ipcs -q)"
}
