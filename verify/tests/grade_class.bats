#!/usr/bin/env bats
# The class grader: names, order, interruption, faults of a machine, other machines.
#
# shellcheck disable=SC2016,SC2119,SC2120 # names are literal; settings may be left out

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# The machine is asked once whether it can grade at all.
setup_file() {
  cd "$BATS_FILE_TMPDIR" || return
  mkdir nothing
  clean XDG_CACHE_HOME="$BATS_FILE_TMPDIR" "$verify/grading/grade" nothing >/dev/null
}

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  mkdir class
}

# grade_class [NAME=VALUE]...: grade directory class into out, in a new environment.
grade_class() {
  clean XDG_CACHE_HOME="$BATS_FILE_TMPDIR" "$@" \
    "$verify/grading/grade-class" class out </dev/null
}

# submission NAME: an empty submission, graded soonest.
submission() { mkdir "class/$1"; }

@test "directory names may hold anything; grades.csv is sorted, and no cell is a formula" {
  submission $'new\nline'
  submission '=HYPERLINK("x")'
  submission "it's \$(touch oops) \"\`b\`\" & <b>"
  submission 张三
  cp "$verify/../lab01_uts/lab01_uts.c" class/张三
  echo '#error' >class/a_file
  run grade_class
  assert_success
  assert_line 'Passed over, because they are no submissions: a_file '
  run cat out/grades.csv
  assert_output '"submission","lab01_uts","lab02_ipc","lab03_pid","lab04_mount","lab05_user","lab06_net","total"
"'\''=HYPERLINK(""x"")",0,0,0,0,0,0,0
"it'\''s $(touch oops) ""`b`"" & <b>",0,0,0,0,0,0,0
"new\nline",0,0,0,0,0,0,0
"张三",15,0,0,0,0,0,15'
  assert_equal "$(jq .score $'out/submissions/new\nline/results.json')" 0
  run tidy -errors -quiet out/grades.html
  assert_output ''
  run grep -c -e '<script' -e 'http' -e '<b>' out/grades.html
  assert_output 0
  run ls
  assert_output $'class\nout'
}

@test "interrupted, and run again: what was graded stays, what was not follows" {
  submission a
  submission b
  submission c
  # A job of its own, for Ctrl-C goes to all of it.
  setsid --wait bash -c 'echo $$ >job; exec "$@"' bash \
    env --default-signal=INT -i HOME="$HOME" XDG_CACHE_HOME="$BATS_FILE_TMPDIR" PATH="${PATH##*/bats-core:}" JOBS=1 "$verify/grading/grade-class" class out \
    </dev/null >log 2>&1 3>&- 4>&- &
  until [[ -n $(compgen -G 'out/.work/*/results.json') ]]; do :; done
  kill -INT -- "-$(<job)"
  wait $! || :
  refute [ -e out/grades.csv ]
  local first
  first=$(stat -c '%n %Y %i' out/.work/*/results.json)
  run grade_class
  assert_success
  assert_line --index 0 --regexp '^[12] of 3 submissions are graded already.$'
  run stat -c '%n %Y %i' out/.work/*/results.json
  assert_output --partial "$first"
  assert_equal "$(wc -l <out/grades.csv)" 4
}

@test "a submission that has changed is graded again, the others are not" {
  submission a
  submission b
  grade_class
  cp "$verify/../lab01_uts/lab01_uts.c" class/b
  run grade_class
  assert_line --index 0 '1 of 2 submissions are graded already.'
  assert_equal "$(sed -n '3s/.*,//p' out/grades.csv)" 15
}

# faulty COUNT: a directory for PATH whose jq fails COUNT times to read bats's report.
faulty() {
  mkdir bin
  cat >bin/jq <<END
#!/bin/sh
case "\$*" in
*results.jq*)
  echo >>'$PWD/calls'
  [ "\$(wc -l <'$PWD/calls')" -gt $1 ] || exit 1
  ;;
esac
exec '$(command -v jq)' "\$@"
END
  chmod +x bin/jq
  echo "$PWD/bin:${PATH##*/bats-core:}"
}

@test "a fault of the machine is tried again" {
  submission a
  cp "$verify/../lab01_uts/lab01_uts.c" class/a
  run grade_class PATH="$(faulty 2)"
  assert_success
  assert_equal "$(wc -l <calls)" 3
  assert_equal "$(sed -n '2s/.*,//p' out/grades.csv)" 15
}

