#!/usr/bin/env bats
# challenge04_pivot_root: a root directory of its own.

load ../judge/lab

setup_file() {
  # A static busybox has another name on some distributions.
  call=$BATS_TEST_DIRNAME/challenge04_pivot_root.sh start_lab challenge04_pivot_root
}

# sources PID: print what is mounted somewhere for the process: devices, and what of them.
sources() { mounts "$1" | cut -d ' ' -f 1,2 | sort -u; }

# left_over: print what the shell still has of what is mounted on the host.
left_over() { comm -12 <(sources "$HOST_INIT") <(sources "$LAB_SHELL"); }

# root_is_root: above the shell's / is nothing. As seen from here: in the shell, ..
# ends at its own /, wherever that is.
root_is_root() { [[ /proc/$LAB_SHELL/root/.. -ef /proc/$LAB_SHELL/root ]]; }

# is_minimal FILE: FILE is the directory that the program was given.
is_minimal() { [[ $1 -ef /proc/$HOST_INIT/root/root/minimal ]]; }

hint_challenge() {
  local root=/proc/$LAB_SHELL/root
  if [[ -z $LAB_SHELL ]]; then
    is_noted exit_status || return 1
    if [[ $(noted exit_status) == 12[67] ]]; then
      text 'the first argument is the new root; the command, if there is one, begins with the second'
      return 0
    fi
    text 'if it is pivot_root(2) that fails: the new root must be a mount point (bind it on itself), and no mount may be shared; if it is mount(2), for /proc: do that before the old root has gone'
  elif [[ ! -e /proc/$LAB_SHELL ]] || ! is_new "$LAB_SHELL" mnt; then
    return 1
  elif ! is_minimal "$root"; then
    text "the shell's / is not the directory that the program was given"
  elif [[ -n $(left_over) ]]; then
    text 'the old root is still mounted: umount2(2) it, with MNT_DETACH, for it is in use'
  elif ! root_is_root; then
    text "the shell has another /, its mount namespace has not: chroot(2) moves one process, pivot_root(2) the namespace's root"
  elif ! is_minimal "/proc/$LAB_SHELL/cwd"; then
    text 'the working directory is still in the old root, so .. leads to all of it: chdir(2) to /'
  elif ! mounts "$LAB_SHELL" | grep -q ' / /proc .* - proc '; then
    text '/proc in the new root is empty: mount(2) a new one there, before the old root has gone'
  else
    return 1
  fi
}

@test "the shell's / is the directory that the program was given" {
  run inside ls /
  assert_output $'bin\ndev\nproc\ntmp'
  assert is_minimal "/proc/$LAB_SHELL/root"
}

@test "it is the root of the mount namespace, not of one process alone" {
  assert root_is_root
  assert is_new "$LAB_SHELL" mnt
}

@test "nothing of the old root is left: neither a mount nor the working directory" {
  run left_over
  assert_output ''
  assert is_minimal "/proc/$LAB_SHELL/cwd"
}

@test "in the new root, /proc lists only this namespace's processes" {
  run inside ls /proc
  assert_success
  assert_line 1
  # Nothing but the shell and ls.
  assert_equal "$(grep -c '^[0-9]' <<<"$output")" 2
  run mounts "$LAB_SHELL"
  assert_line --regexp ' / /proc .* - proc '
}

@test "of all namespaces, exactly UTS, IPC, PID and mount are new" {
  assert_wanted_namespaces
}

@test "the host's mount table never changed" {
  assert_host_unchanged mounts
  leave
  assert_host_unchanged mounts
}
