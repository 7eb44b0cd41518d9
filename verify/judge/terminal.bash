# shellcheck shell=bash
# The program on a terminal, as a student runs it. When the program has been left on the
# pipe, the caller calls it once more, in the same practice host, and script(1), which the
# kit needs anyway, gives it a pseudoterminal; what is typed and read goes through script.
#
# Sources: script(1), termios(3) (VINTR), pty(7), proc_pid_cmdline(5).
#
# shellcheck disable=SC2154 # lab.bash sources this, and all that it needs

# isolation PID: print what isolates the process: its new namespaces, its IDs, and what
# still ties it to the host.
isolation() {
  local - kind found=''
  set +T
  for kind in "${lab_kinds[@]}" "${other_kinds[@]}"; do
    ! is_new "$1" "$kind" || found+=" $kind"
  done
  text 'new namespaces:%s' "$found"
  ! is_wanted user || printf 'uid_map: %s\ngid_map: %s\n' "$(map "$1" uid_map)" "$(map "$1" gid_map)"
  [[ -z $(peer_mounts "$1") ]] || text 'mounts are shared with the host'
  ways_back "$1"
}

# await_prompt KIND: wait, as for a KIND of times.bash, until something is printed though
# nothing has been typed since the last answer.
await_prompt() {
  local -
  set +T
  begin_wait "$1" out
  IFS= read -r -d '' -n 1 -u "$LAB_OUT" || :
  end_wait
  ! is_noted late
}

# assert_prompt KIND: a prompt appears.
assert_prompt() {
  await_prompt "$1" || {
    because "$(text 'on a terminal no prompt appears: the shell must have the terminal itself as standard input, output and error')"
    fail "$(text 'no prompt on a terminal')"
  }
}

# assert_answers STATUS [HINT]: the shell says that the command before has ended with STATUS.
# HINT says why it may have gone.
assert_answers() {
  local mark="@$RANDOM-$RANDOM@"
  type_lines "echo \"$mark\$?\""
  run read_to answer "$mark"
  ! is_noted given_up || {
    because "${2-$(text 'on a terminal no shell answers, or not any more: does the program do something else there?')}"
    fail <<<"$output"
  }
  assert_equal "$(text 'exit status %s' "$status")" "$(text 'exit status %s' "$1")"
}

# find_command WORD...: set $command_pid to the PID of the process below the caller that has
# this command line.
find_command() {
  local pids pid words
  list_tree "$LAB_CALLER"
  for pid in "${pids[@]}"; do
    mapfile -d '' -t words <"/proc/$pid/cmdline" || continue
    [[ ${words[*]} != "$*" ]] || {
      command_pid=$pid
      return
    }
  done 2>/dev/null
  return 1
}

# assert_same_isolation: both the shell and what it runs are as isolated as on the pipe.
# Sets LAB_SHELL, and $command_pid to the process of a command that does not end by itself:
# a number that no program can know before tells it from others.
assert_same_isolation() {
  local seconds=1$RANDOM$RANDOM of_shell of_command
  type_lines "env sleep $seconds"
  await find_command sleep "$seconds" || {
    because "$(text 'on a terminal the shell does not run what is typed')"
    fail "$(text 'what is typed on a terminal does not run')"
  }
  LAB_SHELL=$(status "$command_pid" PPid)
  of_shell=$(isolation "$LAB_SHELL") of_command=$(isolation "$command_pid")
  [[ $of_shell == "$(noted isolation)" && $of_command == "$of_shell" ]] ||
    because "$(text 'on a terminal the program does something else than on a pipe: does it ask isatty(3)?')"
  assert_equal "$of_shell" "$(noted isolation)"
  assert_equal "$of_command" "$of_shell"
}

# assert_interrupt_ends_command: Ctrl-C ends the command that runs, and not the lab: its
# shell says so, 128 and SIGINT, and prompts again.
assert_interrupt_ends_command() {
  printf '\003' >&"$LAB_IN"
  await gone "$command_pid" ||
    because "$(text 'Ctrl-C does not end a command: the shell must lead the terminal, and have its signals as they are by default')"
  assert gone "$command_pid"
  assert_answers 130 "$(text 'Ctrl-C has ended the lab, and should end only the command that runs in it')"
  assert_prompt answer
}

# assert_same_on_terminal: on a terminal the program does what it does on a pipe.
assert_same_on_terminal() {
  local - command_pid
  set +T
  # Where a reader runs this check alone, the program is still on the pipe.
  gone "$LAB_SHELL" || assert_ends exit
  type_lines "$LAB_GO terminal"
  assert_prompt start
  assert_answers 0
  assert_prompt answer
  assert_same_isolation
  assert_interrupt_ends_command
  assert_ends exit
  assert_nothing_left
}
