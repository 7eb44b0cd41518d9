#!/bin/sh
# compile_sources: compile the sources of a submission; runs in a practice host.
#
# In:  the files NAME.c in the working directory. What the compiler says of a
#      source may name it otherwise: see verify/grading/grade.
# Out: on standard output a tar archive. For each NAME.c it holds NAME.words, what
#      the compiler said, and NAME, the program, if there is one. Exit status: 0, or 3
#      if this machine cannot compile; then the archive holds why, a line.
#
# The sources lie alone in a directory, so there is nothing that they could
# include but the system's headers. See judge/compile.sh for the limits.

for source in *.c; do
  name=${source%.c}
  {
    sh /compile.sh "$source" "$name" >"$name.words"
    [ $? -lt 3 ] || mv "$name.words" why
  } &
done
wait
rm -f ./*.c ./*.sh
tar -cf - .
[ ! -e why ] || exit 3
