# shellcheck shell=bash
# One hint for a failed check: what is the matter, the most telling fact first.
#
# A hint asks the kernel, not the check, so it is the same whichever check has failed.
#
# shellcheck disable=SC2154 # lab_kinds, other_kinds and host_fd come from kernel.bash

# hint_challenge: print what is the matter if it is a mistake of this script's own
# kind, else return 1. For a script to define; $LAB_SHELL may be empty. (It may be
# called in a trap, where return alone would return what was before: return 0.)
hint_challenge() { return 1; }

# hint_else: print something if nothing else fits. For a script to define, too.
hint_else() {
  text 'the namespaces are right, something else is not: compare with %s' "$LAB_NAME.c"
}

# hint: print what is the matter, the most telling fact first.
hint() {
  if is_noted mapping && [[ -e /proc/$LAB_SHELL ]] && hint_mapping; then
    return 0
  elif is_noted hint; then
    noted hint
  elif [[ -z $HOST_INIT ]]; then
    text 'verify/doctor says what this machine is missing'
  elif [[ -z $LAB_SHELL || -n $(noted exit_status) ]]; then
    hint_challenge || hint_no_shell
  else
    hint_challenge || hint_gone || hint_silent || hint_decoy || hint_host || hint_else
  fi
}

hint_no_shell() {
  local pid status
  status=$(noted exit_status)
  for pid in $(readers any); do
    case $(status "$pid" State) in
    T*) text '%s has been stopped by a signal (state T in /proc/PID/status)' "$(name "$pid")" && return ;;
    esac
  done
  if hint_interactive; then
    return 0
  elif [[ -n $status && -n $(readers waiting) ]]; then
    text 'the shell still runs: the program must wait for it, with waitpid(2)'
  elif [[ -n $status ]] && ((status > 128 && status < 193)); then
    text 'signal %s (%s) has killed the program' "$((status - 128))" "$(kill -l "$((status - 128))")"
  elif hint_refused || hint_said; then
    return 0
  elif [[ -n $status ]]; then
    text 'the program must start a shell on its own standard input, and wait for it'
  elif [[ -z $(readers waiting) ]]; then
    text "nothing reads the program's standard input: does it start a shell there, and does it wait for something else before?"
  else
    text 'something reads the standard input, but does not do what it says: is it a shell?'
  fi
}

# A shell that edits its lines, although it is on no terminal, repeats what is typed.
hint_interactive() {
  local pid words=()
  for pid in $(readers any); do
    mapfile -d '' -t words <"/proc/$pid/cmdline" || continue
    [[ " ${words[*]:1} " == *' -i '* ]] || continue
    text '%s was started with -i, so it prompts and repeats what is typed: start the shell without -i' "$(name "$pid")"
    return 0
  done 2>/dev/null
  return 1
}

# first_refused CALLS: print the first line of the trace in which the kernel refused one of
# these calls (a pattern); it ends with the error's name and meaning.
first_refused() { noted trace | grep -m 1 -E "(^| )(<\.\.\. )?($1)(\(| resumed).* = -1 E"; }

# reason LINE: print why the kernel refused the call: EINVAL (Invalid argument).
reason() { printf '%s\n' "${1##* = -1 }"; }

# What the kernel refused, as trace.bash has seen it.
hint_refused() {
  local line mapping
  if [[ -n $(missing_in_trace) ]] && line=$(first_refused 'write|mount'); then
    text 'missing among the clone flags: %s' "$(missing_in_trace)"
  elif line=$(first_refused 'write'); then
    mapping=${line#*\"}
    text 'the kernel refused the line "%s" of the mapping: %s. ID inside, ID outside, how many: the ID outside is the caller'"'"'s own, and there is one' \
      "${mapping%%[\\\"]*}" "$(reason "$line")"
  elif line=$(first_refused 'setgroups|setuid|setgid|setresuid|setresgid'); then
    text 'the user namespace has no mapping of the ID that the program wants to become: %s. Write uid_map and gid_map before credentials are set' "$(reason "$line")"
  elif line=$(first_refused 'clone|clone3|unshare'); then
    is_silent "$line" || return 1
    text 'the kernel refused clone(2), and the program does not say so: %s. Check what clone returns; see ERRORS in its manual page' "$(reason "$line")"
  elif noted trace | grep -q 'killed by SIG\(SEGV\|BUS\)'; then
    text 'the child was killed by a signal as soon as it ran: clone(2) wants the top of the stack, which is stack + size'
  elif line=$(noted trace | sed '1d' | grep -E 'execve\(' | tail -n 1) && [[ $line == *' = -1 E'* ]] && is_silent "$line"; then
    text 'the child could not be replaced by a shell, and the program does not say so: %s. Check what exec returns' "$(reason "$line")"
  else
    return 1
  fi
}

# missing_in_trace: print the clone flags that the lab wants and that the program has not used.
missing_in_trace() {
  local kind seen missing=()
  seen=$(noted trace)
  for kind in "${lab_kinds[@]}"; do
    ! is_wanted "$kind" || [[ $seen == *"$(flag "$kind")"* ]] || missing+=("$(flag "$kind")")
  done
  echo "${missing[*]}"
}

# is_silent LINE: the program itself has not printed why.
is_silent() {
  local meaning=${1##*(}
  ! grep -qiF -- "${meaning%)*}" <<<"$(noted said)"
}

# The program has said why it has ended.
hint_said() {
  case $(noted said) in
  *'No child processes'* | *'no child processes'*) text 'waitpid(2) waits only for a child that ends with SIGCHLD: is that among the flags still?' ;;
  *id_map* | *setgroups*) text 'the parent writes the mapping, each file with one write(2): ID inside, ID outside, how many; "deny" to setgroups first' ;;
  *'ermission denied'* | *'peration not permitted'* | *'nvalid argument'* | *'o such file'* | *'esource temporarily'* | \
    *'annot allocate memory'* | *'o space left'* | *'ad address'* | *'xec format error'* | *'ad file descriptor'*)
    text 'the program itself says why it has ended, see above'
    ;;
  *) return 1 ;;
  esac
}

