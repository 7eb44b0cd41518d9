#!/bin/sh
# caller: call the program under test, as a student's shell does; runs in the practice host.
#
# Usage: sh -c "$(cat caller.sh)" caller PROGRAM GO LEFT CALL [ARGUMENT]...
#
# In:  PROGRAM, the name of a file in the working directory, a program or its C source;
#      ARGUMENTs for the program; CALL, a file here with what calls it, or nothing; on
#      standard input a line GO whenever the program is to be called.
# Out: on standard output what the compiler says; "GO ready", or "GO not compiled" and the status of compile.sh; and,
#      whenever the program has ended, LEFT and its exit status.
#
# The caller outlives the program, so that the host can be looked at afterwards. What was
# typed for a shell that has gone is no GO.

program=$1 go=$2 left=$3 call=$4
shift 4
case $program in
*.c)
  sh /compile.sh "./$program" "./${program%.c}" </dev/null
  status=$?
  if [ "$status" != 0 ]; then
    echo "$go not compiled $status"
    read -r line
    exit
  fi
  program=${program%.c}
  ;;
esac
call_program() { "./$program" "$@"; }
# shellcheck source=/dev/null
[ -z "$call" ] || . "./$call"
echo "$go ready"
while read -r line; do
  [ "$line" = "$go" ] || continue
  call_program "$@"
  echo "$left$?"
done
