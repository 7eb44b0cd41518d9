#!/bin/sh
# compile_sources: compile the sources of a submission; runs in a practice host.
#
# In:  the files NAME.c in the working directory. What the compiler says of a
#      source may name it otherwise: see verify/grading/grade.
# Out: on standard output a tar archive. For each NAME.c it holds NAME, the
#      program, or NAME.why, what the compiler said (at most 8 KiB).
#
# The sources lie alone in a directory, so there is nothing that they could
# include but the system's headers. Each may take five seconds.

for source in *.c; do
  name=${source%.c}
  {
    timeout 5 cc -std=gnu11 -O2 -o "$name" "$source" </dev/null >"$name.log" 2>&1
    status=$?
    if [ "$status" != 0 ]; then
      {
        [ "$status" != 124 ] || echo 'the compiler has not ended within 5 seconds'
        grep -v '^collect2: ' "$name.log" | head -c 8192
      } >"$name.why"
      rm -f "$name"
    fi
    if [ -e "$name" ] && [ "$(stat -c %s "$name")" -gt 8388608 ]; then
      echo 'the program is larger than 8 MiB' >"$name.why"
      rm -f "$name"
    fi
    rm -f "$name.log"
  } &
done
wait
rm -f ./*.c
exec tar -cf - .
