# shellcheck shell=bash
# What a failed check says beside what was expected: the namespaces as the kernel
# shows them, one hint that fits the mistake, and where to read on.
#
# It asks the kernel alone, so the hint is the same whichever check has failed.
#
# shellcheck disable=SC2154 # lab_kinds, other_kinds and host_fd come from kernel.bash

# is_wanted KIND: this lab is to have a new namespace of this kind.
is_wanted() {
  [[ $LAB_WANTED == *" $1 "* ]]
}

# flag KIND: print the clone flag.
flag() {
  case $1 in
  mnt) echo CLONE_NEWNS ;;
  *) echo "CLONE_NEW${1^^}" ;;
  esac
}

# examine: when the lab's shell has been found, keep what will explain a failure:
# the table, and the hint that namespaces and mapping call for. Later the shell
# may be gone.
examine() {
  table >"$BATS_FILE_TMPDIR/table"
  { hint_challenge || hint_namespaces || hint_mapping || hint_proc || :; } >"$BATS_FILE_TMPDIR/hint"
}

# explain: what teardown adds to a failed check, unless it is what the check
# before has said already.
explain() {
  local -
  set +T
  local told=$BATS_FILE_TMPDIR/explained explanation
  explanation=$(
    [[ ! -e $BATS_FILE_TMPDIR/table ]] || cat "$BATS_FILE_TMPDIR/table"
    echo
    if [[ -e $BATS_FILE_TMPDIR/warnings ]]; then
      text 'The compiler has warned:'
      cat "$BATS_FILE_TMPDIR/warnings"
      echo
    fi
    text 'Hint: %s' "$(hint)"
    text 'Read on: %s' "$(readme_of "$LAB_NAME")"
  )
  if [[ ! -e $told || $(<"$told") != "$explanation" ]]; then
    echo
    tee "$told" <<<"$explanation"
  fi
}

# table: the namespaces of host and lab, as the kernel numbers them.
table() {
  local kind found wanted mark links=() i=0 new same
  for kind in "${lab_kinds[@]}"; do
    links+=("/proc/self/fd/${host_fd[$kind]}" "/proc/$LAB_SHELL/ns/$kind")
  done
  mapfile -t links < <(stat -L -c %i "${links[@]}")
  new=$(text new) same=$(text same)
  table_row '' "$(text host)" "$(text lab)" "$(text found)" "$(text wanted)"
  for kind in "${lab_kinds[@]}"; do
    found=$same wanted=$same mark=
    ! is_new "$LAB_SHELL" "$kind" || found=$new
    ! is_wanted "$kind" || wanted=$new
    [[ $found == "$wanted" ]] || mark=' <--'
    table_row "$kind" "${links[i]}" "${links[i + 1]}" "$found" "$wanted$mark"
    i=$((i + 2))
  done
}
table_row() {
  local width row=''
  for width in 6 12 12 6; do
    pad "$width" "$1"
    row+="$padded " && shift
  done
  echo "$row$1"
}

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
  if [[ -s $BATS_FILE_TMPDIR/hint ]]; then
    cat "$BATS_FILE_TMPDIR/hint"
  elif [[ -z $HOST_INIT ]]; then
    text 'verify/doctor says what this machine is missing'
  elif [[ -z $LAB_SHELL || -e $BATS_FILE_TMPDIR/exit_status ]]; then
    hint_challenge || hint_no_shell
  else
    hint_challenge || hint_mounts || hint_gone || hint_silent || hint_decoy || hint_else
  fi
}

hint_no_shell() {
  local pid status=''
  [[ ! -e $BATS_FILE_TMPDIR/exit_status ]] || status=$(<"$BATS_FILE_TMPDIR/exit_status")
  for pid in $(readers any); do
    case $(status "$pid" State) in
    T*) text '%s has been stopped by a signal (state T in /proc/PID/status)' "$(name "$pid")" && return ;;
    esac
  done
  if [[ -n $status && -n $(readers waiting) ]]; then
    text 'the shell still runs: the program must wait for it, with waitpid(2)'
  elif [[ -n $status ]] && ((status > 128 && status < 193)); then
    text 'signal %s (%s) has killed the program' "$((status - 128))" "$(kill -l "$((status - 128))")"
  elif [[ -s $BATS_FILE_TMPDIR/said ]]; then
    hint_said
  elif [[ -n $status ]]; then
    text 'the program must start a shell on its own standard input, and wait for it'
  elif [[ -z $(readers waiting) ]]; then
    text "nothing reads the program's standard input: does it start a shell there, and does it wait for something else before?"
  else
    text 'something reads the standard input, but does not do what it says: is it a shell?'
  fi
}

# The program has said why it has ended.
hint_said() {
  case $(<"$BATS_FILE_TMPDIR/said") in
  *'No child processes'*) text 'waitpid(2) waits only for a child that ends with SIGCHLD: is that among the flags still?' ;;
  *id_map* | *setgroups*) text 'the parent writes the mapping, each file with one write(2): ID inside, ID outside, how many; "deny" to setgroups first' ;;
  *) text 'the program itself says why it has ended, see above' ;;
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

# The mapping of IDs: none, another, or one that came too late.
hint_mapping() {
  local name mapping
  is_wanted user || return 1
  for name in uid_map gid_map; do
    mapping=$(map "$LAB_SHELL" "$name")
    if [[ -z $mapping ]]; then
      text "%s is empty: without a mapping every ID inside is 65534, nobody; write \"%s ID 1\" to it in /proc/PID, where ID is the caller's" "$name" "$LAB_ID"
      return
    elif [[ $mapping != "$LAB_ID 0 1" ]]; then
      text '%s says %s, where %s was wanted: ID inside, ID outside (0 on the practice host), how many' "$name" "$mapping" "$LAB_ID 0 1"
      return
    fi
  done
  [[ $(user_at_exec "$LAB_SHELL") != "$LAB_ID" ]] || return 1
  text 'the mapping was written too late: the shell was started as user %s; the child must wait for it before exec' "$(user_at_exec "$LAB_SHELL")"
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

# What the lab has mounted on the host.
hint_mounts() {
  if ! mounts "$HOST_INIT" | grep -qE '^[^ ]+ [^ ]+ / .* shared:'; then
    text "the host's own mounts are not shared any more: make the mounts private in the child, which has its own, not in the parent"
    return 0
  fi
  [[ $(mounts "$HOST_INIT") != "$(<"$BATS_FILE_TMPDIR/mounts")" ]] || return 1
  text 'a mount inside has appeared on the host, for / is a shared mount: make every mount private in the child before exec (MS_REC | MS_PRIVATE); on a real host, umount /proc mends it'
}

# The shell is not there any more.
hint_gone() {
  [[ ! -e /proc/$LAB_SHELL ]] || return 1
  text 'the shell has gone; the program must neither end it nor outlive it'
}

# The shell is there and does not answer.
hint_silent() {
  [[ -e $BATS_FILE_TMPDIR/given_up ]] || return 1
  text 'the shell does not answer any more: is it one, and does it wait for something else?'
}

# What reads is not what answers.
hint_decoy() {
  [[ -n $(tie) ]] || return 1
  text 'the process that reads what is typed hands it on: the shell itself must be in the namespaces'
}
