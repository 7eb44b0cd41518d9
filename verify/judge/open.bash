# shellcheck shell=bash
# Open a practice host with the program under test in it, have the program called, and
# close the host again.
#
# Sources: fifo(7), setsid(1).
#
# shellcheck disable=SC2034,SC2154 # lab.bash sources this, and all that it needs

# is_program FILE: there is a program to check, or C source of one. Gives up otherwise.
is_program() {
  if [[ -e $1.why ]]; then
    give_up "$(<"$1.why")" "$(text 'there is no program to check, for the reason above')"
  elif [[ -f $1 && ($1 == *.c || -x $1) ]]; then
    return 0
  elif [[ -n ${PROGRAM-}${LABS-} || -e $1.c ]]; then
    give_up "$(text '%s is not there, or not executable: run make first' "$1")"
  else
    # A kit without solutions has nothing to make it of.
    give_up "$(text '%s is yours to write' "$LAB_NAME")" "$(text 'begin with: make watch')"
  fi
}

# open_host PROGRAM [CALL [OPTION]...]: open the practice host, with these OPTIONs of
# practice-host, hand it the file PROGRAM and the file CALL, and wait until the caller is about to call the program. Sets HOST_INIT, LAB_CALLER,
# LAB_PROGRAM and the descriptors LAB_IN, LAB_OUT and LAB_CLOCK. Gives up where that fails.
open_host() {
  local name=${1##*/} pid pids=() arguments=() files=(--file "$1")
  export LAB_IN LAB_OUT LAB_CLOCK LAB_NEVER
  export LAB_GO="@go-$RANDOM$RANDOM@" LAB_LEFT="@left-$RANDOM$RANDOM@" LAB_PROGRAM=/root/${name%.c}
  read -r -a arguments <<<"${ARGS-}"
  [[ -z ${2-} ]] || files+=(--file "$2")
  mkfifo "$LAB_NOTES"/{in,out,pid,clock}
  setsid "$verify/practice-host" "${@:3}" "${files[@]}" --pid-fd 3 \
    sh -c "$(<"$verify/judge/caller.sh")" caller "$name" "$LAB_GO" "$LAB_LEFT" "${2##*/}" \
    "${arguments[@]}" <"$LAB_NOTES/in" >"$LAB_NOTES/out" 2>&1 3>"$LAB_NOTES/pid" &
  LAB_JOB=$!
  "$verify/judge/clock" "$LAB_JOB" "$LAB_NOTES" <"$LAB_NOTES/clock" >/dev/null 3>&- 4>&- &
  # In the same order as above, because each end waits for the other.
  exec {LAB_IN}>"$LAB_NOTES/in" {LAB_OUT}<"$LAB_NOTES/out" {pid}<"$LAB_NOTES/pid" \
    {LAB_CLOCK}>"$LAB_NOTES/clock" {LAB_NEVER}<> <(:)

  begin_wait host pid
  read -r -u "$pid" HOST_INIT || :
  end_wait
  exec {pid}<&-
  [[ $HOST_INIT =~ ^[0-9]+$ ]] || no_host || return
  pin_host "$HOST_INIT"
  # Of an ordinary user's host only the user is looked at.
  [[ " $* " == *' --ordinary '* ]] || begin_snapshot
  await_caller || return
  [[ " $* " == *' --ordinary '* ]] || read_changes || return
  add_children "$HOST_INIT"
  LAB_CALLER=${pids[0]}
}

# no_host: give up, because there is no practice host. What it has said says why.
no_host() {
  HOST_INIT=''
  kill -KILL "$LAB_JOB" 2>/dev/null || :
  machine_fault "$(text 'there is no practice host: %s' "$(head -c 2048 <&"$LAB_OUT")")"
}

# await_caller: wait until the caller is about to call the program, compiled if it was
# source. Gives up with what the compiler says if that has not done it.
await_caller() {
  local answer reader said line
  read_output host "^$LAB_GO "
  line=${answer##*$'\n'}
  said=${answer%"$line"}
  case $line in
  "$LAB_GO ready") [[ -z $said ]] || note warnings "$(compiler_words <<<"${said:0:2048}")" ;;
  "$LAB_GO not compiled 1")
    give_up "$(text 'it does not compile:')"$'\n'"$(compiler_words <<<"${said:0:8192}")" \
      "$(text 'Fix the first error first. It may have caused the others.')"
    ;;
  "$LAB_GO not compiled "*) machine_fault "$(compiler_words <<<"${said:0:2048}")" ;;
  *) machine_fault "$(text 'the practice host does not start the program: %s' "$said$line")" ;;
  esac
}

# call_program: have the program called, and find its shell. Sets LAB_SHELL. Gives up
# where no shell answers.
call_program() {
  local mark="@$RANDOM-$RANDOM@" said
  # An interactive shell prints no prompt from then on.
  type_lines "$LAB_GO" "PS1= PS2= && echo \"$mark\$?\""
  said=$(read_to start "$mark") || {
    ! is_noted exit_status || trace_again
    return 1
  }
  note said "$said"
  find_shell
}

# close_host: remove the practice host with all that is left in it.
close_host() {
  end_snapshot
  # Closed first, or what still writes would wait for a reader for ever.
  exec {LAB_IN}>&- {LAB_OUT}<&-
  # A process that still has the host's user namespace is process 1, and no other process
  # that has come to the same PID.
  if [[ -n $HOST_INIT && /proc/$HOST_INIT/ns/user -ef /proc/self/fd/${host_fd[user]} ]]; then
    kill -KILL "$HOST_INIT"
  else
    kill -KILL "$LAB_JOB"
  fi 2>/dev/null || :
  exec {LAB_CLOCK}>&-
  wait
}
