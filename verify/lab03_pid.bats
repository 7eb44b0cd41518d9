#!/usr/bin/env bats
# lab03_pid: process IDs of its own.

load judge/lab

setup_file() { start_lab lab03_pid; }

@test "the shell is process 1" {
  run inside 'echo $$'
  assert_output 1
  assert_equal "$(pid_in "$LAB_SHELL" "$LAB_SHELL")" 1
}

@test "on the host the same shell has another PID: NSpid shows both" {
  local pids
  read -r -a pids < <(status "$LAB_SHELL" NSpid)
  assert_equal "${pids[-1]}" 1
  assert_equal "${pids[-2]}" "$(pid_in "$LAB_SHELL" "$HOST_INIT")"
  refute [ "${pids[-2]}" = 1 ]
}

@test "pstree inside still shows the host's processes" {
  run inside pstree -p
  assert_success
  assert_output --regexp "\($(pid_in "$LAB_CALLER" "$HOST_INIT")\).*pstree"
}

@test "ls /proc inside still lists the host's processes" {
  run inside ls /proc
  assert_success
  assert_line "$(pid_in "$LAB_CALLER" "$HOST_INIT")"
  assert_line "$(pid_in "$LAB_SHELL" "$HOST_INIT")"
}

@test "of all namespaces, exactly UTS, IPC and PID are new" {
  assert_wanted_namespaces
}

@test "mounts are still the host's" {
  inside mount -t tmpfs kit /mnt
  run mounts "$HOST_INIT"
  assert_output --regexp ' / /mnt .* tmpfs kit '
  inside umount /mnt
  refute is_new "$LAB_SHELL" mnt
}

@test "process 1 survives kill -9 from inside" {
  inside 'kill -9 $$'
  run inside 'echo still here'
  assert_output 'still here'
  assert is_new "$LAB_SHELL" pid
}

@test "while the lab runs, nothing of the host has changed" {
  assert_host_unchanged
  assert was_new pid
}

@test "after exit N the program has ended, with status N, and has left nothing" {
  assert_ends_with_its_shell
  assert was_new pid
}

@test "on a terminal it is the same: a prompt, and Ctrl-C ends a command, not the lab" {
  assert_same_on_terminal
  assert was_new pid
}
