#!/usr/bin/env bats
# challenge01_setns: into the host name of another process.

load ../judge/lab

setup_file() {
  # The running lab: it says when it has its namespace, and calls it so.
  # shellcheck disable=SC2016 # expanded in the practice host
  call='mkfifo ready
    unshare --uts --fork sh -c "hostname running-lab; echo >ready; exec sleep infinity" &
    read -r _ <ready
    "./$1" $!' start_lab challenge01_setns
}

# running_lab: print its PID. A name would not do, for any program can call itself so.
running_lab() {
  local pid
  for pid in $(pgrep -P "$LAB_CALLER"); do
    [[ $(readlink "/proc/$pid/exe") != */unshare ]] || echo "$pid"
  done
}

# joined: the shell is in its UTS namespace.
joined() { [[ /proc/$LAB_SHELL/ns/uts -ef /proc/$(running_lab)/ns/uts ]]; }

hint_challenge() {
  if [[ -z $LAB_SHELL ]]; then
    [[ -s $BATS_FILE_TMPDIR/exit_status && $(<"$BATS_FILE_TMPDIR/exit_status") == 12[67] ]] || return 1
    text 'the first argument is the PID of a process; the command, if there is one, begins with the second'
  elif [[ ! -e /proc/$LAB_SHELL ]]; then
    text "the program's exit status must be the shell's, and the process that it has joined must be left alone"
  elif ! is_new "$LAB_SHELL" uts; then
    text "the shell is in the host's UTS namespace: setns(2) moves whoever calls it, so call it in the process that becomes the shell, before exec"
  elif ! joined; then
    text 'the shell has a UTS namespace, but not that of the process named: setns(2) joins one, where clone(2) and unshare(2) make one'
  else
    return 1
  fi
}
hint_else() {
  text 'where there is no such process, open(2) or setns(2) fails: say so, and run no command'
}

@test "the host name inside is the running lab's" {
  run inside hostname
  assert_output running-lab
  assert joined
}

@test "a host name that is set inside is the running lab's, too" {
  local name=newuts$RANDOM
  inside hostname "$name"
  run enter "$(running_lab)" hostname
  assert_output "$name"
  run host hostname
  assert_output practice-host
}

@test "of all namespaces, exactly UTS is not the host's" {
  assert_wanted_namespaces
}

@test "for a process that is not there, it fails and runs nothing" {
  run inside "$(printf %q "$LAB_PROGRAM") 4194304 echo started"
  assert_failure
  refute [ "$status" = 127 ] # the program is there
  refute_output --partial started
}

@test "when the shell has ended, the running lab goes on" {
  run leave 'exit 7'
  assert_failure 7
  assert [ -n "$(running_lab)" ]
}
