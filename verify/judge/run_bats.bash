# shellcheck shell=bash
# shellcheck disable=SC2034 # side_by_side is for the scripts that source this
# How the kit runs bats.

# Options of bats for more than one file: files side by side, the tests of a file
# in their order, for each builds on those before.
side_by_side=(--jobs 6 --no-parallelize-within-files)

# The bats that setup has brought, where the distribution's is too old for us.
bats=${BASH_SOURCE[0]%/*}/../packages/node_modules/bats/bin/bats
[[ -x $bats ]] || bats=bats

# run_bats ARGUMENT...: run bats(1). Returns its exit status. An interrupted bats
# leaves its directory behind, and its parallel(1) may turn to the terminal for
# more work: neither is to be.
run_bats() { run_bats_for 0 "$@"; }

# run_bats_for SECONDS ARGUMENT...: the same, for that long at most; 0 is for ever.
run_bats_for() (
  # A terminal that is closed ends bats too; we go when it has gone. The signal comes
  # twice, for the terminal and for its first process, and must not end the cleaning.
  ended=''
  trap 'ended=129' HUP
  trap 'ended=130' INT TERM
  # An exit in a trap would come before the directory has its name.
  directory=$(trap '' HUP INT TERM && mktemp -d)
  trap 'remove_when_left "$directory"' EXIT
  trap 'trap "" HUP INT TERM; exit 129' HUP
  trap 'trap "" HUP INT TERM; exit 130' INT TERM
  [[ -z $ended ]] || exit "$ended"
  mkfifo "$directory/alive"
  status=0
  TMPDIR=$directory timeout --foreground "$1" "$bats" "${@:2}" </dev/null 9<>"$directory/alive" ||
    status=$?
  ((status != 124)) || end_users "$directory"
  exit "$status"
)

# end_users DIRECTORY: kill whoever has a file open below DIRECTORY, but ourselves: all that
# bats has started, practice hosts too. A host's guard ends with its host, and removes the
# cgroups before. See proc_pid_fd(5).
end_users() {
  local pid pids=(none)
  while ((${#pids[@]})); do
    mapfile -t pids < <(find /proc/[0-9]*/fd -lname "$1/*" -printf '%h\n' 2>/dev/null |
      cut -d / -f 3 | grep -vxF -e "$$" -e "$BASHPID" | sort -u | without_guards)
    for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || :; done
  done
}

# without_guards: of the PIDs on standard input, print those that are no guard's.
without_guards() {
  local pid words
  while read -r pid; do
    words=()
    { mapfile -d '' -t words <"/proc/$pid/cmdline"; } 2>/dev/null || :
    # The words are those of bash: the script's path comes second.
    [[ ${words[1]-} == */host/guard ]] || echo "$pid"
  done
}

# remove_when_left DIRECTORY: remove it when nobody writes there any more: what bats has
# started has the FIFO open, as descriptor 9.
remove_when_left() {
  trap '' HUP INT TERM
  [[ -n $1 ]] || return 0
  if [[ -p $1/alive ]]; then
    # Opened for both first, or it would wait for another end.
    exec 8<>"$1/alive"
    exec 7<"$1/alive" 8>&-
    timeout 5 cat <&7 >/dev/null || :
  fi
  rm -rf "$1"
}
