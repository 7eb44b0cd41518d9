#!/usr/bin/env bats
# The workshop: starter code, checks on every save, hints, solutions, the handout;
# and a participant who goes all the way, with wrong turns.
#
# shellcheck disable=SC2030,SC2031 # each test sets its own variables

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# shellcheck source=verify/lib/labs.bash
source "$verify/lib/labs.bash"

setup() {
  cd "$verify/.." || return
  export WORK=$BATS_TEST_TMPDIR/work
  in_kit=("${clean_environment[@]}" WORK="$WORK")
}
teardown() { [[ -z ${terminals_of-} ]] || close_terminals; }

# code FILE: a program without the comment at its top.
code() { awk '!/^\/\// { code = 1 } code' "$1"; }

# solve FILE NAME: write the finished program.
solve() { cp "$verify/../$(source_of "$2")" "$1"; }

@test "the starter code is the lab before, finished, below the task" {
  local i
  for i in 1 2 3 4 5; do
    "${in_kit[@]}" verify/workshop/exercise $((i + 1))
    diff <(code "${labs[i - 1]}/${labs[i - 1]}.c") <(code "$WORK/${labs[i]}.c")
    run head -n 3 "$WORK/${labs[i]}.c"
    assert_line --index 0 --partial "// ${labs[i]}: "
  done
  # lab01's is the same program without any flag.
  "${in_kit[@]}" verify/workshop/exercise 1
  run diff <(code lab01_uts/lab01_uts.c) <(code "$WORK/lab01_uts.c")
  assert_equal "${#lines[@]}" 2
  assert_line --index 1 --partial 'flags |= CLONE_NEWUTS;'
  # None of them is stored.
  assert grep -qx /work/ .gitignore
  run compgen -G 'verify/workshop/exercises/*.c'
  assert_failure
}

@test "each starter code compiles without a warning, and fails its checks with the flag that is missing" {
  local i flags=(UTS IPC PID NS USER NET)
  for i in 0 1 2 3 4 5; do
    "${in_kit[@]}" verify/workshop/exercise $((i + 1))
    run cc -Wall -Wextra -Wpedantic -o "$BATS_TEST_TMPDIR/a.out" "$WORK/${labs[i]}.c"
    assert_output ''
    run "${in_kit[@]}" verify/workshop/check $((i + 1))
    assert_failure 1
    assert_line --partial "Hint: missing among the clone flags: CLONE_NEW${flags[i]}"
    refute [ -e "$WORK/.passed" ]
  done
}

@test "exercise never overwrites what is there" {
  mkdir "$WORK"
  echo mine >"$WORK/lab02_ipc.c"
  run "${in_kit[@]}" verify/workshop/exercise 2
  assert_success
  assert_line --index 0 --partial 'lab02_ipc.c is there already, and stays as it is'
  assert_equal "$(cat "$WORK/lab02_ipc.c")" mine
}

@test "reset asks first, and keeps a backup each time" {
  "${in_kit[@]}" verify/workshop/exercise 2
  echo mine >"$WORK/lab02_ipc.c"
  run "${in_kit[@]}" verify/workshop/reset 2 </dev/null
  assert_failure 1
  assert_output --partial 'Nothing has changed.'
  assert_equal "$(cat "$WORK/lab02_ipc.c")" mine
  run "${in_kit[@]}" verify/workshop/reset 2 <<<y
  assert_success
  assert_equal "$(cat "$WORK/lab02_ipc.c.1")" mine
  assert grep -q 'int main' "$WORK/lab02_ipc.c"
  run "${in_kit[@]}" verify/workshop/reset 2 <<<y
  assert_success
  assert_equal "$(cat "$WORK/lab02_ipc.c.1")" mine
  assert [ -e "$WORK/lab02_ipc.c.2" ]
}

@test "a full disk: one line, and nothing is left, nothing lost" {
  mkdir "$WORK"
  # shellcheck disable=SC2016 # expanded by that shell
  run unshare --user --map-root-user --mount "${in_kit[@]}" sh -c '
    mount -t tmpfs -o size=12k full "$WORK"
    verify/workshop/exercise 3
    echo mine >"$WORK/lab02_ipc.c"
    head -c 12k /dev/zero >"$WORK/filler" 2>/dev/null
    rm "$WORK/lab03_pid.c"
    head -c 12k /dev/zero >>"$WORK/filler" 2>/dev/null
    echo full
    verify/workshop/exercise 3; echo "exit $?"
    echo y | verify/workshop/reset 2; echo "exit $?"
    ls -A "$WORK"
    cat "$WORK/lab02_ipc.c"'
  run sed '1,/^full$/d' <<<"$output"
  assert_equal "$(grep -c 'cannot write' <<<"$output")" 2
  assert_equal "$(grep -c '^exit 1$' <<<"$output")" 2
  run tail -n 3 <<<"$output"
  assert_output $'filler\nlab02_ipc.c\nmine'
}

