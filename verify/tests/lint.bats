#!/usr/bin/env bats
# What tools can tell of the sources without running them, and the run-time
# checkers of compilers and valgrind.
#
# shellcheck disable=SC2016 # scripts in quotes are for the practice host

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() { cd "$kit" || return; }

programs=("$kit"/lab0?_*/*.c)
standalone=("${programs[@]}" "$kit"/verify/challenges/*.c)
sources=("${standalone[@]}" "$kit"/verify/{host,judge}/*.c)
test_programs=("$kit"/verify/tests/programs/*.c)
scripts() {
  grep -rlIE --exclude-dir={.git,node_modules} '^#!.*(sh|bats)$|^# shellcheck shell=' . | sort
}

# checked_build OPTION...: compile the six labs with these options of gcc.
checked_build() {
  local program name
  for program in "${programs[@]}"; do
    name=${program##*/}
    name=${name%.c}
    mkdir "$BATS_TEST_TMPDIR/$name"
    gcc -std=gnu11 -g "$@" -o "$BATS_TEST_TMPDIR/$name/$name" "$program"
  done
}
# on_host COMMAND: run COMMAND for each $lab of these, on a practice host.
on_host() {
  local lab files=()
  for lab in "$BATS_TEST_TMPDIR"/lab0?_*; do files+=(--file "$lab"); done
  run "$kit/verify/practice-host" "${files[@]}" sh -c "for lab in lab0?_*; do $1; done"
}

@test "shellcheck has nothing to say" {
  mapfile -t files < <(scripts)
  assert [ "${#files[@]}" -gt 20 ]
  run shellcheck --external-sources "${files[@]}"
  assert_output ''
}

@test "shfmt has nothing to change" {
  local files
  mapfile -t files < <(scripts)
  assert [ "${#files[@]}" -gt 20 ]
  run shfmt -d "${files[@]}"
  assert_output ''
}

