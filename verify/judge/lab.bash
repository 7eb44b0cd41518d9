# shellcheck shell=bash
# What the paired scripts stand on. A script calls start_lab in setup_file; its
# tests then have two words, inside (typing.bash) and host, and the functions of
# kernel.bash for these processes:
#   HOST_INIT   process 1 of the practice host
#   LAB_CALLER  the process that called the program, on the practice host
#   LAB_SHELL   the shell that the program has started
# LAB_PROGRAM is the program's path on the practice host.
#
# bats looks at every single command (its DEBUG trap). Functions that need no such
# look begin with "set +T", which halves the time that they take.
#
# Sources: bats(7), nsenter(1).

verify=${BASH_SOURCE[0]%/*/*}
# shellcheck source=verify/judge/assert.bash
source "${BASH_SOURCE[0]%/*}/../judge/assert.bash"
# shellcheck source=verify/host/ordinary_user.bash
source "${BASH_SOURCE[0]%/*}/../host/ordinary_user.bash"
# shellcheck source=verify/judge/kernel.bash
source "${BASH_SOURCE[0]%/*}/../judge/kernel.bash"
# shellcheck source=verify/judge/typing.bash
source "${BASH_SOURCE[0]%/*}/../judge/typing.bash"
# shellcheck source=verify/lib/labs.bash
source "${BASH_SOURCE[0]%/*}/../lib/labs.bash"
# shellcheck source=verify/lib/messages.bash
source "${BASH_SOURCE[0]%/*}/../lib/messages.bash"
# shellcheck source=verify/lib/columns.bash
source "${BASH_SOURCE[0]%/*}/../lib/columns.bash"
# shellcheck source=verify/judge/explain.bash
source "${BASH_SOURCE[0]%/*}/../judge/explain.bash"

# What the tools print must not depend on the reader's language.
export LC_ALL=C.UTF-8 LANG=C.UTF-8
unset LANGUAGE

setup() { resume_lab; }
teardown() { [[ -n ${BATS_TEST_COMPLETED-} ]] || explain; }
teardown_file() { stop_lab; }

# start_lab NAME: start program NAME (lab01_uts), or the one that $PROGRAM names, in a
# practice host of its own. If that is C source, it is compiled there. labs.table says
# which namespaces must be new. Where it does not start, every test
# says so. A script whose program wants more than being called sets $call before, to
# what a shell on the practice host is to run, with the program's name as $1; and
# one whose program maps another ID than 10000, $LAB_ID.
# For verify/grading/grade: $LABS is the directory of the programs, where NAME.why says why
# there is none, and faults of the machine are noted in file $FAULTS.
start_lab() {
  local -
  set +T
  local program=${PROGRAM:-${LABS:+$LABS/$1}} pipes=$BATS_FILE_TMPDIR pid kind pids=() ready=$RANDOM$RANDOM
  program=${program:-$verify/../$(program_of "$1")}
  export LAB_PROGRAM=/root/${program##*/}
  LAB_PROGRAM=${LAB_PROGRAM%.c}
  export LAB_ID=${LAB_ID:-10000}
  export LAB_NAME=$1 LAB_WANTED LAB_IN LAB_OUT LAB_LEFT="[left-$RANDOM-$RANDOM]"
  LAB_WANTED=" $(kinds_of "$1") "
  local begin=${EPOCHREALTIME/[.,]/}
  # A file's tests type into one shell, one after the other.
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  export HOST_INIT='' LAB_CALLER='' LAB_SHELL='' LAB_JOB='' LAB_ROW=''
  [[ ! -e $program.why ]] || {
    give_up "$(<"$program.why")" "$(text 'there is no program to check, for the reason above')" || return 0
  }
  [[ -f $program && ($program == *.c || -x $program) ]] || {
    # In a kit without solutions there is nothing to make it of.
    if [[ -n ${PROGRAM-}${LABS-} || -e $program.c ]]; then
      give_up "$(text '%s is not there, or not executable: run make first' "$program")" || return 0
    else
      give_up "$(text '%s is yours to write' "$1")" "$(text 'begin with: make watch')" || return 0
    fi
  }

  mkfifo "$pipes/in" "$pipes/out" "$pipes/pid"
  # The program starts when we say so, with a line that will mark its end. The host
  # outlives it, so that it can be looked at afterwards.
  # shellcheck disable=SC2016 # expanded in the practice host
  setsid "$verify/practice-host" --file "$program" --pid-fd 3 sh -c '
    case $1 in
    *.c) timeout 10 cc -std=gnu11 -Wall -Wextra -o "./${1%.c}" "./$1" </dev/null || {
      [ $? != 124 ] || echo "the compiler has not ended within 10 seconds"
      echo "$2 not compiled"
      exec sleep infinity
    } ;;
    esac
    echo "$2 ready"
    set -- "${1%.c}"
    read -r left
    '"${call:-\"./\$1\"}"'
    echo "$left$?"
    exec sleep infinity' caller "${program##*/}" "$ready" <"$pipes/in" >"$pipes/out" 2>&1 3>"$pipes/pid" &
  LAB_JOB=$!
  # In the same order as above, for each end waits for the other.
  exec {LAB_IN}>"$pipes/in" {LAB_OUT}<"$pipes/out" {pid}<"$pipes/pid"

  if ! read -r -t 30 -u "$pid" HOST_INIT; then
    kill -KILL "$LAB_JOB" 2>/dev/null || :
    [[ -z ${FAULTS-} ]] || echo "$1: there is no practice host" >>"$FAULTS"
    give_up "$(text 'there is no practice host: %s' "$(timeout 5 cat <&"$LAB_OUT")")" || return 0
  fi
  # On an idle machine that takes a tenth of a second. One that is slow or busy
  # gets a second more for each tenth.
  set_deadlines $(((${EPOCHREALTIME/[.,]/} - begin) / 100000))
  pin_host "$HOST_INIT"
  mounts "$HOST_INIT" >"$pipes/mounts"
  host ip address >"$pipes/addresses"
  await_ready "$ready" || return 0
  add_children "$HOST_INIT"
  LAB_CALLER=${pids[0]}
  echo "$LAB_LEFT" >&"$LAB_IN"
  inside : || return 0
  LAB_SHELL=$(find_shell) || return 0
  for kind in "${lab_kinds[@]}"; do
    if is_new "$LAB_SHELL" "$kind"; then LAB_ROW+=' new'; else LAB_ROW+=' same'; fi
  done
  examine
}