@test "a work directory that cannot be: one line" {
  local command
  for command in exercise watch; do
    run "${in_kit[@]}" WORK=/proc/nosuch verify/workshop/"$command"
    assert_failure 1
    assert_equal "${#lines[@]}" 1
    assert_output --regexp '^cannot write (into )?/proc/nosuch'
  done
}

@test "watch says at once what the machine does not allow" {
  run unshare --user --map-root-user "${in_kit[@]}" sh -c '
    echo 0 >/proc/sys/user/max_user_namespaces
    VM=0 timeout 20 verify/workshop/watch'
  assert_failure 3
  assert_output --partial 'user.max_user_namespaces is 0'
  assert_equal "${#lines[@]}" 1
}

@test "no program, no such lab: one line" {
  run "${in_kit[@]}" verify/workshop/check 2
  assert_failure 1
  assert_output --partial 'lab02_ipc.c is not there: make exercise LAB=2'
  local command
  for command in exercise check watch hint solution reset; do
    run "${in_kit[@]}" verify/workshop/"$command" 7
    assert_failure 2
    assert_line --index 0 --partial "there is no lab '7'"
    assert_equal "${#lines[@]}" 1
  done
}

@test "hints come one at a time, at least three, and the last one again" {
  local name count i
  for name in "${labs[@]}" "${challenges[@]}"; do
    count=$(grep -c '^## ' "verify/workshop/exercises/$name.md")
    assert [ "$count" -ge 3 ]
    assert_equal "$(grep -c '^## ' "verify/workshop/exercises/$name.zh-CN.md")" "$count"
  done
  count=$(grep -c '^## ' verify/workshop/exercises/lab04_mount.md)
  for ((i = 1; i <= count + 1; i++)); do
    run "${in_kit[@]}" verify/workshop/hint 4
    assert_line --index 0 "lab04_mount, hint $((i < count ? i : count)) of $count:"
  done
  assert_output --partial 'make solution LAB=4'
  # Another lab has its own count.
  run "${in_kit[@]}" verify/workshop/hint 3
  assert_line --index 0 --partial 'lab03_pid, hint 1 of'
}

@test "solution asks first, and shows what is missing" {
  "${in_kit[@]}" verify/workshop/exercise 3
  run "${in_kit[@]}" verify/workshop/solution 3 </dev/null
  assert_failure 1
  refute_output --partial CLONE_NEWPID
  run "${in_kit[@]}" verify/workshop/solution 3 <<<y
  assert_success
  assert_line --regexp '^\+    flags \|= CLONE_NEWPID;'
  solve "$WORK/lab03_pid.c" lab03_pid
  run "${in_kit[@]}" verify/workshop/solution 3 <<<y
  assert_output --partial 'There is no difference'
}

@test "what has passed stays so until it changes" {
  mkdir "$WORK"
  solve "$WORK/lab01_uts.c" lab01_uts
  run "${in_kit[@]}" verify/workshop/check
  assert_success
  assert_line --partial '1/6'
  # Without LAB the next one is meant.
  run "${in_kit[@]}" verify/workshop/hint
  assert_line --index 0 --partial 'lab02_ipc, hint 1'
  echo >>"$WORK/lab01_uts.c"
  run "${in_kit[@]}" verify/workshop/hint
  assert_line --index 0 --partial 'lab01_uts, hint 1'
  # Another one passes all the same.
  solve "$WORK/lab02_ipc.c" lab02_ipc
  run "${in_kit[@]}" verify/workshop/check 2
  assert_success
  assert_line --partial '1/6'
}

@test "a program that passes is checked once more after it has changed, and watch leaves nothing running" {
  mkdir "$WORK"
  solve "$WORK/lab01_uts.c" lab01_uts
  "${in_kit[@]}" verify/workshop/check 1
  echo '// more' >>"$WORK/lab01_uts.c"
  run timeout 30 "${in_kit[@]}" verify/workshop/watch 1
  assert_success
  assert_output --partial 'lab01_uts is done.'
  run pgrep -f "inotifywait .*$WORK"
  assert_output ''
}

@test "what is no source is not read: one line" {
  local name
  mkdir "$WORK"
  mkfifo "$WORK/lab01_uts.c"
  ln -s /dev/zero "$WORK/lab02_ipc.c"
  mkdir "$WORK/lab03_pid.c"
  for name in 1 2 3; do
    run timeout 20 "${in_kit[@]}" verify/workshop/check "$name"
    assert_failure 1
    assert_equal "${#lines[@]}" 1
    assert_output --partial 'cannot be read, or is no source'
  done
}

