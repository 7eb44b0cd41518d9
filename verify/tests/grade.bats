#!/usr/bin/env bats
# The autograder, for submissions that mean no harm: what it takes, what it writes,
# what it says when it cannot.
#
# shellcheck disable=SC2030,SC2031 # each test sets its own variables

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() { cd "$BATS_TEST_TMPDIR" || return; }

# grade ARGUMENT...: in a new environment, with results in out.
grade() {
  clean XDG_CACHE_HOME="$BATS_FILE_TMPDIR" "${settings[@]}" "$verify/grading/grade" "$@" out
}
settings=(A=)

# the_six DIRECTORY: the six sources, in directories of their own.
the_six() {
  local lab
  for lab in "$verify"/../lab0?_*; do
    mkdir -p "$1/${lab##*/}"
    cp "$lab/${lab##*/}.c" "$1/${lab##*/}"
  done
}

# score [LAB]: of the whole, or of one lab.
score() { jq "[.tests[] | select(.tags[0] | startswith(\"${1-}\")) | .score] | add" out/results.json; }

@test "the points are 100, and each check has some" {
  assert_equal "$(awk '/^[0-9]/ { sum += $1 } END { print sum }' "$verify/grading/points")" 100
  local lab wanted
  for lab in "$verify"/lab0?_*.bats; do
    wanted=$(sed -n 's/^@test "\(.*\)" {$/\1/p' "$lab")
    lab=${lab##*/}
    assert_equal "$(sed -n "s/^[1-9][0-9]* ${lab%.bats} //p" "$verify/grading/points")" "$wanted"
  done
}

@test "a clone of the kit has every point, in results.json as Gradescope wants it" {
  run grade "$verify/.."
  assert_success
  assert_line 'total        100 of 100 points'
  assert_line 'lab03_pid     16 of 16 points  10 of 10 checks'
  run jq -e '
    .score == 100 and (.execution_time | type == "number") and .output_format == "text"
    and (.tests | length == 62) and (.tests | map(.number) | unique | length == 62)
    and all(.tests[];
      (keys == ["max_score", "name", "number", "output", "output_format", "score", "status", "tags"])
      and (.number | type == "string") and .output_format == "text" and .status == "passed"
      and (.score | type == "number") and .score == .max_score
      and (.tags == [.name | split(":")[0]]))' out/results.json
  assert_success
  run xmllint --xpath 'sum(//testsuite/@tests)' out/report.xml
  assert_output 62
  assert_equal "$(grep -c '^ok ' out/report.tap)" 62
}

@test "a program that isolates nothing has few points, last lab's program in each place hardly more" {
  local lab last=''
  mkdir nothing late
  for lab in lab01_uts lab02_ipc lab03_pid lab04_mount lab05_user lab06_net; do
    echo 'int system(const char *); int main(void) { return system("exec sh") >> 8; }' >"nothing/$lab.c"
    [[ -z $last ]] || cp "$verify/../$last/$last.c" "late/$lab.c"
    last=$lab
  done
  sed '/CLONE_NEWUTS;/d' "$verify/../lab01_uts/lab01_uts.c" >late/lab01_uts.c
  grade nothing
  assert_equal "$(score)" 14
  grade late
  assert_equal "$(score)" 22
}

@test "as a learning platform hands it over: wrapped, CRLF, byte order mark, other names, some missing" {
  the_six 'sub/My Labs'
  mkdir sub/__MACOSX 'sub/My Labs/.hidden'
  cd 'sub/My Labs' || return
  echo '#error' >../__MACOSX/._lab01_uts.c
  echo '#error' >.hidden/lab01_uts.c
  sed -i 's/$/\r/' lab01_uts/lab01_uts.c
  sed -i '1s/^/\xef\xbb\xbf/' lab02_ipc/lab02_ipc.c
  mv lab03_pid/lab03_pid.c '张三_4711_LAB03_PID-1.C'
  mv lab04_mount/lab04_mount.c ./'lab04_mount (2).c'
  rm lab05_user/lab05_user.c
  cd ../.. || return
  run grade sub
  assert_success
  assert_output --partial 'there is no lab05_user.c in the submission'
  assert_equal "$(score lab01) $(score lab02) $(score lab03) $(score lab04) $(score lab05) $(score lab06)" \
    '15 15 16 18 0 18'
}

@test "a compile error is in the lab's output, under the submission's own path" {
  the_six 'my work'
  sed -i 's/clone(child/clome(child/' 'my work/lab02_ipc/lab02_ipc.c'
  run grade 'my work'
  assert_success
  assert_line --regexp '^ *lab02_ipc/lab02_ipc.c:[0-9]+:[0-9]+: .*clome'
  refute_output --partial "$BATS_TEST_TMPDIR"
  assert_equal "$(score lab02) $(score lab01)" '0 15'
  assert_equal "$(jq -r '[.tests[] | select(.tags[0] == "lab02_ipc" and (.output | test("clome")))] | length' out/results.json)" 1
}

@test "a long error in Chinese, cut in the middle of a character, is graded" {
  local blanks
  for blanks in '' ' ' '  '; do
    rm -rf sub out
    mkdir sub
    printf '#error "%s%s"\n' "$blanks" "$(printf '中%.0s' {1..3000})" >sub/lab01_uts.c
    run grade sub
    assert_success
    assert_equal "$(score)" 0
  done
}

@test "a program's output may hold anything: the reports are valid" {
  mkdir sub
  printf '%s\n' 'int puts(const char *); int main(void) { puts("\033[31m \x90 \xf4\x90\x80\x80 \xf8\x88\x80\x80\x80 \xe2\x80\xae ]]>"); return 3; }' >sub/lab01_uts.c
  grade sub
  xmllint --noout out/report.xml
  iconv -f UTF-8 -t UTF-16 out/report.tap >/dev/null
  run grep -c -e '&#27;' -e $'\xe2\x80\xae' out/report.xml
  assert_output 0
}

@test "a failed check says why, and without bats's trace" {
  mkdir sub
  sed '/CLONE_NEWUTS;/d' "$verify/../lab01_uts/lab01_uts.c" >sub/lab01_uts.c
  grade sub
  run jq -r '[.tests[] | select(.status == "failed")][0].output' out/results.json
  assert_output --partial 'Hint: missing among the clone flags: CLONE_NEWUTS'
  refute_output --partial 'in test file'
}

@test "wrong arguments: one line, status 2, and nothing is written" {
  local arguments
  for arguments in '' '/nosuch' '/etc/passwd' '. /proc/nowhere' '. out more'; do
    # shellcheck disable=SC2086 # words to be split
    run "$verify/grading/grade" $arguments
    assert_failure 2
    assert_equal "${#lines[@]}" 1
  done
  refute [ -e out ]
}

@test "the machine's fault: one line that says so, status 3, and no results.json, not even an old one" {
  the_six sub
  mkdir out
  echo '{"score": 100}' >out/results.json
  settings=(PRACTICE_HOST_LIMITS=/nosuch)
  run grade sub
  assert_failure 3
  assert_output --partial 'cannot make a cgroup in /nosuch'
  assert_equal "${#lines[@]}" 1
  refute [ -e out/results.json ]
}

@test "where there is no cgroup, memory is watched, and the host of a hog ends" {
  # Where all of it must be left, any program is a hog.
  run env PRACTICE_HOST_LIMITS=none PRACTICE_HOST_MEMORY_LEFT=100 \
    timeout 30 "$verify/practice-host" sleep infinity
  assert_failure 137
  run env PRACTICE_HOST_LIMITS=none "$verify/practice-host" echo well
  assert_output well
}

@test "GitHub Classroom: an output for each lab, in base64, as its reporter takes them" {
  mkdir -p submission kit
  the_six submission
  sed -i '/CLONE_NEWIPC;/d' submission/lab02_ipc/lab02_ipc.c
  cp -r "$verify" kit/verify
  cp -r "$verify"/../{Makefile,lab0?_*} kit
  run clean GITHUB_WORKSPACE="$PWD" GITHUB_OUTPUT="$PWD/outputs" XDG_CACHE_HOME="$BATS_FILE_TMPDIR" \
    sh kit/verify/grading/platforms/github-classroom.sh
  assert_success
  # As the workflow and the reporter see them: NAME in upper case and _RESULTS.
  local lab runners
  runners=$(sed -n 's/^ *runners: //p' "$verify/grading/platforms/github-classroom.yml")
  for lab in ${runners//,/ }; do
    grep -q "^ *${lab^^}_RESULTS: .*outputs.$lab }}" "$verify/grading/platforms/github-classroom.yml"
    sed -n "s/^$lab=//p" outputs | base64 -d >"$lab.json"
    jq -e '.version == 1 and (.status | IN("pass", "fail")) and (.max_score | type == "number")
      and all(.tests[]; (.name | type == "string") and (.score | type == "number") and (.status | IN("pass", "fail")))' "$lab.json"
  done
  assert_equal "$(jq -r .status lab02_ipc.json lab01_uts.json | tr '\n' ' ')" 'fail pass '
  assert_equal "$(jq -s '[.[].max_score] | add' lab0?_*.json)" 100
  # The reporter's own sums: the share of the tests that pass, of a lab's points, in the log;
  # the tests' scores, for Classroom. Both are the marks. (src/helpers/test-helpers.js and
  # src/notify-classroom.js of classroom-resources/autograding-grading-reporter, version 1.)
  local share='(.max_score * ([.tests[] | select(.status == "pass")] | length) / (.tests | length))'
  assert_equal "$(jq -s "[.[] | $share] | add" lab0?_*.json)" "$(jq .score results/results.json)"
  assert_equal "$(jq -s '[.[].tests[].score] | add' lab0?_*.json)" "$(jq .score results/results.json)"
  # "line undefined" is what it prints without a number.
  jq -e 'all(.tests[]; .line_no > 0)' lab0?_*.json
  assert_equal "$(sed -n "$(jq '.tests[0].line_no' lab03_pid.json)p" kit/verify/lab03_pid.bats)" \
    '@test "the shell is process 1" {'
}

@test "GitLab: the job's own commands, with the kit at its pinned commit" {
  mkdir project
  the_six project
  git init -q teacher
  cp -r "$verify" "$verify"/../{Makefile,lab0?_*} teacher
  git -C teacher add -A
  git -C teacher -c user.name=t -c user.email=t@example.org commit -qm kit
  git -C teacher config uploadpack.allowAnySHA1InWant true
  sed -n '/^  script:/,/^  artifacts:/s/^    - //p' "$verify/grading/platforms/gitlab-ci.yml" >job.sh
  assert_equal "$(wc -l <job.sh)" 6
  ln -s "$PWD/a_file" project/results
  echo kept >a_file
  run clean CI_PROJECT_DIR="$PWD/project" XDG_CACHE_HOME="$BATS_FILE_TMPDIR" \
    KIT="file://$PWD/teacher" KIT_COMMIT="$(git -C teacher rev-parse HEAD)" sh -eu job.sh
  assert_success
  assert_line 'total        100 of 100 points'
  assert [ -s project/results/report.xml ]
  refute [ -L project/results ]
  assert_equal "$(<a_file)" kept
}

@test "OUT inside the submission is refused, and no link there is followed" {
  the_six sub
  mkdir sub/results
  echo kept >a_file
  ln -s "$PWD/a_file" sub/results/results.json.new
  local out
  for out in sub/results sub/results/deeper sub; do
    run "$verify/grading/grade" sub "$out"
    assert_failure 2
    assert_output "OUT=$out lies in the submission: name a directory outside"
  done
  # Elsewhere a link that is there already is replaced.
  mkdir out
  ln -s "$PWD/a_file" out/results.json
  grade sub
  refute [ -L out/results.json ]
  assert_equal "$(<a_file)" kept
}

@test "what prints a megabyte and more is graded, and its reports are small" {
  mkdir sub
  cat >sub/lab01_uts.c <<'END'
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
int main(void)
{
    const char *text = "big() { head -c 1000000 /dev/zero | tr '\\0' '&'; }\n"
                       "hostname() { [ $# != 0 ] || big; }\nipcs() { big; }\n";
    unshare(CLONE_NEWUTS);
    int file = open("/root/env", O_CREAT | O_WRONLY, 0600);
    if (write(file, text, strlen(text)) < 0)
        return 1;
    setenv("BASH_ENV", "/root/env", 1);
    execlp("bash", "bash", (char *)NULL);
}
END
  run grade sub
  assert_success
  (($(stat -c %s out/results.json) < 200000 && $(stat -c %s out/report.xml) < 400000))
  xmllint --noout out/report.xml
}

@test "the stream of a check is cut, and its verdict is not" {
  local said
  said=$(head -c 100000 /dev/zero | tr '\0' x)
  run "$verify/grading/bounded_stream" <<<"1..2"$'\n'"not ok 1 a check"$'\n'"# $said"$'\n'"# more"$'\n'"ok 2 another"
  assert_line --index 1 'not ok 1 a check'
  assert_line --index 3 'ok 2 another'
  ((${#output} < 9000))
}

@test "a machine on which the kit's own programs fail grades nobody, and says which check" {
  the_six sub
  mkdir kit
  cp -r "$verify" "$verify"/../{Makefile,lab0?_*} kit
  sed -i '/CLONE_NEWPID;/d' kit/lab03_pid/lab03_pid.c
  run clean XDG_CACHE_HOME="$PWD/cache" kit/verify/grading/grade sub out
  assert_failure 3
  assert_line --index 0 --regexp "^not graded: the kit's own programs do not get every point on this machine: lab03_pid: the shell is process 1"
  assert_equal "$(ls cache/six-namespaces/graded)" lock
  refute [ -e out/results.json ]
  # And where they do, the next one is not asked again.
  settings=(XDG_CACHE_HOME="$PWD/cache")
  grade sub
  local noted
  noted=$(stat -c '%n %y' cache/six-namespaces/graded/*[0-9a-f])
  grade sub
  assert_equal "$(stat -c '%n %y' cache/six-namespaces/graded/*[0-9a-f])" "$noted"
}

@test "no compiler: nobody is graded, and the cause is said" {
  the_six sub
  mkdir bin
  printf '#!/bin/sh\necho "cc: no room on the disk"\nexit 1\n' >bin/cc
  chmod +x bin/cc
  # The practice host has a PATH of its own: that of the machine.
  mkdir kit
  cp -r "$verify" "$verify"/../{Makefile,lab0?_*} kit
  # shellcheck disable=SC2016 # literal
  sed -i 's/cc=${CC:-cc}/cc=no_such_compiler/' kit/verify/judge/compile.sh
  run clean XDG_CACHE_HOME="$PWD/cache" kit/verify/grading/grade sub out
  assert_failure 3
  assert_output 'not graded: there is no C compiler'
}

@test "where programs may not run in TMPDIR, another directory serves" {
  # shellcheck disable=SC2016 # expanded there
  run unshare --user --map-root-user --mount bash -c '
    mkdir noexec && mount -t tmpfs -o noexec none noexec
    verify=$1 TMPDIR=$PWD/noexec
    source "$verify/lib/script.bash"
    source "$verify/grading/machine.bash"
    make_room
    [[ $scratch != */noexec/* && -z $(ls noexec) ]] && rmdir "$scratch" && echo elsewhere' bash "$verify"
  assert_output elsewhere
}

# results STOPPED STREAM: results.jq's answer for a lab01 with these.
results() {
  jq -n --rawfile points "$verify/grading/points" --arg seconds 1 --arg stopped "$1" --arg stream "$2" \
    '[{name: "lab01_uts", file: "a.c", state: "compiled", words: "", stream: $stream, why: null,
       stopped: ($stopped | if . == "" then null else tonumber end)}] as $labs | '"$(<"$verify/grading/results.jq")"
}

@test "checks that a submission has kept from ending are marked so; a report that lacks some is none" {
  local stream=$'1..7\nok 1 a host name that is set inside is the host name inside in 3ms\n'
  run jq -r '.score, .tests[1].output, .extra_data.labs.lab01_uts.state' <(results 300 "$stream")
  assert_output $'1\nthe checks of this lab were stopped after 300 seconds, which the submission has caused\nhangs'
  run results '' "$stream"
  assert_failure
  run results 300 $'1..7\nok 1 another check\n'
  assert_failure
}
