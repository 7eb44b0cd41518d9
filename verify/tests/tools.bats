#!/usr/bin/env bats
# The commands around the labs: make.

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# shellcheck source=verify/lib/labs.bash
source "$BATS_TEST_DIRNAME/../lib/labs.bash"

# in_kit COMMAND...: at the top of the kit, in a new environment.
in_kit() { (cd "$verify/.." && clean "$@"); }

@test "make help lists every target in its group, within 80 columns, in both languages" {
  local targets target line language words
  # shellcheck source=verify/lib/columns.bash
  source "$verify/lib/columns.bash"
  read -r -d '' -a targets < <(make -C "$verify/.." -pn | sed -n 's/^\.PHONY: //p') || :
  assert [ "${#targets[@]}" -gt 15 ]
  for language in C zh_CN; do
    run in_kit KIT_LANGUAGE="$language" make help
    assert_success
    for target in "${targets[@]}"; do
      [[ $target == base ]] || assert_line --regexp "^  make $target( |$)"
    done
    for line in "${lines[@]}"; do
      measure "$line"
      assert [ "$columns" -le 80 ]
    done
    # From the first heading on, no line stands without a group.
    refute_line --index 0 --regexp '^ '
    words+=$output$'\n'
  done
  assert_equal "$(grep -cE '^(For students|For graders|For maintainers|学生用|评分|维护)' <<<"$words")" 6
}

@test "a target builds what it uses: a mistake in lab05 does not stop lab01" {
  local kit=$BATS_TEST_TMPDIR/kit
  cp -r "$verify/.." "$kit"
  cd "$kit"
  echo 'a mistake' >>lab05_user/lab05_user.c
  run in_kit make -C "$kit" verify LAB=lab01
  assert_success
  run in_kit make -C "$kit" tour LAB=1 </dev/null
  assert_success
  assert_line '    # hostname newuts'
  run in_kit make -C "$kit" map LAB=1
  assert_success
  assert_line --regexp 'host  +lab01_uts'
  run in_kit make -C "$kit" shell <<<'./lab01_uts/lab01_uts hostname; exit'
  assert_success
  assert_line practice-host
  # lab05 is not checked as it was.
  run in_kit make -C "$kit" verify LAB=5
  assert_failure 2
  assert_output --partial 'lab05_user.c'
  refute_output --partial passed
  run in_kit make -C "$kit" verify
  assert_failure 2
  refute_output --partial passed
}

@test "with PROGRAM, no lab is built" {
  local kit=$BATS_TEST_TMPDIR/kit lab
  cp -r "$verify/.." "$kit"
  for lab in "${labs[@]}"; do echo 'a mistake' >>"$kit/$(source_of "$lab")"; done
  run in_kit make -C "$kit" verify LAB=2 PROGRAM="$verify/../lab02_ipc/lab02_ipc.c"
  assert_success
  run in_kit make -C "$kit" verify LAB=challenge01 PROGRAM="$verify/challenges/challenge01_setns.c"
  assert_success
  # Without, it is.
  run in_kit make -C "$kit" verify LAB=2
  assert_failure 2
}

@test "ARGS are the arguments of PROGRAM" {
  local program=$BATS_TEST_TMPDIR/program
  printf '%s\n' '#!/bin/sh' '[ "$*" = "go on" ] || exit 3' 'exec unshare --uts sh' >"$program"
  chmod +x "$program"
  run in_kit make verify LAB=1 PROGRAM="$program" ARGS='go on'
  assert_success
  run in_kit make verify LAB=1 PROGRAM="$program"
  assert_failure 2
}

@test "make builds all six without a word, and clean removes them" {
  cp -r "$verify/.." "$BATS_TEST_TMPDIR/kit"
  cd "$BATS_TEST_TMPDIR/kit"
  in_copy() { clean make "$@"; }
  run in_copy clean
  assert_output ''
  assert_equal "$(find . -path './lab0*' -type f -perm -u+x | wc -l)" 0
  run in_copy
  assert_output ''
  assert_equal "$(find . -path './lab0*' -type f -perm -u+x | wc -l)" 6
}

@test "LAB may be 3, 03, lab03 or lab03_pid" {
  local lab
  for lab in 3 03 lab03 lab03_pid; do
    run in_kit make verify LAB="$lab"
    assert_success
    assert_output --partial 'lab03_pid: '
    refute_output --partial 'lab02_ipc: '
  done
}

# shellcheck disable=SC2016 # it is not to be expanded
@test "any other LAB is one clear line, and nothing is run" {
  local lab
  for lab in 0 7 003 lab3 lab07 'lab03_pid lab04_mount' '$(touch oops)' '; true' '*'; do
    run in_kit verify/verify "$lab"
    assert_failure 2
    assert_output "there is no lab '$lab': LAB is 1 to 6, or a name: ${labs[*]}"
  done
  for lab in challenge02 challenge0 'challenge03 challenge04'; do
    run in_kit verify/verify "$lab"
    assert_failure 2
    assert_output "there is no challenge '$lab': LAB is one of ${challenges[*]}"
  done
  run in_kit make verify 'LAB=; touch oops'
  assert_failure 2
  refute [ -e "$verify/../oops" ]
}

@test "the table of labs: each has the flag of its own kind, and the kinds of those before" {
  local name kinds='' before='' flag
  for name in "${labs[@]}"; do
    assert_equal "$(lab_before "$name")" "$before"
    kinds=${kinds:+$kinds }$(kinds_of "$name" | grep -o '[a-z]*$')
    assert_equal "$(kinds_of "$name")" "$kinds"
    flag=${kinds##* }
    [[ $flag != mnt ]] || flag=ns
    assert_equal "$(flag_of "$name")" "CLONE_NEW${flag^^}"
    before=$name
  done
  assert_equal "$kinds" 'uts ipc pid mnt user net'
}

@test "the table of labs: all files are there, and it names all that are there" {
  local name file
  cd "$verify/.."
  for name in "${labs[@]}" "${challenges[@]}"; do
    assert_equal "$(exercise_name "$(short_name "$name")")" "$name"
    assert_equal "$(kinds_of "$name")" "$(kinds_of "$(lab_of "$name")")"
    for file in source_of script_of page_of readme_of; do
      assert [ -f "$("$file" "$name")" ]
    done
  done
  run ls verify/lab*.bats verify/challenges/*.bats
  assert_equal "${#lines[@]}" $((${#labs[@]} + ${#challenges[@]}))
}

@test "make diff shows the one line that lab02, lab03 and lab06 add to the code" {
  local lab flag
  for lab in 2:IPC 3:PID 6:NET; do
    flag=CLONE_NEW${lab#*:}
    run in_kit make diff LAB="${lab%:*}"
    assert_success
    # Without the comments: one line more, none less.
    run grep -E '^[-+] +[^ /]' <<<"$output"
    assert_equal "${#lines[@]}" 1
    assert_output --partial "+    flags |= $flag;"
  done
}

@test "make diff LAB=1 says that there is nothing before it" {
  run in_kit verify/pages/diff 1
  assert_failure 2
  assert_output 'lab01_uts is the first lab: LAB=2 is the first step'
}

@test "a lab that is not built: one line says to run make" {
  cp -r "$verify/.." "$BATS_TEST_TMPDIR/kit"
  rm "$BATS_TEST_TMPDIR/kit/lab01_uts/lab01_uts"
  cd "$BATS_TEST_TMPDIR/kit"
  run in_kit "$BATS_TEST_TMPDIR/kit/verify/verify" 1
  assert_failure
  assert_output --partial 'lab01_uts is not there, or not executable: run make first'
}
