#!/usr/bin/env bats
# The rooms of verify/: which floor may source which, and what a suffix says.
#
# shellcheck disable=SC2016 # a line of a script, in quotes

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() { cd "$BATS_TEST_DIRNAME/.." || return; }

# files: print the paths of the files in verify/, from there.
files() { kit_files verify; }

# floor FILE: print the floor of a file by its room: a file sources only files of lower
# floors, and of its own room.
floor() {
  case $1 in
  lib/*) echo 1 ;;
  host/*) echo 2 ;;
  judge/*) echo 3 ;;
  grading/* | workshop/* | pages/* | vm/*) echo 4 ;;
  tests/*) echo 6 ;;
  doctor | practice-host) echo 3 ;; # commands of the host's floor
  *) echo 5 ;;                      # verify, setup, the paired scripts, the challenges
  esac
}

# sources: print a line "FILE SOURCED" for each file that another one sources.
sources() {
  local file sourced
  while IFS=: read -r file sourced; do
    printf '%s %s\n' "$file" "${sourced##*source=verify/}"
  done < <(grep -rE '^ *# shellcheck source=verify/' --exclude-dir=hostile .) | sed 's/^\.\///'
  while IFS=: read -r file sourced; do
    sourced=${sourced##*load }
    printf '%s %s.bash\n' "$file" "$(realpath -m --relative-to=. "$(dirname "$file")/$sourced")"
  done < <(grep -rE '^load ' --include='*.bats' .) | sed 's/^\.\///'
}

# upward: print the lines of standard input in which a file sources one of a higher floor,
# or of another room on its own floor.
upward() {
  local file sourced
  while read -r file sourced; do
    [[ ${file%%/*} != "${sourced%%/*}" ]] || continue
    (($(floor "$file") > $(floor "$sourced"))) || echo "$file sources $sourced"
  done
}

@test "no file sources one of a higher floor, or of another room on its own" {
  assert [ "$(sources | wc -l)" -gt 40 ]
  run upward < <(sources)
  assert_output ''
}

@test "a file that sources upward or sideways is noticed" {
  run upward <<<$'lib/a.bash judge/b.bash\npages/c workshop/d.bash\njudge/e.bash lib/f.bash'
  assert_output $'lib/a.bash sources judge/b.bash\npages/c sources workshop/d.bash'
}

# unseen FILE...: print the lines that source a file of ours without saying which.
unseen() {
  awk 'FNR == 1 { before = "" }
    /^ *source / && before !~ /shellcheck source=/ { print FILENAME ": " $0 }
    { before = $0 }' "$@"
}

@test "every source says which file it is, so that the tests above see it" {
  mapfile -t files < <(files | xargs grep -lE '^#!.*bash$|^# shellcheck shell=bash$')
  assert [ "${#files[@]}" -gt 30 ]
  run unseen "${files[@]}"
  assert_output ''
  printf 'source "$verify/lib/labs.bash"\n' >"$BATS_TEST_TMPDIR/file"
  run unseen "$BATS_TEST_TMPDIR/file"
  assert_output --partial 'source "$verify'
}

@test "sourced files end in .bash and are not executable; executed ones have no suffix" {
  local file
  while read -r file; do
    case $file in
    *.bash) assert [ ! -x "$file" ] ;;
    *.sh) assert [ ! -x "$file" ] ;; # what sh reads: in the practice host, or in a workflow
    esac
    [[ ! -x $file || $file == *.bats || ${file##*/} != *.* ]] || fail "$file is executable"
  done < <(files | grep -vE '^tests/(programs|hostile)/')
  for file in lib/labs.bash pages/tour host/init.sh; do assert [ -e "$file" ]; done
}

@test "the top of verify/ holds what a student opens" {
  run grep -vE '/|^(lab0[1-6]_[a-z]+\.bats|setup|verify|practice-host|doctor|README(\.zh-CN)?\.md)$' < <(files)
  assert_output ''
}
