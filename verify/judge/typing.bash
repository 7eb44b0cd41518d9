# shellcheck shell=bash
# Type into the lab's shell, as a student does, read what it answers, and find
# the process that does so.
#
# open_host has opened its standard input as descriptor $LAB_IN, its output as
# $LAB_OUT, and the clock as $LAB_CLOCK. Every answer ends with a mark that no program can
# know before, and the status of the command behind it.
#
# Sources: sed(1) (-u), proc_pid_syscall(5), read(2).
#
# shellcheck disable=SC2154 # lab.bash sources this, and all that it needs

# An answer may have this many bytes, and lines.
readonly longest_answer=65536 most_lines=2000

# inside COMMAND: type COMMAND, a line, into the lab's shell. Prints what it
# prints, returns what it returns.
inside() {
  local - mark="@$RANDOM-$RANDOM@"
  set +T
  ! is_noted given_up || return 1
  type_lines "$*" "echo \"$mark\$?\""
  read_to answer "$mark"
}

# leave [COMMAND]: type COMMAND, by default exit, into the lab's shell and wait
# until the program has ended. Returns its exit status.
leave() {
  local -
  set +T
  ! is_noted given_up || return 1
  type_lines "${1:-exit}"
  read_to leave "$LAB_LEFT"
}

# type_lines LINE...: in the background, for a program may have filled the pipe.
type_lines() {
  printf '%s\n' "$@" >&"$LAB_IN" 2>/dev/null 3>&- 4>&- &
}

# begin_wait KIND [FIFO], end_wait: tell the clock; see times.bash for the KINDs.
begin_wait() {
  : >"$LAB_NOTES/late"
  echo "wait $1 ${2:+$LAB_NOTES/$2}" >&"$LAB_CLOCK"
}
end_wait() { echo 'done' >&"$LAB_CLOCK"; }

# await COMMAND...: wait until COMMAND succeeds, for as long as an answer may take.
await() {
  local - status=0
  set +T
  begin_wait answer
  until "$@"; do
    ! is_noted late || status=1
    ((!status)) || break
    read -r -t 0.01 -u "$LAB_NEVER" || : # looks no more often than this
  done
  end_wait
  return "$status"
}

# read_output KIND PATTERN...: set $answer to the lab's output up to a line with one of these
# PATTERNs of sed's; or up to where the wait, of this KIND, is too long. sed reads no byte
# beyond that line. Its processor time is bounded, in seconds, because a line may have no
# end: a signal ends it then, and $reader is more than 128.
read_output() {
  local pattern last=''
  for pattern in "${@:2}" '^late$'; do last+="/$pattern/q; "; done
  reader=0
  begin_wait "$1" out
  { answer=$(ulimit -t 2 && LC_ALL=C exec sed -u "$last${most_lines}q" <&"$LAB_OUT"); } \
    2>/dev/null || reader=$?
  end_wait
}

# read_answer KIND MARK: the same, up to MARK or $LAB_LEFT, which a number follows at the end
# of a line.
read_answer() { read_output "$1" "${2}[0-9][0-9]*\r*\$" "${LAB_LEFT}[0-9][0-9]*\$"; }

