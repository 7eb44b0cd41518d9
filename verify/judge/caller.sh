#!/bin/sh
# caller: call the program under test, as a student's shell does; runs in the practice host.
#
# Usage: sh -c "$(cat caller.sh)" caller PROGRAM GO LEFT CALL [ARGUMENT]...
#
# In:  PROGRAM, the name of a file in the working directory, a program or its C source;
#      ARGUMENTs for the program; CALL, a file here with what calls it, or nothing; on
#      standard input a line GO whenever the program is to be called, and "GO terminal"
#      when that is to be on a terminal.
# Out: on standard output what the compiler says; "GO ready", or "GO not compiled" and the
#      status of compile.sh; and, whenever the program has ended, "GO" and each change of a
#      setting that only a process in here sees, and LEFT and the program's exit status.
#
# The caller outlives the program, so that the host can be looked at afterwards. What was
# typed for a shell that has gone is no GO.

program=$1 go=$2 left=$3 call=$4
shift 4
settings=''
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

# call_on_terminal ARGUMENT...: the same on a terminal, which script(1) makes, with Ctrl-C
# as it is by default: a shell has what it starts in the background ignore that. No ARGUMENT
# has a blank in it. A dumb terminal has no colours and no editing.
call_on_terminal() {
  # shellcheck disable=SC2016 # expanded by perl, and by the shell that script starts
  PROGRAM=$program ARGUMENTS=$* TERM=dumb SHELL=/bin/sh perl -e '
    $SIG{INT} = $SIG{QUIT} = "DEFAULT"; exec @ARGV or die "@ARGV: $!\n"' \
    script --quiet --return --command 'set -f; exec "./$PROGRAM" $ARGUMENTS' /dev/null
}

# look_at_settings: set $settings to the one that only a process in here sees: the largest
# PID is a setting of each PID namespace since Linux 6.14. See proc_sys_kernel(5).
look_at_settings() {
  [ ! -w /proc/sys/kernel/pid_max ] || settings="kernel/pid_max:$(cat /proc/sys/kernel/pid_max)"
}

# tell_end STATUS: say that the program has ended, and what it has changed.
tell_end() {
  look_at_settings
  [ "$settings" = "$before" ] || printf '%s\n' "$go settings - $before" "$go settings + $settings"
  echo "$left$1"
}

look_at_settings
before=$settings
# shellcheck source=/dev/null
[ -z "$call" ] || . "./$call"
echo "$go ready"
while read -r line; do
  case $line in
  "$go")
    call_program "$@"
    tell_end $?
    ;;
  "$go terminal")
    call_on_terminal "$@"
    status=$?
    echo # which may be taken for a prompt
    tell_end "$status"
    ;;
  esac
done