# await_ready MARK: wait until the program is about to be called, compiled if it was
# source. Gives up with what the compiler says if that has not done it.
await_ready() {
  local line said=''
  while IFS= read -r -t $((deadline + 10)) -u "$LAB_OUT" line; do
    case $line in
    "$1 ready")
      [[ -z $said ]] || printf '%s' "${said:0:2048}" >"$BATS_FILE_TMPDIR/warnings"
      return
      ;;
    "$1 not compiled")
      give_up "$(text 'it does not compile:')"$'\n'"${said:0:8192}" \
        "$(text 'mend the first error first: those below it may come of it')"
      return
      ;;
    esac
    said+=$line$'\n'
  done
  give_up "$(text 'the practice host has not started the program within %s seconds' "$deadline")"
}

# stop_lab: tell the report what namespaces were found, and remove the practice
# host with all that is left in it.
stop_lab() {
  local -
  set +T
  [[ -n $LAB_JOB ]] || return 0
  [[ -z $LAB_ROW ]] || echo "# namespaces${REPORT_TOKEN-} $LAB_NAME$LAB_ROW" >&3
  # Closed first, or what still writes would wait for a reader for ever.
  exec {LAB_IN}>&- {LAB_OUT}<&-
  # Who still has the host's user namespace is process 1, and no other process
  # that has come to the same PID.
  if [[ -n $HOST_INIT && /proc/$HOST_INIT/ns/user -ef /proc/self/fd/${host_fd[user]} ]]; then
    kill -KILL "$HOST_INIT"
  else
    kill -KILL "$LAB_JOB"
  fi 2>/dev/null || :
  wait
}

# host COMMAND...: run COMMAND on the practice host.
host() {
  enter_namespaces "/proc/self/fd/${host_fd[uts]}" "/proc/self/fd/${host_fd[ipc]}" \
    "/proc/self/fd/${host_fd[net]}" "$@"
}

# enter PID COMMAND...: run COMMAND, as root of the practice host, in the UTS,
# IPC and network namespaces of process PID. Its program, its files and the PIDs
# it sees are the real machine's, so nothing in the practice host can replace or
# trace it.
enter() {
  enter_namespaces "/proc/$1/ns/uts" "/proc/$1/ns/ipc" "/proc/$1/ns/net" "${@:2}"
}

# enter_namespaces UTS IPC NET COMMAND...: the same, for these paths.
enter_namespaces() {
  local -
  set +T
  timeout --foreground "$deadline" "${as_ordinary_user[@]}" \
    nsenter --user="/proc/self/fd/${host_fd[user]}" \
    --uts="$1" --ipc="$2" --net="$3" --preserve-credentials -- "${@:4}"
}

# resume_lab: before a test, fail if the lab has been given up, or the practice
# host is no more what it was. The first test says why.
resume_lab() {
  local -
  set +T
  local why=$BATS_FILE_TMPDIR/given_up kind
  for kind in "${!host_fd[@]}"; do
    [[ -z $LAB_SHELL ]] || ! is_new "$HOST_INIT" "$kind" && ! is_new "$LAB_CALLER" "$kind" ||
      give_up "$(text 'a process of the practice host itself has been moved to another %s namespace' "$kind")" \
        "$(text 'the program must leave the host alone, and its caller too')" 2>/dev/null || break
  done
  [[ -e $why ]] || return 0
  if [[ -e $why.told ]]; then
    text 'not checked, for the reason above'
  else
    cat "$why"
    : >"$why.told"
  fi
  return 1
}

# assert_wanted_namespaces: the lab's shell has the new namespaces that start_lab
# was told, shares all others with the practice host, and what is typed into it
# runs in the same.
assert_wanted_namespaces() {
  local kind found='' wanted=''
  for kind in "${lab_kinds[@]}" "${other_kinds[@]}"; do
    ! is_new "$LAB_SHELL" "$kind" || found+=" $kind"
    ! is_wanted "$kind" || wanted+=" $kind"
  done
  assert_equal "$(text 'new namespaces:%s' "$found")" "$(text 'new namespaces:%s' "$wanted")"
  run tie
  assert_output ''
}

# await COMMAND...: wait until COMMAND succeeds, for as long as an answer may take.
await() {
  local -
  set +T
  local end=$((SECONDS + deadline))
  until "$@"; do ((SECONDS < end)) || return 1; done
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
