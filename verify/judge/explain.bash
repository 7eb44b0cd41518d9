# shellcheck shell=bash
# What a failed check says beside what was expected: the namespaces as the kernel
# shows them, what the program printed, one hint that fits the mistake, and where to read on.
#
# It asks the kernel alone, so the hint is the same whichever check has failed.
#
# shellcheck disable=SC2154 # lab_kinds, other_kinds and host_fd come from kernel.bash

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
  local kind found=''
  for kind in "${lab_kinds[@]}"; do
    if is_new "$LAB_SHELL" "$kind"; then found+=' new'; else found+=' same'; fi
  done
  note found "$found"
  table >"$LAB_NOTES/table"
  { hint_challenge || hint_namespaces || hint_late_mapping || hint_first_process || hint_proc || hint_ways_back || :; } >"$LAB_NOTES/hint"
}

# explain: what teardown adds to a failed check, unless it is what the check
# before has said already.
explain() {
  local -
  set +T
  local explanation
  explanation=$(
    noted table
    echo
    quote said "$(text 'The program printed:')"
    quote trace "$(text 'What the program asked of the kernel, when it was called once more (strace):')"
    quote warnings "$(text 'The compiler has warned:')"
    text 'Hint: %s' "$(hint)"
    text 'Read on: %s' "$(readme_of "$LAB_NAME")"
  )
  if [[ $(noted explained) != "$explanation" ]]; then
    printf '\n%s\n' "$explanation"
    note explained "$explanation"
  fi
}

# quote NAME HEADING: print the note below a heading, its head and its tail where it is
# long; nothing where there is none.
quote() {
  local words
  words=$(noted "$1")
  [[ -n ${words//[[:space:]]/} ]] || return 0
  ((${#words} <= 1500)) || words=${words:0:1000}$'\n'"[…]"$'\n'${words: -500}
  printf '%s\n' "$2"
  printf '  %s\n' "${words//$'\n'/$'\n'  }"
  echo
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
