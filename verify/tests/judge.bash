# shellcheck shell=bash
# For the tests of the paired scripts: have them judge right and wrong programs,
# and compare which checks fail, and with what hint.
#
# A test or its file sets $lab. Checks have the numbers
# that they have in the paired script.

# shellcheck source=verify/tests/helpers.bash
source "${BASH_SOURCE[0]%/*}/helpers.bash"
# shellcheck source=verify/lib/labs.bash
source "${BASH_SOURCE[0]%/*}/../lib/labs.bash"

# paired_script, own_source: print the path of $lab's checks, and of the kit's program.
paired_script() { echo "$verify/../$(script_of "${lab:?}")"; }
own_source() { echo "$verify/../$(source_of "$lab")"; }

# checks: the names of the checks, a line each.
checks() {
  sed -n 's/^@test "\(.*\)" {$/\1/p' "$(paired_script)"
}

# include: what a statement of a wrong program may need.
include=(-include stdlib.h -include fcntl.h -include mqueue.h -include sys/mount.h
  -include sys/msg.h -include sys/stat.h -include sys/syscall.h)

# also WHEN STATEMENT: make a wrong program of the lab's own: STATEMENT is one more, before
# (the parent, before there is a child), inside (the child, before it becomes the shell) or
# after (the parent, when the shell has ended). Judge it.
also() {
  local place source
  case $1 in
  before) place='    int flags = SIGCHLD;' ;;
  inside) place='    execvp(command[0], command);' ;;
  after) place='    return WIFEXITED(status)' ;;
  esac
  source=$(<"$(own_source)")
  [[ $source == *"$place"* ]] || fail "there is no such place: $place"
  printf '%s\n' "${source/"$place"/"$2"$'\n'"$place"}" >"$BATS_TEST_TMPDIR/$lab.c"
  cc -w -std=gnu11 -D_GNU_SOURCE "${include[@]}" \
    -o "$BATS_TEST_TMPDIR/$lab" "$BATS_TEST_TMPDIR/$lab.c"
  judge "$BATS_TEST_TMPDIR/$lab"
}

# spoil SCRIPT: make a wrong program of the lab's own, with a sed(1) SCRIPT that
# must change it, and judge it.
spoil() {
  local source spoilt=$BATS_TEST_TMPDIR/$lab.c
  source=$(own_source)
  sed "$1" "$source" >"$spoilt"
  ! cmp -s "$source" "$spoilt" || fail "the sed script changes nothing: $1"
  cc -w -std=gnu11 -D_GNU_SOURCE "${include[@]}" \
    -o "$BATS_TEST_TMPDIR/$lab" "$spoilt"
  judge "$BATS_TEST_TMPDIR/$lab"
}

# judge_compiled FILE, judge_copy FILE: judge a program of tests/programs, under
# the lab's name.
judge_compiled() {
  cc -w -std=gnu11 -o "$BATS_TEST_TMPDIR/$lab" "$verify/tests/programs/$1"
  judge "$BATS_TEST_TMPDIR/$lab"
}
judge_copy() {
  cp "$verify/tests/programs/$1" "$BATS_TEST_TMPDIR/$lab"
  judge "$BATS_TEST_TMPDIR/$lab"
}

# judge_starter: judge the program that a participant begins the challenge with, the
# finished lab of the same number.
judge_starter() {
  cc -w -std=gnu11 -o "$BATS_TEST_TMPDIR/$lab" "$verify/../$(source_of "$(lab_of "$lab")")"
  judge "$BATS_TEST_TMPDIR/$lab"
}

# judge_script LINE: judge a shell script of that one line.
judge_script() {
  printf '#!/bin/sh\n%s\n' "$1" >"$BATS_TEST_TMPDIR/$lab"
  chmod +x "$BATS_TEST_TMPDIR/$lab"
  judge "$BATS_TEST_TMPDIR/$lab"
}