@test "clang-format has nothing to change" {
  run clang-format --dry-run --Werror "${sources[@]}" "${test_programs[@]}" \
    verify/tests/programs/*.h
  assert_output ''
  assert_success
}

@test "clang-tidy has nothing to say" {
  run clang-tidy --quiet --warnings-as-errors='*' "${sources[@]}" -- -std=gnu11
  assert_success
}

@test "cppcheck has nothing to say" {
  run cppcheck --quiet --enable=warning,style,performance,portability \
    --suppress=normalCheckLevelMaxBranches --inline-suppr --error-exitcode=1 "${sources[@]}"
  assert_success
  assert_output ''
}

@test "gcc and clang compile without a warning, and gcc -fanalyzer finds nothing" {
  local program level
  for program in "${sources[@]}" "${test_programs[@]}"; do
    run gcc -std=gnu11 -Wall -Wextra -Wpedantic -fanalyzer -O2 -c \
      -o "$BATS_TEST_TMPDIR/a.o" "$program"
    assert_output ''
    for level in -O0 -O2; do
      run clang -std=gnu11 -Wall -Wextra -Wpedantic "$level" -c \
        -o "$BATS_TEST_TMPDIR/a.o" "$program"
      assert_output ''
    done
  done
}

@test "cc without any flag builds each lab, from that one file" {
  local program
  for program in "${standalone[@]}"; do
    cp "$program" "$BATS_TEST_TMPDIR/lab.c"
    run sh -c "cd '$BATS_TEST_TMPDIR' && cc lab.c"
    assert_output ''
    assert_success
  done
}

# clone_comes_first FILE: FILE calls clone(2) before any system call that guards clone.
clone_comes_first() {
  local clone guard
  clone=$(grep -nm 1 ' = clone(' "$1" | cut -d : -f 1)
  guard=$(grep -nEm 1 '^ .*(pipe2|prctl|poll|kill|close|write)\(' "$1" | cut -d : -f 1)
  [[ -n $clone && -n $guard ]] && ((clone < guard))
}

@test "a reader meets clone() before what guards it" {
  local program
  for program in "${programs[@]}"; do
    assert clone_comes_first "$program"
  done
  tac "$program" >"$BATS_TEST_TMPDIR/upside_down.c"
  refute clone_comes_first "$BATS_TEST_TMPDIR/upside_down.c"
}

# long_functions FILE...: print the C functions that have over 40 lines.
long_functions() {
  awk '/^[a-z].*\)$/ { name = $0; start = FNR }
    /^}$/ && FNR - start > 40 { print FILENAME ": " name }' "$@"
}

@test "no function of a program is over 40 lines" {
  assert_equal "$(long_functions "${sources[@]}")" ''
  local long=$BATS_TEST_TMPDIR/long.c
  { echo 'int main(void)' && echo '{' && yes '    pause();' | head -n 39 && echo '}'; } >"$long"
  assert_equal "$(long_functions "$long")" "$long: int main(void)"
}

@test "AddressSanitizer and UBSan find nothing, on any way through the labs" {
  checked_build -fsanitize=address,undefined -fno-sanitize-recover
  on_host './$lab/$lab true; ./$lab/$lab nosuch; ./$lab/$lab --help; ./$lab/$lab sh -c "exit 3"; ./$lab/$lab sh -c "kill -9 \$\$"'
  refute_output --regexp 'ERROR|runtime error|Sanitizer'
  assert_output --partial 'cannot run'
}

@test "valgrind finds nothing" {
  checked_build
  on_host 'valgrind --quiet --error-exitcode=99 --leak-check=full --track-fds=no ./$lab/$lab true && echo clean; valgrind --quiet --error-exitcode=99 ./$lab/$lab nosuch; echo $?'
  assert_equal "$(grep -c '^clean$' <<<"$output")" 6
  assert_equal "$(grep -c '^127$' <<<"$output")" 6
  refute_output --partial '=='
}

# hidden: print "FUNCTION FILE" for each function of the scripts that bears the name of a
# command of the system, or of a builtin of bash.
hidden() {
  local file name
  while read -r file; do
    while read -r name; do
      [[ -z $(type -P "$name") && $(type -t "$name") != builtin ]] || echo "$name $file"
    done < <(sed -nE 's/^ *([a-z_]+)\(\) .*/\1/p' "$file")
  done
}

@test "no function hides a command of the system" {
  # (A script that lies, and sh's setup, which uses no install(1).)
  run hidden < <(scripts | grep -vE 'tests/programs|verify/setup$')
  assert_output ''
  echo 'split() { :; }' >"$BATS_TEST_TMPDIR/script"
  run hidden <<<"$BATS_TEST_TMPDIR/script"
  assert_output "split $BATS_TEST_TMPDIR/script"
}

# Files that are being rebuilt, and not held to it yet.
crowded='verify/(judge|grading|host|doctor|practice-host)|tests/(hostile/|(collect|doctor|grade|grade_class|practice_host|hostile|setup|workshop)\.bats)'

# long_lines FILE...: print the lines of more than 100 columns. One string, such as a
# message, and the name of a test stay in one line.
long_lines() {
  LC_ALL=C.UTF-8 grep -HnP '^.{101}' "$@" |
    LC_ALL=C.UTF-8 grep -vP "'[^']{50,}('|$)|\"[^\"]{50,}(\"|$)|:@test \"" || :
}

@test "no line of code has more than 100 columns" {
  local long=$BATS_TEST_TMPDIR/long
  mapfile -t files < <(scripts | grep -vE "$crowded")
  files+=(Makefile "${sources[@]}" "${test_programs[@]}")
  assert [ "${#files[@]}" -gt 60 ]
  run long_lines "${files[@]}"
  assert_output ''
  printf '%0101d\n' 0 >"$long"
  run long_lines "$long" Makefile
  assert_output --partial "$long:1:00"
}
