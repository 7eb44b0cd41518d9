#!/usr/bin/env bats
# challenge05_root: root inside, nobody special outside.

load ../judge/lab

setup_file() {
  # Without any capability of root but the one without which root, unlike an
  # ordinary user, cannot map itself since Linux 5.12: see user_namespaces(7).
  # LAB_ID is for the checks too; bash 5.3 drops what stands before a call when it returns.
  export LAB_ID=0 call=$BATS_TEST_DIRNAME/challenge05_root.sh
  start_lab challenge05_root
}

# proc_mounts PID: how often a proc file system is mounted on the process's /proc.
proc_mounts() { mounts "$1" | grep -c ' / /proc .* - proc '; }

hint_challenge() {
  if [[ -z $LAB_SHELL ]]; then
    is_noted exit_status || return 1
    text 'the caller has no privilege here: what needs one must be done by the child, in its user namespace, and a new /proc wants a new PID namespace as well'
  elif [[ ! -e /proc/$LAB_SHELL ]] || ! is_new "$LAB_SHELL" mnt || ! is_new "$LAB_SHELL" user; then
    return 1
  elif [[ $(map "$LAB_SHELL" uid_map) == '0 0 1' ]] &&
    (($(proc_mounts "$LAB_SHELL") <= $(proc_mounts "$HOST_INIT"))); then
    text "the shell's /proc is still the host's: mount(2) a new one in the child, after it was let go on and before exec"
  else
    return 1
  fi
}

@test "id says uid=0 gid=0, in a user namespace of its own" {
  run inside id
  assert_success
  assert_output --regexp '^uid=0(\(root\))? gid=0'
  assert is_new "$LAB_SHELL" user
}

@test "uid_map and gid_map are exactly: 0, the caller's own ID, one" {
  assert_wanted_mapping
  assert is_new "$LAB_SHELL" user
}

@test "the shell has every capability in there, and can mount" {
  assert_equal "$(status "$LAB_SHELL" CapEff)" "$(status "$HOST_INIT" CapEff)"
  inside mount -t tmpfs kit /mnt
  run mounts "$LAB_SHELL"
  assert_output --regexp ' / /mnt .* tmpfs kit '
}

@test "/proc was mounted anew: it lists only this namespace's processes" {
  run inside ls /proc
  assert_success
  assert_line 1
  # Nothing but the shell and ls.
  assert_equal "$(grep -c '^[0-9]' <<<"$output")" 2
  assert [ "$(proc_mounts "$LAB_SHELL")" -gt "$(proc_mounts "$HOST_INIT")" ]
}

@test "of all namespaces, all but the network are new" {
  assert_wanted_namespaces
}

@test "the host's mount table and /proc never changed" {
  assert_host_unchanged mounts
  assert is_new "$LAB_SHELL" mnt
  leave
  assert_host_unchanged mounts
  assert [ -e "/proc/$HOST_INIT/root/proc/$(pid_in "$LAB_CALLER" "$HOST_INIT")" ]
}
