#!/usr/bin/env bats
# Hostile submissions, graded as a class: what each scores, and that nothing else
# has changed.
#
# hostile/NAME.c is a submission's lab01_uts.c; one without main attacks first, and
# then is lab01 as it should be (lib/after_the_attack.c). hostile/directories/NAME.sh
# makes a submission. Each says what it must score: "Points: N", or "any", where
# the attack may well hit the attacker.
#
# shellcheck disable=SC2030,SC2031 # each test sets its own variables

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

hostile=$BATS_TEST_DIRNAME/hostile

# submissions DIRECTORY: make them all there, and three right ones between.
submissions() {
  local file name kit
  kit=$(realpath "$verify/..")
  for file in "$hostile"/*.c; do
    name=${file##*/}
    mkdir "$1/${name%.c}"
    cp "$file" "$1/${name%.c}/lab01_uts.c"
    grep -q 'int main' "$file" || ! grep -q 'void attack' "$file" ||
      cat "$hostile/lib/after_the_attack.c" >>"$1/${name%.c}/lab01_uts.c"
  done
  for file in "$hostile"/directories/*.sh; do
    name=${file##*/}
    mkdir "$1/${name%.sh}"
    (cd "$1/${name%.sh}" && kit=$kit sh "$file")
  done
  for name in a_right_one fork_right_one process_right_one; do
    mkdir "$1/$name"
    cp "$kit"/lab0?_*/*.c "$1/$name"
  done
}

# machine: print what a submission could have changed.
machine() {
  machine_state
  find /usr/bin /etc "$verify/../"lab0?_* "$verify" \
    -newer "$BATS_FILE_TMPDIR/before" ! -path '*/tests/*'
  ls -d /tmp/*_by_* /tmp/*_a_submission /tmp/liar /tmp/hog 2>&1 || :
}

# running: print what runs with limits on this machine, other tests' hosts included.
running() {
  {
    ls -d /sys/fs/cgroup{,/memory,/cpu}/practice-host.* 2>/dev/null
    grep -lsz '^LIMITED=yes$' /proc/[0-9]*/environ
    ((EUID != 0)) || pgrep --uid "$(seq -s , 60600 60700)"
  } | sort
}

# left_over: what has come since running.before, and stays: the hosts of other tests
# are gone in a minute. Prints it.
left_over() {
  local end=$((SECONDS + 60))
  comm -13 running.before <(running) >left_over
  while [[ -s left_over ]] && ((SECONDS < end)); do
    comm -12 left_over <(running) >still
    mv still left_over
  done
  cat left_over
}

# grade_with_secrets: grade them all, by a grader who has things to keep: a file, a
# variable, a key, a server on the loopback and one on an abstract socket.
grade_with_secrets() {
  echo "$secret" >/tmp/a_secret_of_the_grader
  # shellcheck disable=SC2016 # expanded by that bash
  SECRET=$secret keyctl session - bash -c '
    keyctl add user a_secret_of_the_grader "$SECRET" @s
    XDG_CACHE_HOME=$2 "$1/grading/grade-class" "$2/in" "$2/out"' bash "$verify" "$BATS_FILE_TMPDIR" </dev/null
}

setup_file() {
  export secret=secret-$RANDOM$RANDOM$RANDOM
  cd "$BATS_FILE_TMPDIR" || return
  mkdir in
  submissions "$PWD/in"
  perl -MIO::Socket::INET -MIO::Socket::UNIX -e '
    $tcp = IO::Socket::INET->new(Listen => 5, LocalAddr => "127.0.0.1") or die;
    $abstract = IO::Socket::UNIX->new(Listen => 5, Local => "\0a-socket-of-the-grader") or die;
    while (1) {
      vec($readers = "", fileno $tcp, 1) = 1;
      vec($readers, fileno $abstract, 1) = 1;
      select $readers, undef, undef, undef;
      open $file, ">", "reached";
      exit;
    }' 3>&- 4>&- &
  server=$!
  touch before
  machine >machine.before || :
  running >running.before || :
  grade_with_secrets >class.log 2>&1 3>&- 4>&- || echo "exit status $?" >>class.log
  { machine && left_over; } >machine.after || :
  kill "$server"
  rm -f /tmp/a_secret_of_the_grader
}

