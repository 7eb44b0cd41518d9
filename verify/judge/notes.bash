# shellcheck shell=bash
# The judge's notes about one lab. bats runs setup_file, every test and teardown_file in
# processes of their own, so what one finds out reaches the others in a file.
#
# The notes lie in the directory $LAB_NOTES, which no program under test can reach:
#
#   note         written by                    says
#   in out pid clock   open_host               FIFOs: to the shell, from it, from the practice
#                                              host, to the clock
#   ask seen     begin_snapshot                FIFOs: to the witness, and from it
#   given_up     give_up                       why no further check can be made
#   told         resume_lab                    that a check has said so
#   hint         give_up, examine, because     the hint that fits
#   late         clock                         why a wait was too long
#   said         read_to                       what the program printed before its shell answered
#   warnings     await_caller                  what the compiler warned of
#   exit_status  read_to                       how the program has ended
#   mapping      examine                       that the mapping was not the wanted one
#   program      before_call                   the file of the program (ordinary.bash)
#   table        examine                       the namespaces of host and lab
#   isolation    start_lab                     what isolates the shell that the pipe leads to
#   changed      new_changes, find_left        what of the host has changed, as a check has told
#   explained    explain                       the explanation that was given last

# note NAME TEXT: write the note.
note() { printf '%s\n' "$2" >"$LAB_NOTES/$1"; }

# note_also NAME TEXT: add a line to the note.
note_also() { printf '%s\n' "$2" >>"$LAB_NOTES/$1"; }

# noted NAME: print the note; nothing where there is none.
noted() { [[ ! -e $LAB_NOTES/$1 ]] || printf '%s\n' "$(<"$LAB_NOTES/$1")"; }

# is_noted NAME: there is such a note, and it says something.
is_noted() { [[ -s $LAB_NOTES/$1 ]]; }

# because HINT: a check fails for this reason, unless a more telling one is noted.
because() { is_noted hint || note hint "$1"; }

# give_up REASON [HINT]: fail, and all further checks of the file with it, so that no
# second wait is too long.
give_up() {
  printf '%s\n' "$1" | tee -a "$LAB_NOTES/given_up" >&2
  [[ -z ${2-} ]] || note hint "$2"
  return 1
}

# machine_fault REASON: give up, for the fault of this machine and not of the program.
# The file $FAULTS, where there is one, tells whoever has called bats.
machine_fault() {
  [[ -z ${FAULTS-} ]] || printf '%s: %s\n' "$LAB_NAME" "$1" >>"$FAULTS"
  give_up "$1" "$(text 'this machine is at fault, not the program: verify/doctor says more')"
}
