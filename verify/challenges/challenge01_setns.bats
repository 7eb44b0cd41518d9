#!/usr/bin/env bats
# challenge01_setns: into the host name of another process.

load ../judge/lab

setup_file() { call=$BATS_TEST_DIRNAME/challenge01_setns.sh start_lab challenge01_setns; }

# before_call: before the program is called, hold the UTS namespace of the running lab, the
# one child of the caller, open as descriptor 28, and note its name and its process.
before_call() {
  local pids=()
  add_children "$LAB_CALLER"
  note running_lab "${pids[0]}"
  exec 28<"/proc/${pids[0]}/ns/uts"
  note running_name "$(enter "${pids[0]}" hostname)"
}

# joined: the shell is in the running lab's UTS namespace. still_runs: the running lab is
# the process that it was, in that namespace.
joined() { [[ /proc/$LAB_SHELL/ns/uts -ef /proc/self/fd/28 ]]; }
still_runs() { [[ /proc/$(noted running_lab)/ns/uts -ef /proc/self/fd/28 ]]; }

hint_challenge() {
  if [[ -z $LAB_SHELL ]]; then
    [[ $(noted exit_status) == 12[67] ]] || return 1
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
  assert_output "$(noted running_name)"
  assert joined
}

@test "a host name that is set inside is the running lab's, too" {
  local name=newuts$RANDOM
  inside hostname "$name"
  assert still_runs
  run enter "$(noted running_lab)" hostname
  assert_output "$name"
  run host hostname
  assert_output practice-host
}

@test "of all namespaces, exactly UTS is not the host's" {
  assert_wanted_namespaces
}

@test "for a process that is not there, it fails and runs nothing" {
  run inside "$(printf %q "$LAB_PROGRAM") $((4200000 + RANDOM)) echo started"
  assert_failure
  refute [ "$status" = 127 ] # the program is there
  refute_output --partial started
}

@test "when the shell has ended, the running lab goes on" {
  local code=$((RANDOM % 100 + 20))
  run leave "exit $code"
  assert_failure "$code"
  assert still_runs
}