# Flags: one missing, one too many, one for another.
hint_namespaces() {
  local kind missing=() extra=()
  for kind in "${lab_kinds[@]}" "${other_kinds[@]}"; do
    if is_wanted "$kind"; then
      is_new "$LAB_SHELL" "$kind" || missing+=("$(flag "$kind")")
    else
      ! is_new "$LAB_SHELL" "$kind" || extra+=("$(flag "$kind")")
    fi
  done
  if [[ " ${missing[*]} " == *' CLONE_NEWPID '* ]] &&
    [[ $(namespace "$LAB_SHELL" pid_for_children) != "$(namespace "$LAB_SHELL" pid)" ]]; then
    text 'unshare(CLONE_NEWPID) moves only children that are made after it, never the caller: fork(2), and run the shell in the child'
  elif ((${#missing[@]} == 1 && ${#extra[@]} == 1)); then
    text '%s stands where %s was wanted' "${extra[0]}" "${missing[0]}"
  elif ((${#missing[@]})); then
    text 'missing among the clone flags: %s' "${missing[*]}"
  elif ((${#extra[@]})); then
    text 'too many among the clone flags, for this lab: %s' "${extra[*]}"
  else
    return 1
  fi
}

# The mapping of IDs: none, another, or one that came too late. (Called in a trap, too.)
hint_mapping() {
  local name mapping
  is_wanted user || return 1
  for name in uid_map gid_map; do
    mapping=$(map "$LAB_SHELL" "$name")
    if [[ -z $mapping ]]; then
      text "%s is empty: without a mapping every ID inside is 65534, nobody; write \"%s ID 1\" to it in /proc/PID, where ID is the caller's" "$name" "$LAB_ID"
      return 0
    elif [[ $mapping != "$LAB_ID 0 1" ]]; then
      text '%s says %s, where %s was wanted: ID inside, ID outside (0 on the practice host), how many' "$name" "$mapping" "$LAB_ID 0 1"
      return 0
    fi
  done
  mapping=$(ids_at_exec "$LAB_SHELL")
  [[ $mapping != "$LAB_ID $LAB_ID" ]] || return 1
  hint_late "$mapping"
}

# hint_late_mapping: the same, when it has just been seen: it may come yet, too late.
hint_late_mapping() { hint_mapping && note mapping awaited; }

# hint_late IDS: the shell was started with these IDs, user and group.
hint_late() {
  if [[ $1 == "$LAB_ID "* ]]; then
    text 'gid_map was written too late: the shell was started as group %s; the child must wait for both before exec' "${1#* }"
  else
    text 'the mapping was written too late: the shell was started as user %s; the child must wait for it before exec' "${1% *}"
  fi
}

# Something stands between the program's child and the shell.
hint_first_process() {
  [[ $LAB_NAME == lab* ]] && is_wanted pid && is_new "$LAB_SHELL" pid || return 1
  [[ $(pid_in "$LAB_SHELL" "$LAB_SHELL") != 1 ]] || return 1
  text 'the shell is process %s of its namespace, because another one came first: call exec in the child of clone itself, where system(3) and fork(2) would start one more process' \
    "$(pid_in "$LAB_SHELL" "$LAB_SHELL")"
}

# A /proc that the program has mounted itself, in one of the six labs.
hint_proc() {
  local inside outside
  [[ $LAB_NAME == lab* ]] || return 1
  inside=$(mounts "$LAB_SHELL" | grep -c ' / /proc ')
  outside=$(mounts "$HOST_INIT" | grep -c ' / /proc ')
  ((inside > outside)) || return 1
  text 'the program has mounted /proc itself: in these labs that is left to whoever types in the shell'
}

# What has changed on the host; in a challenge, among its mounts.
hint_host() {
  if is_challenge "$LAB_NAME"; then changes_of_host mounts; else changes_of_host; fi | hint_changes
}

# The shell is not there any more.
hint_gone() {
  [[ ! -e /proc/$LAB_SHELL ]] || return 1
  text 'the shell has gone: the program must not end it, and must end when it ends'
}

# The shell is there and does not answer.
hint_silent() {
  is_noted given_up || return 1
  text 'the shell does not answer any more: is it one, and does it wait for something else?'
}

# What reads is not what answers.
hint_decoy() {
  [[ -n $(tie) ]] || return 1
  text 'the process that reads what is typed hands it on: the shell itself must be in the namespaces'
}
