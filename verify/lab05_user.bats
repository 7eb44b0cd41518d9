#!/usr/bin/env bats
# lab05_user: user and group IDs of its own.

load judge/lab
load judge/ordinary

setup_file() { start_lab lab05_user; }

@test "id says uid=10000 gid=10000" {
  run inside id
  assert_success
  assert_output --regexp '^uid=10000 gid=10000( |$)'
  assert is_new "$LAB_SHELL" user
}

@test "uid_map and gid_map are exactly: 10000, the caller's own ID, one" {
  assert_wanted_mapping
}

@test "the mapping was there before the shell was started" {
  assert_equal "$(ids_at_exec "$LAB_SHELL")" '10000 10000'
}

@test "the shell has lost its capabilities, and mount is refused" {
  assert_equal "$(status "$LAB_SHELL" CapEff)" 0000000000000000
  assert_equal "$(status "$LAB_SHELL" CapPrm)" 0000000000000000
  run inside mount -t tmpfs tmpfs /tmp
  assert_failure
  assert is_new "$LAB_SHELL" user
}

@test "capabilities are lost, ownership is not: it writes to root's files" {
  # A file of the host's root, that only root may write.
  local file=/proc/$HOST_INIT/root/root/.bashrc size
  refute [ -L "/proc/$HOST_INIT/root/root" ] # a link would lead us to the machine's files
  assert_equal "$(stat -c %a "$file")" 644
  size=$(stat -c %s "$file")
  run inside 'echo >>/root/.bashrc'
  assert_success
  assert_equal "$(stat -c %s "$file")" $((size + 1))
}

@test "of all namespaces, all but the network are new" {
  assert_wanted_namespaces
}

@test "the network is still the host's" {
  run inside ip -o address
  assert_output "$(host ip -o address)"
  refute is_new "$LAB_SHELL" net
}

@test "called by an ordinary user, it maps 10000 to exactly that user and that group" {
  assert_right_for_ordinary_user
}

@test "while the lab runs, nothing of the host has changed" {
  assert_host_unchanged
  assert_mounts_not_shared
  assert was_new user
}

@test "after exit N the program has ended, with status N, and has left nothing" {
  assert_ends_with_its_shell
  assert was_new user
}

@test "on a terminal it is the same: a prompt, and Ctrl-C ends a command, not the lab" {
  assert_same_on_terminal
  assert was_new user
}
