# shellcheck shell=bash
# Look at the shell of the program from the user namespace of its caller, as root of it: an
# ordinary user outside may not look at processes with other numbers, and sees other numbers.
#
# ordinary.bash has it executed behind kernel.bash, by bash -c, where nobody need be able to
# read the kit. Arguments: the PIDs of process 1 and of the caller.
#
# In:  standard input, the FIFO that the shell reads.
# Out: a line "PID USER GROUP", the shell and the IDs with which it was started; then the
#      lines of its uid_map and gid_map, with these names before them. Exit status: 1 where
#      no process, or more than one, waits for what is typed.
#
# Sources: setns(2), user_namespaces(7) (what a reader of uid_map sees).

look_at_readers() {
  local pids readers=() pid i name
  list_tree "$1"
  for pid in "${pids[@]}"; do
    [[ $pid != "$1" && $pid != "$2" && /proc/$pid/fd/0 -ef /proc/self/fd/0 ]] || continue
    ! is_reading "$pid" || readers+=("$pid")
  done 2>/dev/null
  ((${#readers[@]} == 1)) || return
  echo "${readers[0]} $(ids_at_exec "${readers[0]}")"
  for name in uid_map gid_map; do
    while read -r i; do
      # One blank between numbers.
      read -r -a pids <<<"$i"
      echo "$name ${pids[*]}"
    done <"/proc/${readers[0]}/$name"
  done
}
look_at_readers "$@"
