#!/usr/bin/env bats
# lab04_mount: a mount table of its own.

load judge/lab

setup_file() { start_lab lab04_mount; }

# proc_mounts: how often a proc file system is mounted on the shell's /proc.
proc_mounts() { mounts "$LAB_SHELL" | grep -c ' / /proc .* - proc '; }

@test "before the mount, /proc lists the host's processes" {
  run inside ls /proc
  assert_success
  assert_line "$(pid_in "$LAB_CALLER" "$HOST_INIT")"
}

@test "after mount -t proc proc /proc, it lists only this namespace's" {
  local before
  before=$(proc_mounts)
  inside mount -t proc proc /proc
  run inside ls /proc
  assert_success
  assert_line 1
  # Nothing but the shell and ls.
  assert_equal "$(grep -c '^[0-9]' <<<"$output")" 2
  # The kernel shows the mount in the shell's table.
  assert_equal "$(proc_mounts)" $((before + 1))
}

@test "ps -ef shows the shell as process 1" {
  run inside ps -ef
  assert_success
  # A heading, the shell, and ps.
  assert_equal "${#lines[@]}" 3
  assert_line --index 1 --regexp '^[^ ]+ +1 +0 '
}

@test "a new mount table is not new files: what is written inside is seen outside" {
  local file=/tmp/from_inside_$RANDOM$RANDOM
  inside "echo hello >$file"
  assert [ "/proc/$LAB_SHELL/root$file" -ef "/proc/$HOST_INIT/root$file" ]
  refute [ -L "/proc/$HOST_INIT/root$file" ]
}

@test "of all namespaces, exactly UTS, IPC, PID and mount are new" {
  assert_wanted_namespaces
}

@test "user IDs are still the host's" {
  run inside id -u
  assert_output 0
  assert_equal "$(map "$LAB_SHELL" uid_map)" "$(map "$HOST_INIT" uid_map)"
  refute is_new "$LAB_SHELL" user
}

@test "the host's mount table and /proc never changed, although / is a shared mount" {
  assert_host_unchanged mounts
  assert grep -qE '^[^ ]+ [^ ]+ [^ ]+ [^ ]+ / .* shared:' "/proc/$HOST_INIT/mountinfo"
  assert_mounts_not_shared
  assert is_new "$LAB_SHELL" mnt
  assert [ -e "/proc/$HOST_INIT/root/proc/$(pid_in "$LAB_CALLER" "$HOST_INIT")" ]
}

@test "while the lab runs, nothing else of the host has changed" {
  assert_host_unchanged
  assert was_new mnt
}

@test "after exit N the program has ended, with status N, and has left nothing" {
  assert_ends_with_its_shell
  assert was_new mnt
}

@test "on a terminal it is the same: a prompt, and Ctrl-C ends a command, not the lab" {
  assert_same_on_terminal
  assert was_new mnt
}