# assert_passes: all checks pass.
assert_passes() {
  [[ -z $failed && $(grep -c '^ok ' <<<"$report") == "$(checks | wc -l)" ]] || fail <<<"$report"
}

# judge PROGRAM: have the paired script judge it. Sets $failed, the numbers of
# the checks that fail, and $report, what bats says.
judge() {
  report=$(clean PROGRAM="$1" bats --tap "$(paired_script)" 2>&1) || :
  failed=$(sed -n 's/^not ok \([0-9]*\) .*/\1/p' <<<"$report" | tr '\n' ' ')
  add_row
}

# assert_fails NUMBER...: exactly these checks fail, and all the others pass.
assert_fails() {
  local number total
  total=$(checks | wc -l)
  for ((number = 1; number <= total; number++)); do
    grep -qE "^(not )?ok $number " <<<"$report" || fail <<<"check $number has no result: $report"
  done
  [[ $failed == "$* " ]] || {
    echo "should fail: $*"
    echo "failed:      $failed"
    fail <<<"$report"
  }
}

# assert_fails_all: every check fails.
assert_fails_all() {
  local numbers
  mapfile -t numbers < <(seq "$(checks | wc -l)")
  assert_fails "${numbers[@]}"
}

# assert_hint TEXT: a hint of the report, of one line, holds TEXT.
assert_hint() {
  grep -A 1 '^# Hint: ' <<<"$report" | grep -A 1 -F "$1" | grep -q '^# Read on: ' || {
    echo "no such hint: $1"
    fail <<<"$report"
  }
}

# assert_without FLAG NUMBER..., assert_with FLAG NUMBER...: the lab's program
# without that clone flag, or with one more, fails these checks, and the hint
# says so.
assert_without() {
  spoil "/$1;/d"
  assert_fails "${@:2}"
  assert_hint "missing among the clone flags: $1"
}
assert_with() {
  spoil "s/flags |= CLONE_NEWUTS;/& flags |= $1;/"
  assert_fails "${@:2}"
  assert_hint "too many among the clone flags, for this lab: $1"
}

# What every lab has a check for:
# assert_renaming_fails NUMBER...: a program that renames the host.
# assert_lost_status_fails NUMBER...: one that loses its shell's exit status.
# assert_terminal_fails CODE NUMBER...: one that does CODE first where it is on a terminal.
assert_renaming_fails() {
  also before 'sethostname("container", 9);'
  assert_fails "$@"
  assert_hint 'the program has renamed the host'
}
assert_lost_status_fails() {
  spoil 's/WEXITSTATUS(status)/0/'
  assert_fails "$@"
  assert_hint 'the program must pass on what waitpid(2) has found'
}
assert_terminal_fails() {
  spoil "s/^    make_gate();/    if (isatty(0))\\n        ${1//&/\\&}\\n&/"
  assert_fails "${@:2}"
  assert_hint 'on a terminal the program does something else than on a pipe'
}

# add_row: a row of the matrix, program by check.
add_row() {
  local number row='' total
  total=$(checks | wc -l)
  for ((number = 1; number <= total; number++)); do
    if [[ " $failed" == *" $number "* ]]; then row+=' x'; else row+=' .'; fi
  done
  printf '%s  %s\n' "$row" "$BATS_TEST_DESCRIPTION" >>"$BATS_FILE_TMPDIR/matrix"
}

# assert_all_can_fail: each check has been failed by some program.
assert_all_can_fail() {
  local number=0 name
  while read -r name; do
    number=$((number + 1))
    cut -d ' ' -f $((number + 1)) "$BATS_FILE_TMPDIR/matrix" | grep -q x ||
      fail "no wrong program fails check $number of $lab: $name"
  done < <(checks)
}

# print_matrix: for teardown_file.
print_matrix() {
  {
    echo "$lab"
    sed 's/^/  /' "$BATS_FILE_TMPDIR/matrix"
    checks | nl -w 2 -s ' '
  } | sed 's/^/# /' >&3
}
