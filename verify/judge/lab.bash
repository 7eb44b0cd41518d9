# shellcheck shell=bash
# The words that a paired script is written in. It calls start_lab in setup_file; its
# tests then have two words, inside (typing.bash) and host (enter.bash), and the functions
# of kernel.bash for these processes:
#   HOST_INIT   process 1 of the practice host
#   LAB_CALLER  the process that called the program, on the practice host
#   LAB_SHELL   the shell that the program has started
# LAB_PROGRAM is the program's path on the practice host.
#
# bats looks at every single command (its DEBUG trap). Functions that need no such
# look begin with "set +T", which halves the time that they take.
#
# Sources: bats(7).

verify=${BASH_SOURCE[0]%/*/*}
# shellcheck source=verify/judge/assert.bash
source "$verify/judge/assert.bash"
# shellcheck source=verify/host/ordinary_user.bash
source "$verify/host/ordinary_user.bash"
# shellcheck source=verify/lib/labs.bash
source "$verify/lib/labs.bash"
# shellcheck source=verify/lib/columns.bash
source "$verify/lib/columns.bash"
# shellcheck source=verify/judge/kernel.bash
source "$verify/judge/kernel.bash"
# shellcheck source=verify/judge/enter.bash
source "$verify/judge/enter.bash"
# shellcheck source=verify/judge/times.bash
source "$verify/judge/times.bash"
# shellcheck source=verify/judge/notes.bash
source "$verify/judge/notes.bash"
# shellcheck source=verify/judge/typing.bash
source "$verify/judge/typing.bash"
# shellcheck source=verify/judge/trace.bash
source "$verify/judge/trace.bash"
# shellcheck source=verify/judge/compiler_words.bash
source "$verify/judge/compiler_words.bash"
# shellcheck source=verify/judge/open.bash
source "$verify/judge/open.bash"
# shellcheck source=verify/judge/snapshot.bash
source "$verify/judge/snapshot.bash"
# shellcheck source=verify/judge/doors.bash
source "$verify/judge/doors.bash"
# shellcheck source=verify/judge/ending.bash
source "$verify/judge/ending.bash"
# shellcheck source=verify/judge/terminal.bash
source "$verify/judge/terminal.bash"
# shellcheck source=verify/judge/explain.bash
source "$verify/judge/explain.bash"
# shellcheck source=verify/judge/hints.bash
source "$verify/judge/hints.bash"

# What the tools print must not depend on the reader's language.
export LC_ALL=C.UTF-8 LANG=C.UTF-8
unset LANGUAGE

setup() { resume_lab; }
teardown() { [[ -n ${BATS_TEST_COMPLETED-} ]] || explain; }
teardown_file() { stop_lab; }

# start_lab NAME: start program NAME (lab01_uts), or the one that $PROGRAM names, with the
# words of $ARGS as its arguments, in a practice host of its own; C source is compiled
# there. labs.table says which namespaces must be new. Where the program does not start,
# every test says so. A script whose program wants more than being called sets $call
# before, to a file of commands that define call_program (see caller.sh); and one whose
# program maps another ID than 10000, $LAB_ID.
# For verify/grading/grade: $LABS is the directory of the programs, where NAME.why says why
# there is none.
start_lab() {
  local -
  set +T
  export LAB_NAME=$1 LAB_WANTED LAB_ID=${LAB_ID:-10000} LAB_NOTES=$BATS_FILE_TMPDIR
  export LAB_PROGRAM='' HOST_INIT='' LAB_CALLER='' LAB_SHELL='' LAB_JOB=''
  LAB_WANTED=" $(kinds_of "$1") "
  # A file's tests type into one shell, one after the other.
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  local program=${PROGRAM:-${LABS:+$LABS/$1}}
  program=${program:-$verify/../$(program_of "$1")}
  is_program "$program" || return 0
  open_host "$program" "${call-}" || return 0
  before_call
  call_program || return 0
  examine
  is_challenge "$1" || note isolation "$(isolation "$LAB_SHELL")"
}

# before_call: for a script that looks at the host before the program is called.
before_call() { :; }

# stop_lab: tell the report what namespaces were found, and remove the practice host with
# all that is left in it. ($VERDICTS is a directory of verify's, for these rows.)
stop_lab() {
  local -
  set +T
  [[ -n $LAB_JOB ]] || return 0
  if [[ -n ${VERDICTS-} ]] && is_noted found; then note_row; fi
  close_host
}
note_row() { printf '%s %s\n' "$LAB_NAME" "$(noted found)" >"$VERDICTS/$LAB_NAME"; }

# resume_lab: before a test, fail if the lab has been given up, or the practice
# host is no more what it was. The first test says why.
resume_lab() {
  local - kind
  set +T
  for kind in "${!host_fd[@]}"; do
    [[ -z $LAB_SHELL ]] || ! is_new "$HOST_INIT" "$kind" && ! is_new "$LAB_CALLER" "$kind" ||
      give_up "$(text 'a process of the practice host itself has been moved to another %s namespace' "$kind")" \
        "$(text 'the program must leave the host alone, and its caller too')" 2>/dev/null || break
  done
  is_noted given_up || return 0
  if is_noted told; then
    text 'not checked, for the reason above'
  else
    noted given_up
    note told yes
  fi
  return 1
}

# is_wanted KIND: this lab is to have a new namespace of this kind.
is_wanted() { [[ $LAB_WANTED == *" $1 "* ]]; }

# assert_wanted_namespaces: the lab's shell has the new namespaces that labs.table says,
# shares all others with the practice host, and what is typed into it runs in the same.
assert_wanted_namespaces() {
  local kind found='' wanted=''
  for kind in "${lab_kinds[@]}" "${other_kinds[@]}"; do
    ! is_new "$LAB_SHELL" "$kind" || found+=" $kind"
    ! is_wanted "$kind" || wanted+=" $kind"
  done
  assert_equal "$(text 'new namespaces:%s' "$found")" "$(text 'new namespaces:%s' "$wanted")"
  run ways_back "$LAB_SHELL"
  assert_output ''
  run tie
  assert_output ''
}

# gone PID: there is no such process, not even a zombie.
gone() { [[ ! -e /proc/$1 ]]; }

# assert_wanted_mapping: the lab's user namespace maps $LAB_ID to the caller's own
# user ID (which is 0 on the practice host), its group of that number to the
# caller's group, and nothing else; and on the host the shell has these IDs.
assert_wanted_mapping() {
  assert_equal "$(map "$LAB_SHELL" uid_map)" "$LAB_ID 0 1"
  assert_equal "$(map "$LAB_SHELL" gid_map)" "$LAB_ID 0 1"
  assert_equal "$(status "$LAB_SHELL" Uid)" "$(status "$LAB_CALLER" Uid)"
  assert_equal "$(status "$LAB_SHELL" Gid)" "$(status "$LAB_CALLER" Gid)"
}
