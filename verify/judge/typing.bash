# shellcheck shell=bash
# Type into the lab's shell, as a student does, read what it answers, and find
# the process that does so.
#
# start_lab has opened its standard input as descriptor $LAB_IN, its output as
# $LAB_OUT.
#
# Sources: proc_pid_wchan(5), proc_pid_syscall(5).
#
# shellcheck disable=SC2154 # lab_kinds and other_kinds come from kernel.bash

# set_deadlines PATIENCE: set $deadline, the seconds that any one answer may
# take, and $budget, those of a lab's slow answers together: four and eight, and
# PATIENCE more. Every test takes over what start_lab has found.
set_deadlines() {
  export LAB_PATIENCE=$1
  deadline=$((4 + LAB_PATIENCE)) budget=$((8 + LAB_PATIENCE))
}
set_deadlines "${LAB_PATIENCE:-1}"

# inside COMMAND: type COMMAND, a line, into the lab's shell. Prints what it
# prints, returns what it returns.
inside() {
  local -
  set +T
  local mark="[$RANDOM-$RANDOM]"
  [[ ! -e $BATS_FILE_TMPDIR/given_up ]] || return 1
  late=("the lab's shell has not answered within %s seconds" "$deadline")
  type_lines "$*" "echo \"$mark\$?\""
  wait_for "$mark"
}

# leave [COMMAND]: type COMMAND, by default exit, into the lab's shell and wait
# until the program has ended. Returns its exit status.
leave() {
  local -
  set +T
  late=('the program has not ended within %s seconds after exit' "$deadline")
  type_lines "${1:-exit}"
  wait_for "$LAB_LEFT"
}

# wait_for MARK: as read_to. Notes an answer that takes more than half a second,
# in milliseconds, less what a machine that is busy now takes for a few programs.
wait_for() {
  local begin=${EPOCHREALTIME/[.,]/} status=0 milliseconds
  read_to "$1" || status=$?
  milliseconds=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
  ((milliseconds < 500)) || echo $((milliseconds - 5 * $(slowness))) >>"$BATS_FILE_TMPDIR/slow_answers"
  return "$status"
}

# slowness: print how many milliseconds it takes now to run a program on the host, 200
# at most: a program may make the machine busy itself.
slowness() {
  local begin=${EPOCHREALTIME/[.,]/}
  host true || :
  begin=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
  echo $((begin < 200 ? begin : 200))
}

# give_up REASON [HINT]: fail, and all further tests of the file with it, so that
# no second deadline is waited for.
give_up() {
  printf '%s\n' "$1" | tee -a "$BATS_FILE_TMPDIR/given_up" >&2
  [[ -z ${2-} ]] || echo "$2" >"$BATS_FILE_TMPDIR/hint"
  return 1
}

# type_lines LINE...: in the background, for a program may have filled the pipe.
type_lines() {
  printf '%s\n' "$@" >&"$LAB_IN" 2>/dev/null 3>&- 4>&- &
}

# read_to MARK: print the lab's output up to MARK, which a number follows at the
# end of a line. Returns the number. Gives up with what text makes of $late.
read_to() {
  local mark=$1 line='' part said='' lines=0 grace=0 left=$((budget * 1000)) milliseconds end
  if [[ -e $BATS_FILE_TMPDIR/slow_answers ]]; then
    while read -r milliseconds; do left=$((left - (milliseconds > 0 ? milliseconds : 0))); done <"$BATS_FILE_TMPDIR/slow_answers"
  fi
  end=$((EPOCHSECONDS + (left < deadline * 1000 ? left / 1000 : deadline)))
  # In slices, for bash lets nothing interrupt a read. In the end a busy machine gets
  # the time that it takes for twenty programs, once.
  while ((EPOCHSECONDS < end)) || { ((grace == 0)) && ((grace = 1 + $(slowness) / 50)) &&
    ((EPOCHSECONDS < (end += grace - 1))); }; do
    if IFS= read -r -t 0.2 -u "$LAB_OUT" part; then
      line+=$part
      if [[ $line =~ ^(.*)"$mark"([0-9]+)$ ]]; then
        printf '%s' "${BASH_REMATCH[1]}"
        return "${BASH_REMATCH[2]}"
      elif [[ $line =~ ^(.*)"$LAB_LEFT"([0-9]+)$ ]]; then
        echo "${BASH_REMATCH[2]}" >"$BATS_FILE_TMPDIR/exit_status"
        [[ -z $said ]] || echo "$said" >"$BATS_FILE_TMPDIR/said"
        give_up "$(text 'the program ended, with exit status %s, before its shell was told to%s' \
          "${BASH_REMATCH[2]}" "${said:+: $said}")"
        return
      fi
      printf '%s\n' "$line"
      said=$line
      line=''
    elif (($? > 128)); then
      line+=$part
    else
      give_up "$(text 'the practice host has ended: %s' "$line$part")"
      return
    fi
    ((++lines < 2000 && ${#line} < 100000)) || break
  done
  if ((lines > 200 || ${#line} >= 100000)); then
    give_up "$(text "the output has no end: %s lines, and no answer of the shell's" "$lines")" \
      "$(text 'what the program prints itself drowns what its shell prints')"
  elif ((left < deadline * 1000)); then
    give_up "$(text 'the slow answers together have taken more than %s seconds' "$budget")" \
      "$(text 'each answer of the shell should come at once')"
  else
    give_up "$(text "${late[@]}")"
  fi
}

# readers STATE: print the PIDs of the processes on the practice host whose
# standard input is our pipe and that wait for more (STATE waiting), or of all
# that hold it (any).
readers() {
  local pids=("$HOST_INIT") pid i waits descriptor
  for ((i = 0; i < ${#pids[@]}; i++)); do
    pid=${pids[i]}
    add_children "$pid"
    [[ /proc/$pid/fd/0 -ef $BATS_FILE_TMPDIR/in ]] || continue
    # These are the host's, whatever a program has made of them.
    [[ $pid != "$HOST_INIT" && $pid != "$LAB_CALLER" ]] || continue
    # What it waits in: pipe_read or anon_pipe_read; pipe_wait before Linux 5.5.
    # And for what: read(2) has the descriptor as its first argument.
    read -r waits <"/proc/$pid/wchan" || :
    read -r _ descriptor _ <"/proc/$pid/syscall" || descriptor=0x0
    [[ $1 == any || $waits$descriptor == *pipe_read0x0 || $waits$descriptor == pipe_wait0x0 ]] &&
      echo "$pid"
  done 2>/dev/null
  return 0
}

# find_shell: print the PID of the one process that reads what we type.
find_shell() {
  local pids end=$((SECONDS + deadline))
  while ((SECONDS < end)); do
    mapfile -t pids < <(readers waiting)
    ((${#pids[@]} != 1)) || {
      echo "${pids[0]}"
      return
    }
  done
  give_up "$(text '%s processes read what we type, where one shell should' "${#pids[@]}")"
}

# tie: have the shell start a process, and see that it is a child of the process
# that reads what we type, in the same namespaces. A decoy would read, and hand
# on. Prints what is wrong.
tie() {
  local -
  set +T
  local kind child pid pids=()
  pid=$(inside 'sleep infinity & echo $!')
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