# read_to KIND MARK: print the lab's output up to MARK. Returns the number behind it. Gives
# up where there is no such answer.
read_to() {
  local answer last lines length LC_ALL=C # in bytes
  read_answer "$1" "$2"
  length=${#answer} answer=${answer:0:longest_answer}
  last=${answer##*$'\n'} lines=${answer//[!$'\n']/}
  if ((reader > 128)); then
    give_up "$(text "a line of the output has no end, and holds no answer of the shell's")" \
      "$(text 'what the program prints itself drowns what its shell prints')"
  elif ((length > longest_answer || ${#lines} >= most_lines - 1)); then
    note said "${answer:0:2048}"
    give_up "$(text "the output has no end: %s bytes, and no answer of the shell's" "$length")" \
      "$(text 'what the program prints itself drowns what its shell prints')"
  elif [[ $last =~ ^(.*)"$2"([0-9]+)$'\r'*$ ]]; then
    printf '%s' "${answer%"$last"}${BASH_REMATCH[1]}"
    return "${BASH_REMATCH[2]}"
  elif is_noted late; then
    note said "${answer%"$last"}"
    too_late "$1" "$(noted late)"
  elif [[ $last =~ "$LAB_LEFT"([0-9]+)$ ]]; then
    note exit_status "${BASH_REMATCH[1]}"
    note said "${answer%"$LAB_LEFT"*}"
    give_up "$(text 'the program ended with exit status %s before its shell was told to exit' "${BASH_REMATCH[1]}")"
  else
    give_up "$(text 'the practice host has ended: %s' "${answer:0:2048}")"
  fi
}

# too_late KIND WHY: give up, because a wait of this KIND was too long.
too_late() {
  local -A what=(
    [start]="$(text 'the shell to answer')"
    [answer]="$(text "an answer of the lab's shell")"
    [leave]="$(text 'the program to end after its shell')"
  )
  case $2 in
  starves) machine_fault "$(text 'this machine is too busy: it has given the practice host no processor for minutes')" ;;
  drags)
    give_up "$(text 'the answers together have kept us waiting for more than %s seconds' $((all_sleep_limit / 1000)))" \
      "$(text 'each answer of the shell should come at once')"
    ;;
  computes) give_up "$(text 'waited for %s: the program has taken %s seconds of a processor, and is not done' "${what[$1]}" $((busy_limit / 1000)))" ;;
  *) give_up "$(text 'waited in vain for %s: nothing in the practice host does anything any more' "${what[$1]}")" ;;
  esac
}

# readers STATE: print the PIDs of the processes on the practice host whose
# standard input is our pipe and that wait for more (STATE waiting), or of all
# that hold it (any).
readers() {
  local pids pid
  list_tree "$HOST_INIT"
  for pid in "${pids[@]}"; do
    [[ /proc/$pid/fd/0 -ef $LAB_NOTES/in ]] || continue
    # These are the host's, whatever a program has made of them.
    [[ $pid != "$HOST_INIT" && $pid != "$LAB_CALLER" ]] || continue
    ! { [[ $1 == any ]] || is_reading "$pid"; } || echo "$pid"
  done 2>/dev/null
  return 0
}

# find_shell: set LAB_SHELL to the PID of the one process that reads what we type.
find_shell() {
  local found=()
  await has_one_reader || {
    give_up "$(text '%s processes read what we type, where one shell should' "${#found[@]}")"
    return
  }
  LAB_SHELL=${found[0]}
}
has_one_reader() {
  mapfile -t found < <(readers waiting)
  ((${#found[@]} == 1))
}

# tie: have the shell start a process, and see that it is a child of the process
# that reads what we type, in the same namespaces. A decoy would read, and hand
# on. Prints what is wrong.
tie() {
  local -
  set +T
  local kind child pid pids=()
  pid=$(inside '{ sleep 1000 & } 2>/dev/null; echo $!')
  add_children "$LAB_SHELL"
  child=${pids[0]-none}
  [[ ${#pids[@]} == 1 && $(pid_in "$child" "$LAB_SHELL") == "$pid" ]] ||
    text 'process %s (%s) reads what we type, but another one does it' "$LAB_SHELL" "$(name "$LAB_SHELL")"
  for kind in "${lab_kinds[@]}" "${other_kinds[@]}"; do
    [[ ! -e /proc/self/ns/$kind || /proc/$child/ns/$kind -ef /proc/$LAB_SHELL/ns/$kind ]] ||
      text 'what the shell starts is not in its %s namespace' "$kind"
  done
  inside '{ kill -9 $!; wait $!; } 2>/dev/null' || :
}
