#!/usr/bin/env bats
# lab02_ipc: System V IPC objects and POSIX message queues of its own.

load judge/lab

setup_file() { start_lab lab02_ipc; }

# keys: print the keys in the output of ipcs(1). Identifiers would not do: each
# namespace counts from 0.
keys() { grep -o '^0x[0-9a-f]*'; }

# posix_queues COMMAND: what to type to run COMMAND among the POSIX message
# queues. They are mounted for it in a mount namespace of its own: lab02 has the
# host's.
posix_queues() {
  echo "unshare --mount sh -c 'mount -t mqueue mqueue /tmp && cd /tmp && $1'"
}

@test "ipcs inside does not list what ipcmk has made on the host" {
  # One of each kind, made there before the program was called.
  assert [ "$(host ipcs | keys | wc -l)" -ge 3 ]
  run inside ipcs
  assert_success
  run grep -F -f <(host ipcs | keys) <<<"$output"
  assert_output ''
  assert is_new "$LAB_SHELL" ipc
}

@test "ipcs on the host does not list what ipcmk has made inside" {
  inside 'ipcmk -Q -M 64 -S 1' >/dev/null
  assert_equal "$(inside ipcs | keys | wc -l)" 3
  run host ipcs
  assert_success
  run grep -F -f <(inside ipcs | keys) <<<"$output"
  assert_output ''
  # The kernel shows them in the shell's own namespace.
  assert_equal "$(inside ipcs | keys)" "$(enter "$LAB_SHELL" ipcs | keys)"
  assert is_new "$LAB_SHELL" ipc
}

@test "the same identifier is not the same queue" {
  local id
  # The first queue of each: the one inside comes from the check before.
  id=$(host ipcs -q | sed -n '4s/^[^ ]* *\([0-9]*\) .*/\1/p')
  inside "ipcrm -q $id"
  run inside "ipcs -q -i $id"
  refute_output --partial "msqid=$id"
  run host ipcs -q -i "$id"
  assert_output --partial "msqid=$id"
  assert is_new "$LAB_SHELL" ipc
}

@test "a POSIX message queue of the host does not show inside" {
  run host sh -c "$(posix_queues ls)"
  assert_line kit
  run inside "$(posix_queues ls)"
  assert_success
  assert_output ''
  assert is_new "$LAB_SHELL" ipc
}

@test "of all namespaces, exactly UTS and IPC are new" {
  assert_wanted_namespaces
}

@test "process IDs are still the host's" {
  run inside 'echo $$'
  assert_output "$(pid_in "$LAB_SHELL" "$HOST_INIT")"
}

@test "while the lab runs, nothing of the host has changed" {
  assert_host_unchanged
  assert was_new ipc
}

@test "after exit N the program has ended, with status N, and has left nothing" {
  assert_ends_with_its_shell
  assert was_new ipc
}

@test "on a terminal it is the same: a prompt, and Ctrl-C ends a command, not the lab" {
  assert_same_on_terminal
  assert was_new ipc
}
