#!/usr/bin/env bats
# challenge03_init: a shell below a small init.

load ../judge/lab

setup_file() {
  # Before, it runs something else, and its exit status is noted in a file's name.
  # shellcheck disable=SC2016 # expanded in the practice host
  call='"./$1" sh -c "exit 7" </dev/null; : >status-$?; "./$1"' start_lab challenge03_init
  export LAB_INIT=''
  [[ -z $LAB_SHELL ]] || LAB_INIT=$(status "$LAB_SHELL" PPid)
}

# zombies: print the PIDs of the children of process 1 that nobody has reaped.
zombies() { pgrep -P "$LAB_INIT" --runstates Z; }

hint_challenge() {
  if [[ -z ${LAB_INIT-} ]]; then
    return 1
  elif [[ $(pid_in "$LAB_SHELL" "$LAB_SHELL" 2>/dev/null) == 1 ]]; then
    text 'the shell itself is process 1: let process 1 fork(2), and run the shell in its child'
  elif zombies >/dev/null; then
    text 'a zombie is left below process 1: it must wait(2) for every child, not for the shell alone'
  elif [[ -e /proc/$LAB_SHELL ]]; then
    return 1
  elif [[ -e /proc/$LAB_INIT ]]; then
    text 'the shell has ended, but process 1 has not: it must end with the shell, whatever else is left'
  else
    text "process 1 must hand on how the shell has ended: with its exit status, or with 128 and the signal's number"
  fi
}

@test "the shell is not process 1, but a child of it" {
  run inside "echo \$PPID"
  assert_output 1
  run inside 'echo $$'
  refute_output 1
  assert_output "$(pid_in "$LAB_SHELL" "$LAB_SHELL")"
  assert_equal "$(pid_in "$LAB_INIT" "$LAB_SHELL")" 1
}

@test "process 1 adopts what the shell orphans, and reaps it when it has ended" {
  local pid child orphan=''
  pid=$(inside "sh -c 'sleep infinity & echo \$!'")
  for child in $(pgrep -P "$LAB_INIT"); do
    [[ $(pid_in "$child" "$LAB_SHELL") != "$pid" ]] || orphan=$child
  done
  inside "kill -9 $pid"
  assert [ -n "$orphan" ]
  deadline=$((1 + LAB_PATIENCE)) assert await gone "$orphan"
}

@test "of all namespaces, exactly UTS, IPC and PID are new" {
  assert_wanted_namespaces
}

@test "its exit status is the shell's: 7 for exit 7, 137 for kill -9" {
  # Process 1 would survive kill -9.
  refute [ "$(pid_in "$LAB_SHELL" "$LAB_SHELL")" = 1 ]
  inside 'sleep infinity &'
  pgrep -P "$LAB_SHELL" >"$BATS_FILE_TMPDIR/left_running"
  run leave 'kill -9 $$'
  assert_failure 137
  run ls "/proc/$HOST_INIT/root/root"
  assert_line status-7
}

@test "with the shell ends everything that it has started" {
  local left_running
  left_running=$(<"$BATS_FILE_TMPDIR/left_running")
  assert await gone "$LAB_SHELL"
  assert await gone "$left_running"
}