@test "what others have planted in the work directory is not followed" {
  mkdir "$WORK"
  echo theirs >"$BATS_TEST_TMPDIR/file"
  ln -s "$BATS_TEST_TMPDIR/file" "$WORK/.hints"
  ln -s "$BATS_TEST_TMPDIR/file" "$WORK/.passed"
  "${in_kit[@]}" verify/workshop/hint 1
  solve "$WORK/lab01_uts.c" lab01_uts
  "${in_kit[@]}" verify/workshop/check 1
  assert_equal "$(cat "$BATS_TEST_TMPDIR/file")" theirs
  # Nor is a list that has no end.
  ln -sf /dev/zero "$WORK/.passed"
  run timeout 20 "${in_kit[@]}" verify/workshop/exercise
  assert_success
}

@test "what a program prints, or is called, drives no terminal" {
  local name=$'\e]0;title\a.sh'
  # shellcheck disable=SC2016 # for that shell
  printf '#!/bin/sh\nexec bash -c %q\n' \
    'while read -r line; do printf "\e[31m \xff \xc2\x9b31m \xe2\x80\xae \x01\n"; eval "$line"; done' >"$BATS_TEST_TMPDIR/$name"
  chmod +x "$BATS_TEST_TMPDIR/$name"
  PROGRAM=$BATS_TEST_TMPDIR/$name run "${in_kit[@]}" PROGRAM="$BATS_TEST_TMPDIR/$name" verify/verify 1
  assert_failure 1
  assert_equal "$(LC_ALL=C tr -d '\n' <<<"$output" | LC_ALL=C grep -c "[$(printf '\001')-$(printf '\037')]")" 0
  assert_equal "$(LC_ALL=C grep -cE $'\xc2\x9b|\xff|\xe2\x80\xae' <<<"$output")" 0
}

@test "what the compiler warns of stands beside a failed check" {
  "${in_kit[@]}" verify/workshop/exercise 1
  sed -i 's/^    int flags.*/&\n    flags || CLONE_NEWUTS;/' "$WORK/lab01_uts.c"
  run "${in_kit[@]}" verify/workshop/check 1
  assert_failure 1
  assert_output --partial 'The compiler has warned:'
  assert_output --partial 'Wunused-value'
}

@test "the handout has no solution, and its own check and watch work" {
  local out=$BATS_TEST_TMPDIR/handout
  run "${in_kit[@]}" verify/workshop/handout "$out"
  assert_success
  run grep -rlE 'flags \|= CLONE_NEW|unshare\(CLONE|NEWNS \||setns\(' "$out" --include='*.c' --include='*.h' --include='*.go' --include='*.sh' \
    --exclude=hold_mapping.c # the judge's
  assert_output ''
  run find "$out" -name '*.c' ! -path '*/host/*' ! -path '*/judge/*' -printf '%P\n'
  assert_output verify/workshop/exercises/lab01_uts.c
  cd "$out"
  in_kit+=(WORK=)
  run "${in_kit[@]}" make solution LAB=1
  assert_failure
  assert_line --index 0 'this kit was handed out without solutions: ask whoever runs your workshop'
  run "${in_kit[@]}" make exercise LAB=2
  assert_failure
  assert_line --index 0 'lab02_ipc begins where lab01_uts ends: have that pass its checks first'
  "${in_kit[@]}" make exercise
  sed -i 's/^    int flags.*/&\n    flags |= CLONE_NEWUTS; \/\/ my own words/' work/lab01_uts.c
  run "${in_kit[@]}" make check
  assert_success
  # The next one begins with the participant's own.
  run "${in_kit[@]}" make exercise
  assert_success
  run diff <(code work/lab01_uts.c) <(code work/lab02_ipc.c)
  assert_output ''
  # Marks begin with the kit's own programs, which are not here.
  run "${in_kit[@]}" make grade SUBMISSION=work
  assert_failure
  assert_line --index 0 'not graded: this kit was handed out without the finished programs, which grading begins with'
  # On the practice host, the participant's programs stand in for those of the pages.
  run "${in_kit[@]}" verify/practice-host sh -c './lab01_uts/lab01_uts sh -c "hostname mine; hostname"; hostname'
  assert_output $'mine\npractice-host'
  # What needs the finished programs says so.
  local target
  for target in 'diff LAB=2' 'map LAB=2' walkthrough tour record; do
    # shellcheck disable=SC2086 # words to be split
    run "${in_kit[@]}" make $target
    assert_failure
    assert_line --index 0 'this kit was handed out without the finished programs, which this needs'
  done
  run "${in_kit[@]}" make handout OUT=again
  assert_failure
}

