#!/usr/bin/env bats
# How the commands start and end: --help, unknown options, arguments too many, and the exit
# statuses of README's table.

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# shellcheck source=verify/lib/script.bash
source "$BATS_TEST_DIRNAME/../lib/script.bash"

setup() { cd "$BATS_TEST_DIRNAME/../.." || return; }

six='LAB is 1 to 6, or a name: lab01_uts lab02_ipc lab03_pid lab04_mount lab05_user lab06_net'

bats_require_minimum_version 1.5.0 # for --separate-stderr

# commands: print the commands of the kit: what is executable and has a line of usage. (The
# guard is practice-host's own, clock and report the judge's.)
commands() {
  find verify -type f -perm -u+x ! -name '*.bats' ! -path '*/node_modules/*' \
    ! -path 'verify/tests/*/*' ! -path 'verify/grading/*' ! -path 'verify/judge/*' ! -name guard \
    -exec grep -l '^# Usage: ' {} + | sort
}

# status_for COMMAND: print the status for wrong arguments: practice-host hands on
# another command's.
status_for() { case $1 in */practice-host) echo 125 ;; *) echo "$wrong_arguments" ;; esac }

# begin COMMAND [ARGUMENT]...: run it without terminal, and keep its outputs apart.
begin() { run --separate-stderr env LC_ALL=C.UTF-8 timeout 10 "$@" </dev/null; }

# refuses STATUS WORD COMMAND [ARGUMENT]...: it ends with STATUS, and with one line that
# names WORD, and where the usage is not known, the command.
refuses() {
  begin "${@:3}"
  # shellcheck disable=SC2154 # run sets stderr_lines
  [[ $status == "$1" && -z $output && ${#stderr_lines[@]} == 1 && $stderr == *"'$2'"* &&
    $stderr == *"${3##*/}"* ]] ||
    fail "$* ends with $status, and says: $output$stderr"
}

@test "there are commands to be tried" {
  run commands
  assert [ "${#lines[@]}" -gt 18 ]
  assert_line verify/verify
  assert_line verify/workshop/check
}

@test "--help prints the manual: name, usage, and what goes in and comes out" {
  local command
  while read -r command; do
    begin "$command" --help
    [[ $status == 0 && -z $stderr && $output == *"Usage: "*"$command"* ]] ||
      fail "$command: $output$stderr"
    [[ $command != */setup ]] || continue # sh's
    assert_line --index 0 --regexp "^${command##*/}: "
    assert [ "${#lines[@]}" -gt 2 ]
    refute_output --partial '#!'
    refute_output --partial 'set -euo'
  done < <(commands)
}

@test "an unknown option: one line that names it, and the status for wrong arguments" {
  local command
  while read -r command; do
    # bats's options are the test's.
    [[ $command == */test ]] || refuses "$(status_for "$command")" --nosuch "$command" --nosuch
  done < <(commands)
}

@test "an argument too many: one line that names it, and the status for wrong arguments" {
  local command
  while read -r command; do
    case $command in
    # As many as you like.
    */walkthrough | */practice-host | */break | */test | */setup | */vm/machine | */vm/run) ;;
    */vm/kernel) refuses "$wrong_arguments" 3 "$command" 1 2 3 ;;
    */vm/boot) refuses "$wrong_arguments" 4 "$command" 1 2 3 4 ;;
    */doctor | */help | */message_template | */record | */matrix)
      refuses "$wrong_arguments" 1 "$command" 1
      ;;
    */narrator) refuses "$wrong_arguments" 5 "$command" 1 2 3 4 5 ;;
    *) refuses "$wrong_arguments" 2 "$command" 1 2 ;;
    esac
  done < <(commands)
}

@test "a lab that there is not: one line, and the status for wrong arguments" {
  local command
  for command in verify/verify verify/pages/{diff,map,tour,walkthrough} \
    verify/workshop/{exercise,check,watch,hint,solution,reset}; do
    begin "$command" 7
    assert_failure "$wrong_arguments"
    assert_output ''
    assert_equal "$stderr" "there is no lab '7': $six"
  done
}

@test "what is typed drives no terminal when it is shown again" {
  begin verify/verify $'\e[31m7\xe2\x80\xae'
  assert_failure "$wrong_arguments"
  assert_equal "$stderr" "there is no lab '?[31m7': $six"
  begin verify/pages/diff $'--\a\n'
  assert_equal "$stderr" "there is no option '--??'. Usage: verify/pages/diff LAB"
  begin env PROGRAM=$'no\e[31m\nsuch' verify/verify 3
  assert_equal "$stderr" 'PROGRAM=no?[31m?such is not there'
}

@test "a machine that cannot: three, not the status of a check that is not true" {
  local bin=$BATS_TEST_TMPDIR/bin name
  mkdir "$bin"
  for name in bash env realpath dirname cat sed id perl; do
    ln -s "$(command -v "$name")" "$bin"
  done
  for name in verify/{verify,pages/tour,pages/walkthrough,workshop/watch}; do
    begin env -i PATH="$bin" "$name"
    assert_failure "$machine_cannot"
    assert_output ''
    assert_equal "${#stderr_lines[@]}" 1
    [[ $stderr == *'sh verify/setup '* ]] || fail "$name says: $stderr"
  done
}

@test "README's table has the statuses that the commands have" {
  local page status
  assert_equal "$not_done $wrong_arguments $machine_cannot" '1 2 3'
  for page in README.md README.zh-CN.md; do
    for status in 0 "$not_done" "$wrong_arguments" "$machine_cannot" 125; do
      run grep -c "^| $status |" "$page"
      assert_output 1
    done
  done
}
