#!/usr/bin/env bats
# Right programs, whatever their language and system calls, pass every check; and
# the program of the notes passes all but what it really gets wrong.
#
# shellcheck disable=SC2154 # failed and report come from judge.bash

load judge

verify=$BATS_TEST_DIRNAME/..

# shellcheck source=verify/lib/labs.bash
source "$BATS_TEST_DIRNAME/../lib/labs.bash"

# assert_right COMMAND...: COMMAND makes the program, at the path that is its last
# argument; as each of the six labs it passes.
assert_right() {
  for lab in "${labs[@]}"; do
    "$@" "$BATS_TEST_TMPDIR/$lab"
    judge "$BATS_TEST_TMPDIR/$lab"
    assert_equal "$lab fails: $failed" "$lab fails: "
    refute [ -z "$report" ]
  done
}

compiled() {
  cc -Wall -Wextra -Wpedantic -Werror -o "$2" "$verify/tests/programs/$1"
}

@test "the kit's own, with clone(2)" {
  assert_right install_own
}
install_own() { cp "$verify/../$lab/$lab" "$1"; }

@test "the system call clone, without a stack" {
  assert_right compiled raw_clone.c
}

@test "clone3(2)" {
  assert_right compiled clone3.c
}

@test "unshare(2) and fork(2)" {
  assert_right compiled unshare_fork.c
}

@test "clone(2) in the manner of vfork(2)" {
  assert_right compiled vfork_like.c
}

@test "a helper between program and shell" {
  assert_right compiled double_fork.c
}

@test "bash for sh, and unshare(2) flag by flag" {
  assert_right compiled bash_shell.c
}

@test "a child that asks again and again whether there is a mapping" {
  assert_right compiled ask_again.c
}

@test "a shell script on unshare(1)" {
  assert_right cp "$verify/tests/programs/unshare_script.sh"
}

@test "a program that ignores SIGTERM, and so does its shell" {
  assert_right ignoring_sigterm
}
ignoring_sigterm() {
  sed 's/^    if (strcmp/    signal(SIGTERM, SIG_IGN);\n&/' "$verify/../$lab/$lab.c" | cc -x c -o "$1" -
}

@test "mounts made slaves, where the kit makes them private" {
  assert_right with_slaves
}
with_slaves() {
  sed 's/MS_PRIVATE/MS_SLAVE/' "$verify/../$lab/$lab.c" | cc -x c -o "$1" -
}

@test "the notes' Go program fails the checks of its status, its mounts in lab04 and its mapping in lab05 and lab06" {
  go build -o "$BATS_TEST_TMPDIR/by_the_book" "$verify/tests/programs/by_the_book.go"
  local expected hint status_check='after exit N the program has ended, with status N, and has left nothing'
  for lab in "${labs[@]}"; do
    expected=$status_check hint='the program must pass on what waitpid(2) has found'
    case $lab in
    lab04_mount)
      expected="the host's mount table and /proc never changed, although / is a shared mount"$'\n'$status_check
      hint='a mount inside has appeared on the host, for / is a shared mount: make every mount private'
      ;;
    lab05_user)
      expected='called by an ordinary user, it maps 10000 to exactly that user and that group'
      expected+=$'\n'$status_check
      hint='the ID outside is the constant 0, which is right under sudo only'
      ;;
    lab06_net)
      expected="uid_map and gid_map are exactly: 10000, the caller's own ID, one"
      expected+=$'\nthe mapping was there before the shell was started'
      expected+=$'\ncalled by an ordinary user, it maps 10000 to exactly that user and that group'
      expected+=$'\n'$status_check
      hint='uid_map is empty: without a mapping every ID inside is 65534'
      ;;
    esac
    cp "$BATS_TEST_TMPDIR/by_the_book" "$BATS_TEST_TMPDIR/$lab"
    judge "$BATS_TEST_TMPDIR/$lab"
    run sed -n 's/^not ok [0-9]* //p' <<<"$report"
    assert_equal "$lab: $output" "$lab: $expected"
    assert_hint "$hint"
  done
}

@test "a file of the machine that is replaced in the meantime is not the program's doing" {
  # As packages do it that are installed: a new file in the old one's place.
  # shellcheck disable=SC2016 # expanded by that bash
  run unshare --user --map-root-user --mount --ipc --uts --net bash -c '
    mkfifo "$2/ask" "$2/seen"
    cd "$2" && touch old mounted && mount --bind old mounted
    unshare --mount bash -c "$(<"$1/judge/witness.bash")" witness $$ <ask >seen &
    exec 3>ask 4<seen
    glance() {
      echo mounts >&3
      while read -r line && [[ -n $line ]]; do echo "${line::8}"; done <&4
    }
    read -r _ <&4
    touch new && mv new old
    grep -c "old//deleted" /proc/$$/mountinfo
    glance
    umount mounted
    glance' bash "$(realpath "$verify")" "$BATS_TEST_TMPDIR"
  assert_output $'1\nmounts -'
}
