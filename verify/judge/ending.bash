# shellcheck shell=bash
# How the program ends: with its shell, with the same exit status, and with nothing left.
#
# shellcheck disable=SC2154 # output and status come from run

# left_processes: print the processes on the host that the program has left: all but
# process 1 and the program's caller.
left_processes() {
  local - pids pid
  set +T
  list_tree "$HOST_INIT"
  for pid in "${pids[@]}"; do
    [[ $pid == "$HOST_INIT" || $pid == "$LAB_CALLER" ]] || printf '%s (PID %s)\n' "$(name "$pid")" "$pid"
  done 2>/dev/null
}
no_process_is_left() { [[ -z $(left_processes) ]]; }

# assert_ends COMMAND: typed into the lab's shell, COMMAND ends the shell, and the program
# with it. Sets $status to the program's exit status.
assert_ends() {
  run leave "$1"
  is_noted given_up || return 0
  if gone "$LAB_SHELL"; then
    because "$(text 'the shell has ended, and the program has not: when waitpid(2) returns, the program must end as well')"
  fi
  fail <<<"$output"
}

# find_left: set $left to what the program has left on the host and no check has told:
# changes, and processes. Notes why.
find_left() {
  local changes processes=''
  changes=$(new_changes && new_settings)
  [[ -z $changes ]] || because "$(hint_changes <<<"$changes")"
  if [[ $(noted changed) != *processes* ]] && ! await no_process_is_left; then
    processes=$(left_processes)
    note_also changed processes
    because "$(text 'the program has ended and left a process behind: wait for every child with waitpid(2), or have the child die with the program, see PR_SET_PDEATHSIG')"
  fi
  left=$(shortened "$changes${changes:+$'\n'}$processes")
}

# new_settings: print the change of the setting that only the caller sees; it has told it
# when the program had ended.
new_settings() {
  local line
  [[ $(noted changed) != *settings* ]] || return 0
  while read -r line; do
    [[ $line == "$LAB_GO "* ]] || continue
    printf '%s\n' "${line#* }"
    note_also changed settings
  done <<<"$output"
}

# assert_nothing_left: there is nothing.
assert_nothing_left() {
  local left
  find_left
  assert_equal "$left" ''
}

# assert_ends_with_its_shell: the shell exits with some status. The program ends with it,
# with the same status, and leaves nothing.
assert_ends_with_its_shell() {
  local - left asked=$((2 + RANDOM % 120)) # 1 is what many a program makes of any status
  set +T
  assert_ends "exit $asked"
  find_left
  ((status == asked)) ||
    because "$(text "the shell has ended with exit status %s, and the program with %s: the program must pass on what waitpid(2) has found, see WEXITSTATUS there" "$asked" "$status")"
  assert_equal "$(text 'exit status %s' "$status")${left:+$'\n'$left}" "$(text 'exit status %s' "$asked")"
}
