# shellcheck shell=bash
# Have the program called once more, by an ordinary user, in a practice host of that
# user's: what is right under sudo only is wrong there. hold_mapping decides every race for
# the mapping against the program.
#
# A script loads this file, and has one check that calls assert_right_for_ordinary_user.
# Notes, in the directory ordinary below the lab's own: those of open.bash, and
#
#   calls   call_as_ordinary_user   what the program wrote to the mapping, and what the
#                                   kernel refused, as hold_mapping says it
#   shell   look_at_shell           the shell, as look.bash says it
#
# Sources: user_namespaces(7), credentials(7), ptrace(2).
#
# shellcheck disable=SC2154 # lab.bash has sourced all that this needs

# shellcheck source=verify/host/users.bash
source "$verify/host/users.bash"

# before_call: note which file is the program, and keep what was compiled as it is before it
# has run. (start_lab calls this; $program is its own.)
before_call() {
  note program "$program"
  [[ $program == *.c ]] || return 0
  mkdir "$LAB_NOTES/compiled"
  note program "$LAB_NOTES/compiled/${LAB_PROGRAM##*/}"
  "${as_ordinary_user[@]}" dd if="/proc/$LAB_CALLER/cwd/${LAB_PROGRAM##*/}" \
    iflag=nofollow bs=1M count=64 status=none >"$(noted program)"
  chmod +x "$(noted program)"
}

# assert_right_for_ordinary_user: called by an ordinary user, the program maps $LAB_ID to
# that user and that group, before its shell starts.
assert_right_for_ordinary_user() {
  run call_as_ordinary_user
  [[ -z $output ]] || is_noted hint || note hint "$(LAB_NOTES=$LAB_NOTES/ordinary hint_ordinary)"
  assert_output ''
}

# call_as_ordinary_user: open the host, have the program called, look, and close the host.
# Prints what is wrong. (For run: it makes another host the present one.)
call_as_ordinary_user() {
  local - hold='' calls program lines
  local -x PRACTICE_HOST_EXAMINED=yes # the first host has shown it
  set +T
  program=$(<"$LAB_NOTES/program")
  LAB_NOTES+=/ordinary
  mkdir "$LAB_NOTES"
  # call_program calls these. Nobody can trace what is traced already.
  # shellcheck disable=SC2317
  trace_again() { :; }
  # shellcheck disable=SC2317
  find_shell() { await look_at_shell || give_up "$(text 'no process waits for what is typed')"; }
  open_host "$program" '' --ordinary || return
  hold_race
  if call_program; then
    compare_with_caller
  else
    quote said "$(text 'The program printed:')"
  fi
  [[ -z $hold ]] || kill "$hold" 2>/dev/null || :
  mapfile -u "$calls" lines
  printf %s "${lines[@]}" >"$LAB_NOTES/calls"
  close_host
}

# hold_race: have hold_mapping trace the caller. Sets $hold to its PID, and $calls to the
# descriptor that says what it sees.
hold_race() {
  local id='' word=''
  ! is_real_root || id=${PRACTICE_HOST_ID:-65534}
  # shellcheck disable=SC2086 # no word, if it is empty
  exec {calls}< <(exec "$verify/judge/hold_mapping" "$LAB_CALLER" $id 2>/dev/null 3>&- 4>&-)
  hold=$!
  read -r word <&"$calls" || :
  [[ $word == traced ]] ||
    unseen "$(text 'whether the shell waits for its mapping, whatever the kernel runs first: no process can be traced here')"
  [[ $(<"/proc/$LAB_CALLER/setgroups") != deny ]] ||
    unseen "$(text 'whether the program writes "deny" to setgroups, because it is inherited here. To see that, have newuidmap and a range in /etc/subuid and /etc/subgid, or use sudo, or VM=1')"
}

# unseen WHAT: have the report say what this machine cannot show.
unseen() { [[ -z ${VERDICTS-} ]] || printf '%s\n' "$1" >>"$VERDICTS/unseen"; }

# look_at_shell: note what look.bash sees as shell.
look_at_shell() {
  "${as_ordinary_user[@]}" nsenter --user="/proc/$LAB_CALLER/ns/user" --preserve-credentials \
    bash -c "$(<"$verify/judge/kernel.bash")"$'\n'"$(<"$verify/judge/look.bash")" look \
    "$HOST_INIT" "$LAB_CALLER" <&"$LAB_IN" >"$LAB_NOTES/shell"
}

# compare_with_caller: print how the mapping of the lab's shell, and the IDs with which it was
# started, differ from the wanted ones.
compare_with_caller() {
  local user group name line uid_map='' gid_map=''
  {
    read -r _ user group
    while read -r name line; do printf -v "$name" '%s' "${!name:+${!name}, }$line"; done
  } <"$LAB_NOTES/shell"
  [[ "$user $group" == "$LAB_ID $LAB_ID" ]] ||
    text 'the shell was started as user %s and group %s' "$user" "$group"
  compare_map uid_map "$uid_map" "$user" "$ordinary_uid"
  compare_map gid_map "$gid_map" "$group" "$ordinary_gid"
}

# compare_map NAME LINES ID NUMBER: print how LINES differ from the wanted mapping, $LAB_ID to
# NUMBER. ID is that of the shell when it was started: where it had no other than 65534, a
# mapping may still come, and is too late.
compare_map() {
  [[ $2 == "$LAB_ID $4 1" || $3 == 65534 && -z $2 ]] ||
    text '%s says "%s", where "%s" was wanted' "$1" "$2" "$LAB_ID $4 1"
}

# hint_ordinary: print what is the matter: what has been given up for, or by what the kernel
# has refused to the user.
hint_ordinary() {
  local calls refused ids=''
  calls=$(noted calls)
  # Error 1 is EPERM; trailing blanks are what a line end has been made.
  refused=$(sed -n '/^[a-z0-9_]* 1 /{s/ *$//p;q}' <<<"$calls")
  case $refused in
  *) ! is_noted hint || { noted hint && return 0; } ;;&
  [ug]id_map' 1 '*' 0 '*)
    text 'the ID outside is the constant 0, which is right under sudo only: write geteuid() to uid_map and getegid() to gid_map'
    ;;
  gid_map*" $ordinary_uid "*)
    text "gid_map got the number of the caller's user, %s, and wants that of the caller's group, %s: getegid(). They are the same only by chance" "$ordinary_uid" "$ordinary_gid"
    ;;
  gid_map*)
    if [[ $calls == *'setgroups 0 deny'* ]]; then
      text 'the kernel has refused "%s" in gid_map' "${refused#gid_map 1 }"
    else
      text 'the kernel takes gid_map from root without more, and from an ordinary user only after "deny" stands in setgroups: write it first'
    fi
    ;;
  uid_map*) text 'the kernel has refused "%s" in uid_map' "${refused#uid_map 1 }" ;;
  clone* | unshare* | setns*)
    text 'the kernel has refused %s to an ordinary user: only CLONE_NEWUSER needs no privilege, so it comes first, or in one call with the others' "${refused%% *}()"
    ;;
  *)
    read -r _ ids < <(noted shell)
    if [[ -n $ids && $ids != "$LAB_ID $LAB_ID" ]]; then
      hint_late "$ids"
    else
      text 'right under sudo only: an ordinary user has no capability, and other numbers than 0'
    fi
    ;;
  esac
}