@test "one that stays is said, and nobody is marked for it" {
  submission a
  submission b
  run grade_class PATH="$(faulty 1000)"
  assert_failure 1
  assert_line --partial '  a: the report of bats is not complete'
  assert_line --partial '  b: the report of bats is not complete'
  assert_equal "$(grep -c ',"not graded"$' out/grades.csv)" 2
  # Each twice, and each once more, twice.
  assert_equal "$(wc -l <calls)" 8
}

@test "on two other machines, over ssh" {
  submission a
  submission b
  cp "$verify/../lab01_uts/lab01_uts.c" class/b
  local config host
  config=$(ssh_config "SetEnv XDG_CACHE_HOME=$BATS_FILE_TMPDIR")
  for host in one two; do echo "1/ssh -F $config $host"; done >hosts
  run grade_class HOSTS=hosts
  assert_success
  assert_equal "$(sed -n '3s/.*,//p' out/grades.csv)" 15
  # Each has had one.
  run cut -f 2 out/.work/joblog
  assert_line --regexp ' one$'
  assert_line --regexp ' two$'
}

@test "OUT and SUBMISSIONS that hold each other are refused, and nothing is lost" {
  submission submissions
  cp "$verify/../lab01_uts/lab01_uts.c" class/submissions
  local out
  for out in class . class/submissions; do
    run clean "$verify/grading/grade-class" class "$out"
    assert_failure 2
    assert_equal "${#lines[@]}" 1
  done
  run clean "$verify/grading/grade-class" class/submissions class
  assert_failure 2
  assert [ -s class/submissions/lab01_uts.c ]
}

@test "a submission that cannot be collected is listed, not marked, and not forgotten" {
  submission a
  submission b
  # As root everything can be read: a sandbox that does not start will do.
  mkdir bin
  printf '#!/bin/sh\ncase "$*" in *class/a*) exit 1 ;; esac\nexec %s "$@"\n' "$(command -v bwrap)" >bin/bwrap
  chmod +x bin/bwrap
  run grade_class PATH="$PWD/bin:${PATH##*/bats-core:}"
  assert_failure 1
  assert_line '  a'
  assert_equal "$(sed -n '2s/.*,//p' out/grades.csv)" '"not graded"'
  assert_equal "$(sed -n '3s/.*,//p' out/grades.csv)" 0
}

@test "wrong arguments: one line, status 2" {
  local settings
  for settings in JOBS=0 JOBS=x HOSTS=/nosuch; do
    run grade_class "$settings"
    assert_failure 2
    assert_equal "${#lines[@]}" 1
  done
  run grade_class
  assert_failure 2
  assert_output 'there is no submission in SUBMISSIONS=class'
}

@test "a name is kept byte for byte: an empty directory gets nobody else's marks" {
  mkdir class/alice $'class/alice\n' $'class/alice\e[31m' $'class/\u202ealice'
  cp "$verify/../lab01_uts/lab01_uts.c" class/alice
  run grade_class
  assert_success
  assert_equal "$(jq .score out/submissions/alice/results.json) $(jq .score $'out/submissions/alice\n/results.json')" '15 0'
  run cut -d , -f 1,8 out/grades.csv
  assert_line '"alice",15'
  assert_line '"alice\n",0'
  assert_line '"alice\e[31m",0'
  assert_line '"\u{202e}alice",0'
  # Nothing in either file drives a terminal, or turns its writing around.
  run env LC_ALL=C grep -lP '[\x00-\x08\x0b-\x1f\x7f]|\xe2\x80[\xaa-\xae]' out/grades.csv out/grades.html
  assert_output ''
}

@test "a flat download, archives and directories are submissions; a link and a stray file are said" {
  local lab=lab01_uts
  cp "$verify/../$lab/$lab.c" class/doejane_LATE_41_91_lab01_uts.c
  cp "$verify/../$lab/$lab.c" class/roejohn_42_92_lab01_uts.c
  echo x >class/roejohn_43_93_lab02_ipc.c
  # Two of one name: the numbers tell them apart.
  cp "$verify/../$lab/$lab.c" class/lileo_51_1_lab01_uts.c
  echo x >class/lileo_52_2_lab01_uts.c
  mkdir sub
  cp "$verify/../$lab/$lab.c" sub
  bsdtar -acf class/zhang.zip -C sub .
  tar -czf class/wang.tar.gz sub
  ln -s ../sub class/link
  echo x >class/README
  run grade_class
  assert_success
  assert_line 'Passed over, because they are no submissions: README link '
  run cut -d , -f 1,8 out/grades.csv
  assert_output $'"submission","total"\n"doejane",15\n"lileo_51",15\n"lileo_52",0\n"roejohn",15\n"wang.tar.gz",15\n"zhang.zip",15'
}
