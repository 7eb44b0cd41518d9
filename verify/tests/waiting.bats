#!/usr/bin/env bats
# How the judge waits: an answer is read whole, and the clock tells a practice host that
# sleeps from one that works or is kept from working.
#
# shellcheck disable=SC2034,SC2154 # the variables of judge/

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# shellcheck source=verify/lib/messages.bash
source "$BATS_TEST_DIRNAME/../lib/messages.bash"
# shellcheck source=verify/judge/times.bash
source "$BATS_TEST_DIRNAME/../judge/times.bash"
# shellcheck source=verify/judge/notes.bash
source "$BATS_TEST_DIRNAME/../judge/notes.bash"
# shellcheck source=verify/judge/typing.bash
source "$BATS_TEST_DIRNAME/../judge/typing.bash"

setup() {
  LAB_NOTES=$BATS_TEST_TMPDIR LAB_LEFT=@left@
  mkfifo "$LAB_NOTES/clock" "$LAB_NOTES/wake"
}

# told_by_clock KIND COMMAND...: start the clock over COMMAND, with times of tenths of
# seconds, and print why it calls a wait of this KIND too long.
told_by_clock() {
  local clock job why
  cat >"$BATS_TEST_TMPDIR/times" <<<'declare -A sleep_limit=([answer]=600 [leave]=2000)
    all_sleep_limit=1500 busy_limit=800 wall_limit=60'
  setsid "${@:2}" </dev/null &>/dev/null 3>&- &
  job=$!
  "$BATS_TEST_DIRNAME/../judge/clock" "$job" "$LAB_NOTES" "$BATS_TEST_TMPDIR/times" \
    <"$LAB_NOTES/clock" &>/dev/null 3>&- &
  exec {LAB_CLOCK}>"$LAB_NOTES/clock"
  begin_wait "$1" wake
  # An empty line comes first.
  { read -r -t 50 _ && read -r -t 50 why; } <"$LAB_NOTES/wake"
  assert_equal "$why" late
  noted late
  kill -KILL "-$job"
  exec {LAB_CLOCK}>&-
}

@test "a practice host that sleeps is late, one that computes for ever as well" {
  run told_by_clock answer sleep 1000
  assert_output sleeps
  run told_by_clock leave sleep 1000
  assert_output drags
  # Its child computes, not the process itself.
  run told_by_clock answer sh -c 'while :; do :; done & wait'
  assert_output computes
}

@test "time that a process waits for a processor is not counted: it does not sleep" {
  # All processors are taken by others of a higher priority.
  local busy=() i
  for ((i = 0; i < 2 * $(nproc); i++)); do
    (while :; do :; done) 3>&- &
    busy+=("$!")
  done
  run told_by_clock answer nice -n 19 sh -c 'while :; do :; done'
  kill "${busy[@]}"
  assert_output computes
}

@test "a wait that is over in time is not late, and the next one begins anew" {
  local clock=$BATS_TEST_DIRNAME/../judge/clock
  run bash -c '{ echo "wait answer"; echo done; echo "wait answer"; echo done; } | timeout 20 "$1" $$ "$2"' \
    bash "$clock" "$LAB_NOTES"
  assert_success
  assert [ ! -e "$LAB_NOTES/late" ]
}

@test "every line of an answer is read, however slowly they come, and nothing behind the mark" {
  begin_wait() { :; }
  end_wait() { :; }
  local answer rest
  exec {LAB_OUT}< <(exec perl -e '$| = 1;
    for (1 .. 300) { print "a\n"; select undef, undef, undef, 0.003 }
    print "\@1-2\@7\nbehind\n"')
  read_answer answer @1-2@
  assert_equal "$(grep -c '^a$' <<<"$answer")" 300
  assert_equal "${answer##*$'\n'}" @1-2@7
  read -r -u "$LAB_OUT" rest
  assert_equal "$rest" behind
}

@test "an answer without end is not waited for: neither lines nor one line" {
  begin_wait() { :; }
  end_wait() { :; }
  give_up() { echo "$1"; }
  exec {LAB_OUT}< <(exec yes 2>/dev/null)
  run read_to answer @1-2@
  assert_output --partial 'the output has no end'
  exec {LAB_OUT}< <(exec tr '\n' x < <(yes) 2>/dev/null)
  run read_to answer @1-2@
  assert_output --partial 'a line of the output has no end'
}
