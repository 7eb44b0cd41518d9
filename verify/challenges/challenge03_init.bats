#!/usr/bin/env bats
# challenge03_init: a shell below a small init.

load ../judge/lab

setup_file() {
  start_lab challenge03_init
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
  pid=$(inside "sh -c 'sleep 1000 & echo \$!'")
  for child in $(pgrep -P "$LAB_INIT"); do
    [[ $(pid_in "$child" "$LAB_SHELL") != "$pid" ]] || orphan=$child
  done
  inside "kill -9 $pid"
  assert [ -n "$orphan" ]
  assert await gone "$orphan"
}

@test "of all namespaces, exactly UTS, IPC and PID are new" {
  assert_wanted_namespaces
}

@test "its exit status is the shell's, or 128 and the number of the signal that killed it" {
  local code=$((RANDOM % 100 + 20)) signals=(1 9 10 15) signal
  # Process 1 would survive every signal from inside.
  refute [ "$(pid_in "$LAB_SHELL" "$LAB_SHELL")" = 1 ]
  inside 'sleep 1000 &'
  note left_running "$(pgrep -P "$LAB_SHELL")"
  run leave "exit $code"
  assert_failure "$code"
  # The program is called once more, for a shell that is killed.
  call_program
  signal=${signals[RANDOM % 4]}
  run leave "kill -$signal \$\$"
  assert_failure $((128 + signal))
}

@test "with the shell ends everything that it has started" {
  local left_running
  left_running=$(noted left_running)
  assert await gone "$LAB_SHELL"
  assert await gone "$left_running"
}
