# shellcheck shell=bash
# Call a program that has ended without a shell once more, and watch its system calls:
# what the kernel refused, and how the program and its children ended.
#
# strace(1) runs outside the practice host, as an ordinary user, because a program could
# replace what is inside. Without strace there is no such note, and the hints know less.
#
# Sources: strace(1) (-f, -y, -o), ptrace(2), proc_pid_status(5) (TracerPid).
#
# shellcheck disable=SC2034,SC2154 # lab.bash sources this, and all that it needs

# The calls that make a shell in namespaces, and what may go wrong before.
traced=clone,clone3,fork,vfork,unshare,setns,execve,mount,write,setuid,setgid,setgroups,setresuid,setresgid

# trace_again: call the program again under strace, and note what it did as trace.
trace_again() {
  local tracer answer
  command -v strace >/dev/null && [[ -e /proc/$LAB_CALLER ]] || return 0
  "${as_ordinary_user[@]}" strace -q -f -y -s 64 -e "trace=$traced" -e signal=none -p "$LAB_CALLER" \
    </dev/null 2> >(head -c 65536 >"$LAB_NOTES/strace") >/dev/null 3>&- 4>&- &
  tracer=$!
  if await is_traced; then
    type_lines "$LAB_GO"
    read_answer leave "$LAB_LEFT"
  fi
  kill "$tracer" 2>/dev/null || :
  wait "$tracer" 2>/dev/null || :
  tidy_trace <"$LAB_NOTES/strace" >"$LAB_NOTES/trace"
}

# tidy_trace: from what strace says, print the program's calls: from its start to its end,
# of all writes only those of a mapping, without addresses.
tidy_trace() {
  sed -nE "/ execve\(\"[^\"]*${LAB_PROGRAM##*/}\"/,\$p" | sed -nE '
    / write\(/ { /(_map|setgroups)>/!d }
    /\(|\+\+\+/!d
    /^[^[]*write\(/d
    s/^\[pid +([0-9]+)\]/\1/; s/child_stack=[^,]*, //; s/, 0x[0-9a-f]+ [^)]*vars \*\///
    s/ <unfinished \.\.\.>$//
    p' | head -n 40
}
is_traced() { [[ $(status "$LAB_CALLER" TracerPid) != 0 ]]; }