# owners_terminal NAME: open a terminal of the owner's, in the kit.
owners_terminal() {
  terminals_of=run_as_owner
  open_terminal "$1" 100 50 "cd '$kit'; exec env HISTFILE= bash --norc"
}

# edit SCRIPT: the participant edits the program with sed(1), and saves it.
edit() { run_as_owner sed -i "$1" "$kit/work/$program"; }

@test "a participant goes from the first exercise to the sixth green lab, with wrong turns" {
  local kit program name
  kit=$(a_kit)
  run_as_owner rm -rf "$kit/work"
  owners_terminal first
  type_in first 'make watch'

  program=lab01_uts.c
  await first '0/6'
  await first 'work/lab01_uts.c is your starter code'
  # Saved as it is: the flag is missing.
  edit 's/^    int status;/&\n/'
  await first 'missing among the clone flags: CLONE_NEWUTS'
  # The first thing that is not true, and no other.
  await first ' failed ('
  assert_equal "$(shown first | grep -c '✗')" 1
  # A typo.
  edit 's/^    int flags.*/&\n    flags |= CLONE_NEWUTZ;/'
  await first 'CLONE_NEWUTZ'
  await first 'Hint: Fix the first error first'
  # The wrong flag.
  edit 's/CLONE_NEWUTZ/CLONE_NEWIPC/'
  await first 'CLONE_NEWIPC stands where CLONE_NEWUTS was wanted'
  edit 's/|= CLONE_NEWIPC/|= CLONE_NEWUTS/'
  await first '1/6'
  await first 'lab01_uts is done. What it shows: lab01_uts/README.md'
  await first 'work/lab02_ipc.c is your starter code'

  # Left, and come back to.
  press first C-c
  await_prompt first
  type_in first 'clear; make watch'
  program=lab02_ipc.c
  await first '1/6'
  await first 'work/lab02_ipc.c is your starter code'
  await first 'Watching it'
  # A hang.
  edit 's/^    execvp/    pause();\n&/'
  await first "nothing reads the program's standard input"
  # The file is gone; a second terminal brings it back.
  run_as_owner rm "$kit/work/$program"
  await first 'work/lab02_ipc.c is gone'
  owners_terminal second
  type_in second 'make exercise LAB=2; make hint'
  await second 'lab02_ipc, hint 1 of'
  await first 'missing among the clone flags: CLONE_NEWIPC'
  # An editor that puts a new file in the old one's place.
  run_as_owner sh -c "sed 's/^    flags |= CLONE_NEWUTS.*/&\n    flags |= CLONE_NEWIPC;/' '$kit/work/$program' >'$kit/work/new' && mv '$kit/work/new' '$kit/work/$program'"
  await first '2/6'

  program=lab03_pid.c
  await first 'work/lab03_pid.c is your starter code'
  edit 's/^    flags |= CLONE_NEWIPC.*/&\n    flags |= CLONE_NEWPID;/'
  await first '3/6'

  # The flag without its propagation.
  program=lab04_mount.c
  await first 'work/lab04_mount.c is your starter code'
  edit 's/^    flags |= CLONE_NEWPID.*/&\n    flags |= CLONE_NEWNS;/'
  await first 'a mount inside has appeared on the host'
  edit 's/^    execvp/    mount("none", "\/", NULL, MS_REC | MS_PRIVATE, NULL);\n&/; s/^#include <sys\/prctl.h>/#include <sys\/mount.h>\n&/'
  await first '4/6'

  for name in lab05_user lab06_net; do
    await first "work/$name.c is your starter code"
    run_as_owner cp "$kit/$name/$name.c" "$kit/work/"
  done
  await first 'All six are done.'
  run_as_owner make -C "$kit" grade SUBMISSION=work >"$BATS_TEST_TMPDIR/grade"
  run cat "$BATS_TEST_TMPDIR/grade"
  assert_output --partial '100 of 100'
}

@test "a participant does the challenges" {
  local kit name program lab
  kit=$(a_kit)
  run_as_owner rm -rf "$kit/work"
  owners_terminal first
  for name in "${challenges[@]}"; do
    program=$name.c
    lab=$(short_name "$name")
    type_in first "clear; make exercise LAB=$lab; make check LAB=$lab; echo starter \$? $name"
    await first "starter 2 $name"
    run_as_owner cp "$kit/verify/challenges/$program" "$kit/work/"
    type_in first "clear; make check LAB=$lab; echo solution \$? $name"
    await first "solution 0 $name"
  done
}