# score NAME: print what the submission has got.
score() { jq .score "$BATS_FILE_TMPDIR/out/submissions/$1/results.json"; }

@test "there are at least thirty" {
  local all=("$hostile"/*.c "$hostile"/directories/*.sh)
  ((${#all[@]} >= 30))
}

@test "all have been graded" {
  run cat "$BATS_FILE_TMPDIR/class.log"
  refute_output --partial 'not graded'
  refute_output --partial 'exit status'
}

@test "each scores what its file says" {
  local file name points wrong=0
  for file in "$hostile"/*.c "$hostile"/directories/*.sh; do
    name=${file##*/} name=${name%.*}
    points=$(sed -n 's/.* Points: //p' "$file")
    [[ -n $points ]] || fail "$file does not say what it scores"
    [[ $points == any || $(score "$name") == "$points" ]] || {
      echo "$name: $(score "$name") points, where $points were wanted"
      jq -r '.tests[] | select(.status == "failed" and .tags[0] == "lab01_uts") | .name, .output' \
        "$BATS_FILE_TMPDIR/out/submissions/$name/results.json" | head -n 20
      wrong=1
    }
  done
  ((wrong == 0))
}

@test "none gets points for what it does not do" {
  local file name
  for file in "$hostile"/*.c; do
    name=${file##*/} name=${name%.c}
    (($(score "$name") <= 15)) || fail "$name has $(score "$name") points"
    jq -e '[.tests[] | select(.tags[0] != "lab01_uts") | .score] | add == 0' \
      "$BATS_FILE_TMPDIR/out/submissions/$name/results.json" || fail "$name: points in another lab"
  done
  # Who isolates nothing fails what is about isolation.
  for name in decoy host_name_of_the_host no_answer_to_the_checks; do
    jq -e '.tests[5].status == "failed"' "$BATS_FILE_TMPDIR/out/submissions/$name/results.json" || fail "$name passes"
  done
}

@test "right submissions graded beside them have every point" {
  assert_equal "$(score a_right_one) $(score fork_right_one) $(score process_right_one)" '100 100 100'
}

@test "nothing on the machine has changed, and nothing still runs" {
  run diff "$BATS_FILE_TMPDIR/machine.before" "$BATS_FILE_TMPDIR/machine.after"
  assert_output ''
}

@test "no secret of the grader's is in any result, and no submission has seen another" {
  run grep -r -l -e "$secret" -e 'root:[$*!]' "$BATS_FILE_TMPDIR/out"
  assert_output ''
  run grep -r -h -e 'reached the grader' -e 'reached [0-9]' -e 'reached a ' \
    --exclude-dir=sources "$BATS_FILE_TMPDIR/out/submissions"
  assert_output ''
}

@test "no submission has reached a socket of the grader's" {
  refute [ -e "$BATS_FILE_TMPDIR/reached" ]
}

@test "the reports are valid, whatever was printed" {
  local directory
  for directory in "$BATS_FILE_TMPDIR"/out/submissions/*; do
    xmllint --noout "$directory/report.xml"
    jq -e '.score == ([.tests[].score] | add)' "$directory/results.json" >/dev/null
    iconv -f UTF-8 -t UTF-8 "$directory/report.tap" >/dev/null
    (($(grep -c '^\(not \)\?ok ' "$directory/report.tap") == 62))
  done
  run tidy -errors -quiet "$BATS_FILE_TMPDIR/out/grades.html"
  assert_output ''
  # Neither file drives a terminal: control characters but the line end and the tab.
  # (The sources are the students' own, byte for byte.)
  run env LC_ALL=C grep -rlP '[\x00-\x08\x0b-\x1f\x7f]' --exclude-dir=sources "$BATS_FILE_TMPDIR/out/submissions" "$BATS_FILE_TMPDIR/out/grades.csv"
  assert_output ''
}

@test "run again, nobody is graded twice" {
  XDG_CACHE_HOME=$BATS_FILE_TMPDIR run "$verify/grading/grade-class" "$BATS_FILE_TMPDIR/in" "$BATS_FILE_TMPDIR/out"
  assert_success
  local all=("$BATS_FILE_TMPDIR"/in/*)
  assert_line --index 0 "${#all[@]} of ${#all[@]} submissions are graded already."
}
