#!/bin/sh
# compile: compile the one C source of a program that is not the kit's own. Every practice
# host has it as /compile.sh: no student's source is compiled in another way.
#
# Usage: sh /compile.sh SOURCE PROGRAM
#
# In:  SOURCE, a file whose name ends in .c. In the environment CC, the compiler, by
#      default cc; COMPILE_PATIENCE, see below, by default 30 seconds.
# Out: PROGRAM. On standard output, what the compiler says, warnings too, 8 KiB at most;
#      a line that begins with "compile: " is ours, see compiler_words.bash.
#      Exit status: 0; 1 if SOURCE does not compile, or takes more than its limits; 3,
#      with one line, if no source can be compiled here.
#
# Compilers differ in what they warn of and what they refuse: gcc 14 made errors of what
# gcc 12 warns of, clang 16 did the same, and each has its own option to take that back.
# With these, gcc 10 to 16 and clang take the same programs. Nothing is optimized, as with
# a plain "cc SOURCE".
#
# The limits are a process's: processor time, addresses and the size of a file. A busy
# machine makes none of them shorter. Only a compiler that has not ended after
# COMPILE_PATIENCE is looked at: if it sleeps, SOURCE includes a pipe or a terminal; if it
# is at work, the machine is too slow.
#
# Sources: gcc(1) (-fpermissive), gcc.gnu.org/gcc-14/porting_to.html, prlimit(1),
# proc_pid_stat(5), timeout(1) (--foreground: it signals the watcher alone), setsid(1).

source=$1 program=$2 cc=${CC:-cc} patience=${COMPILE_PATIENCE:-30}
limits='--cpu=5:10 --as=2147483648 --fsize=8388608' # seconds, bytes

main() {
  command -v "$cc" >/dev/null || cannot 'there is no C compiler'
  log=$(mktemp) || cannot 'there is no room for a file'
  # shellcheck disable=SC2046 # words to be split
  watched "$cc" $(options) -o "$program" "$source" >"$log" 2>&1
  status=$?
  [ "$status" = 0 ] || explain
  grep -v '^collect2: ' "$log" | head -c 8192
  rm -f "$log"
  [ "$status" = 0 ] || {
    rm -f "$program"
    exit 1
  }
}

# cannot SENTENCE: no source can be compiled here.
cannot() {
  echo "compile: $1"
  exit 3
}

# options: print what makes this compiler take what the others take.
options() {
  echo '-std=gnu11 -Wall -Wextra'
  # Macros stand for numbers, where the compiler has them: clang calls itself gcc 4, too.
  # shellcheck disable=SC2046 # two words
  set -- $(echo '__clang_major__ __GNUC__' | timeout "$patience" "$cc" -E -P -x c - 2>/dev/null)
  case $1 in
  [0-9]*)
    echo -Wno-unknown-warning-option
    for warning in implicit-function-declaration implicit-int int-conversion return-type \
      return-mismatch incompatible-pointer-types incompatible-function-pointer-types; do
      echo "-Wno-error=$warning"
    done
    ;;
  *)
    echo -fmax-errors=20
    case $2 in 1[4-9] | [2-9][0-9]) echo -fpermissive ;; esac
    ;;
  esac
}

# watched COMMAND...: run the compiler, in a process group of its own. Returns its exit
# status; 124 if it sleeps when its time is up, 125 if it is at work.
watched() {
  # shellcheck disable=SC2016,SC2086 # expanded by that shell; words to be split
  timeout --foreground --preserve-status --signal USR1 --kill-after 10 "$patience" sh -c '
    late() {
      status=124
      for stat in /proc/[0-9]*/stat; do
        read -r _ _ state _ group _ <"$stat" || continue
        [ "$group" != "$compiler" ] || case $state in R | D) status=125 ;; esac
      done 2>/dev/null
      kill -KILL "-$compiler"
      exit "$status"
    }
    trap late USR1
    setsid "$@" </dev/null &
    compiler=$!
    wait "$compiler"' watched prlimit $limits -- "$@"
}

# explain: the compiler has failed, with $status. Say why, where it does not say so itself;
# end where it is not the source's doing.
explain() {
  works || cannot "the compiler cannot compile an empty program: $(head -n 1 "$log.empty")"
  case $status in
  124) echo 'compile: the compiler waits without end: the source includes what is no file' ;;
  125) cannot 'the compiler has not ended in time, and is still at work: the machine is too slow' ;;
  esac
  if grep -q 'CPU time limit exceeded' "$log"; then
    echo 'compile: the compiler has used up its 5 seconds of a processor'
  elif grep -q 'File size limit exceeded' "$log"; then
    echo 'compile: the program is larger than 8 MiB'
  elif grep -qE 'Killed signal|out of memory|virtual memory exhausted' "$log"; then
    echo 'compile: the compiler has used up its memory'
  fi
}

# works: the compiler compiles a program that has nothing wrong with it.
works() {
  printf '#include <%s.h>\n' sched stdio unistd >"$log.c"
  echo 'int main(void) { return 0; }' >>"$log.c"
  patience=60
  watched "$cc" -o "$log.out" "$log.c" >"$log.empty" 2>&1
  works=$?
  rm -f "$log.c" "$log.out"
  return "$works"
}

main
