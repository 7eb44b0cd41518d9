#!/usr/bin/env bats
# judge/compile.sh, the one way to compile a student's source: every compiler at hand comes
# to the same verdict, and says why; limits count processor time; what is the machine's
# fault is told apart.

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() { cd "$BATS_TEST_TMPDIR" || return; }

# compile SOURCE: as in a practice host, with compiler $CC.
compile() { sh "$verify/judge/compile.sh" "$1" program; }

# compilers: print the names of those that are installed.
compilers() { compgen -c | grep -xE '(gcc|clang)(-[0-9]+)?' | sort -u; }

# kind NAME: write a source that gcc 12 warns of and gcc 14 or clang 16 refuses, NAME.c.
kind() {
  {
    case $1 in
    no_declaration) echo 'int main(void) { exit(write(1, "ran", 3) != 3); }' ;;
    int_as_pointer) echo 'int main(void) { char *p = 0; p = 1 + (p - p); return !p; }' ;;
    pointer_as_int) echo 'int main(void) { char c; int i = &c; return i == 0; }' ;;
    other_pointer) echo 'int main(void) { long n = 0; int *p = &n; return *p; }' ;;
    other_function)
      printf '%s\n' '#define _GNU_SOURCE' '#include <sched.h>' 'static char stack[4096];' \
        'static int child(char **a) { return a != 0; }' \
        'int main(void) { return clone(child, stack + 4096, 0x11, 0) < 0; }'
      ;;
    no_type) echo 'main() { static x; return x; }' ;;
    no_value) echo 'int f(int i) { if (i) return; return 1; } int main(void) { return !f(0); }' ;;
    value_of_void) echo 'void f(void) { return 1; } int main(void) { f(); return 0; }' ;;
    esac
  } >"$1.c"
}

@test "what new compilers refuse and old ones take compiles with each, and each warns" {
  local CC name
  assert [ -n "$(compilers)" ]
  for CC in $(compilers); do
    export CC
    for name in no_declaration int_as_pointer pointer_as_int other_pointer other_function \
      no_type no_value value_of_void; do
      kind "$name"
      run compile "$name.c"
      [[ $status == 0 ]] || fail "$CC refuses $name: $output"
      [[ $output == *'warning: '* ]] || fail "$CC says nothing of $name"
      run ./program
      assert_success
    done
    sed 's/#define _GNU_SOURCE//' "$verify/../lab01_uts/lab01_uts.c" >lab.c
    run compile lab.c
    assert_failure 1
    assert_output --partial 'error: '
  done
}

@test "the kit's own programs compile with each, and without a word" {
  local CC program
  for CC in $(compilers); do
    export CC
    for program in "$verify"/../lab0?_*/*.c; do
      run compile "$program"
      assert_success
      assert_output ''
    done
  done
}

# words: what compile SOURCE says, as people see it.
words() {
  # shellcheck source=verify/judge/compiler_words.bash
  (source "$verify/judge/compiler_words.bash" && { compile "$1" || :; } | compiler_words)
}

@test "what to add is said, whichever compiler complains" {
  local CC gnu=' is declared where the first line is #define _GNU_SOURCE, and #include <sched.h> follows'
  printf '%s\n' '#include <sched.h>' \
    'int main(void) { puts("x"); return clone(0, 0, CLONE_NEWUTS, 0); }' >lab.c
  kind other_function
  for CC in $(compilers); do
    export CC
    run words lab.c
    assert_line "clone$gnu"
    assert_line "CLONE_NEWUTS$gnu"
    assert_line 'puts is not declared: add the line #include <stdio.h>'
    run words other_function.c
    assert_line 'clone() wants a function of this type: int child(void *argument)'
    # Nothing is advised where nothing is missing.
    run words "$verify/../lab01_uts/lab01_uts.c"
    assert_output ''
  done
}

# busy_compiler WHAT: a directory for PATH whose cc does WHAT, and then compiles.
busy_compiler() {
  mkdir bin
  printf '#!/bin/sh\n%s\nexec %s "$@"\n' "$1" "$(command -v cc)" >bin/cc
  chmod +x bin/cc
  PATH=$PWD/bin:$PATH
}

@test "a compiler that works without end is stopped by processor time, and that is the source's" {
  printf '%s\n' '#include __FILE__' '#include __FILE__' >source.c
  run compile source.c
  assert_failure 1
  echo 'int main(void) { return 0; }' >source.c
  # shellcheck disable=SC2016 # expanded by that cc
  busy_compiler 'case "$*" in *source.c*) while :; do :; done ;; esac'
  run compile source.c
  assert_failure 1
  assert_output --partial 'compile: the compiler has used up its 5 seconds of a processor'
}

@test "a compiler that waits is stopped, and that is the source's" {
  mkfifo fifo
  echo '#include "fifo"' >source.c
  COMPILE_PATIENCE=5 run compile source.c
  assert_failure 1
  assert_output --partial 'compile: the compiler waits without end'
  run pgrep -f "$PWD/source.c"
  assert_output ''
}

@test "a compiler that is still at work after its time is the machine's fault" {
  echo 'int main(void) { return 0; }' >source.c
  busy_compiler 'case "$*" in *-o*) while :; do :; done ;; esac'
  COMPILE_PATIENCE=1 run compile source.c
  assert_failure 3
}

@test "no compiler, and one that can compile nothing, are the machine's fault: one line, 3" {
  echo 'int main(void) { return 0; }' >source.c
  CC=no_such_compiler run compile source.c
  assert_failure 3
  assert_output 'compile: there is no C compiler'
  busy_compiler 'echo "no room on the disk"; exit 1'
  run compile source.c
  assert_failure 3
  assert_output 'compile: the compiler cannot compile an empty program: no room on the disk'
  refute [ -e program ]
}

@test "what the compiler says is cut" {
  printf '#error "%s"\n' "$(head -c 100000 /dev/zero | tr '\0' x)" >source.c
  run compile source.c
  assert_failure 1
  assert [ "${#output}" -le 8192 ]
}
