# shellcheck shell=bash
# What the program has changed on the practice host.
#
# The witness, one process on the host for the time of a lab, looks; see witness.bash for
# the SECTIONs and the changes. Descriptor $LAB_ASK leads to the witness, $LAB_SEEN from it.
#
# Sources: proc_pid_mountinfo(5), mount_namespaces(7) (peer groups).
#
# shellcheck disable=SC2154 # lab_kinds comes from kernel.bash

# begin_snapshot: have a witness on the host. end_snapshot: let the witness go.
begin_snapshot() {
  export LAB_ASK LAB_SEEN
  mkfifo "$LAB_NOTES"/{ask,seen}
  host env -i PATH="$PATH" LC_ALL=C.UTF-8 unshare --mount bash -c "$(<"$verify/judge/witness.bash")" \
    witness "$HOST_INIT" <"$LAB_NOTES/ask" >"$LAB_NOTES/seen" 3>&- 4>&- &
  # For reading, too: then it is no error to write to a witness that has gone.
  exec {LAB_ASK}<>"$LAB_NOTES/ask" {LAB_SEEN}<"$LAB_NOTES/seen"
}
end_snapshot() { [[ -z ${LAB_ASK-} ]] || exec {LAB_ASK}>&- {LAB_SEEN}<&-; }

# read_changes: print what the witness says. Gives up where there is none any more.
read_changes() {
  local line
  while IFS= read -r -u "$LAB_SEEN" line; do
    [[ -n $line ]] || return 0
    printf '%s\n' "$line"
  done
  machine_fault "$(text 'the practice host cannot be looked at')"
}

# changes_of_host [SECTION]...: print what has changed on the host, by default in all
# sections, since before the program was called.
changes_of_host() {
  local -
  set +T
  echo "$*" >&"$LAB_ASK"
  read_changes
}

# new_changes [SECTION]...: the same, without what a check has told already: sections that
# had changed before, and those that what is typed inside changes because the lab is not
# isolated.
new_changes() {
  local - section change wanted=()
  set +T
  (($#)) || set -- name ipc mounts network settings
  for section; do
    [[ $'\n'$(noted changed)$'\n' == *$'\n'"$section"$'\n'* ]] || is_open "$section" || wanted+=("$section")
  done
  ((${#wanted[@]})) || return 0
  while IFS= read -r change; do
    printf '%s\n' "$change"
    note_also changed "${change%% *}"
  done < <(changes_of_host "${wanted[@]}")
}

# is_open SECTION: the lab should have a namespace of its own there, and has not.
is_open() {
  local kind
  local -A kinds=([name]=uts [ipc]=ipc [mounts]=mnt)
  kind=${kinds[$1]-}
  [[ -n $kind ]] && is_wanted "$kind" && ! was_new "$kind"
}

# was_new KIND: the lab's shell had a new namespace of this kind. (It may have ended.)
was_new() {
  local found i
  read -r -a found < <(noted found)
  for i in "${!lab_kinds[@]}"; do
    [[ ${lab_kinds[i]} != "$1" ]] || [[ ${found[i]-} == new ]] || return
  done
}

# assert_host_unchanged [SECTION]...: nothing has changed there, but what a check has told.
assert_host_unchanged() {
  local - changes
  set +T
  changes=$(new_changes "$@")
  [[ -z $changes ]] || because "$(hint_changes <<<"$changes")"
  assert_equal "$(shortened "$changes")" ''
}

# shortened LINES: print them, ten at most.
shortened() {
  local lines
  mapfile -t lines <<<"$1"
  ((${#lines[@]} <= 10)) || lines=("${lines[@]:0:10}" "$(text '[%s lines more]' $((${#lines[@]} - 10)))")
  printf '%s\n' "${lines[@]}"
}

# hint_changes: print what is the matter with the changes on standard input; returns 1
# where there are none.
hint_changes() {
  local changes section
  changes=$(</dev/stdin)
  section=${changes%% *}
  case $section in
  name) text 'the program has renamed the host: only the child is in the new UTS namespace, so sethostname(2) and setdomainname(2) belong there' ;;
  ipc) text "the program has changed the host's IPC objects: what it makes before the new namespace is there belongs to the host" ;;
  mounts) hint_mounts "$changes" ;;
  network) text "the program has changed the host's network: its interfaces, addresses or routes, those above" ;;
  settings) text "the program has changed the host's settings in /proc/sys, those above" ;;
  *) return 1 ;;
  esac
}
hint_mounts() {
  if ! is_wanted mnt; then
    text "the program has changed the host's mounts: in this lab the mounts are the host's own"
  elif [[ $'\n'$1 == *$'\nmounts - / '*' shared:'* && $1 != *$'\nmounts + / '*' shared:'* ]]; then
    text "the host's own mounts are not shared any more: make the mounts private in the child, which has its own, not in the parent"
  else
    text 'a mount inside has appeared on the host, for / is a shared mount: make every mount private in the child before exec (MS_REC | MS_PRIVATE); on a real host, umount /proc mends it'
  fi
}
