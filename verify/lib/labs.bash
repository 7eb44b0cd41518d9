# shellcheck shell=bash
# The labs and the challenges: what labs.table says of them, and where their files lie.
#
# In: $labs and $challenges hold their names, in order. A NAME below is one of these; a
# path is printed as seen from the top of the kit.

# shellcheck source=verify/lib/messages.bash
source "${BASH_SOURCE[0]%/*}/messages.bash"

labs=() challenges=()
declare -gA table_number=() table_flag=() table_directory=() table_kinds=()

# read_table: read labs.table into the arrays above.
read_table() {
  local what number name flag directory kinds
  while read -r what number name flag directory kinds; do
    case $what in
    lab) labs+=("$name") ;;
    challenge) challenges+=("$name") ;;
    *) continue ;;
    esac
    table_number[$name]=$number table_flag[$name]=$flag
    table_directory[$name]=$directory table_kinds[$name]=$kinds
  done <"${BASH_SOURCE[0]%/*}/labs.table"
}
read_table

# lab_name LAB: print the name of the lab that LAB means: 3, 03, lab03 or lab03_pid.
# challenge_name LAB: the same of a challenge: challenge03 or challenge03_init.
# exercise_name LAB: the same of either. Anything else is an error: one line on standard
# error, and 2 returned.
lab_name() {
  local name number
  for name in "${labs[@]}"; do
    number=${table_number[$name]}
    case $1 in
    "$number" | "0$number" | "lab0$number" | "$name")
      echo "$name"
      return
      ;;
    esac
  done
  text "there is no lab '%s': LAB is 1 to 6, or a name: %s" "$(printable "$1")" "${labs[*]}" >&2
  return 2
}
challenge_name() {
  local name
  for name in "${challenges[@]}"; do
    [[ $1 != "$name" && $1 != "$(short_name "$name")" ]] || {
      echo "$name"
      return
    }
  done
  text "there is no challenge '%s': LAB is one of %s" "$(printable "$1")" "${challenges[*]}" >&2
  return 2
}
exercise_name() { if [[ $1 == challenge* ]]; then challenge_name "$1"; else lab_name "$1"; fi; }

# is_challenge NAME: it is one, not a lab.
is_challenge() { [[ " ${challenges[*]} " == *" $1 "* ]]; }

# short_name NAME: print the shortest word that LAB may be for it: 3, or challenge03.
short_name() {
  local number=${table_number[$1]}
  if is_challenge "$1"; then echo "challenge0$number"; else echo "$number"; fi
}

# lab_of NAME: print the lab that it is, or that the challenge is of.
lab_of() { lab_name "${table_number[$1]}"; }

# lab_before LAB: print the lab before this one; nothing before the first.
lab_before() { ((table_number[$1] == 1)) || lab_name $((table_number[$1] - 1)); }

# flag_of LAB: print the clone flag that the lab adds. kinds_of NAME: print the kinds of
# namespaces that must be new.
flag_of() { echo "${table_flag[$1]}"; }
kinds_of() { echo "${table_kinds[$1]}"; }

# source_of NAME, script_of NAME, page_of NAME, readme_of NAME: print the path of the
# finished program, of its paired script, of its task and hints in the workshop, and of
# the lab's page, in which its challenge stands too. The pages are in the reader's
# language. A kit that was handed out has no finished programs.
source_of() { echo "${table_directory[$1]}/$1.c"; }
script_of() {
  if is_challenge "$1"; then echo "${table_directory[$1]}/$1.bats"; else echo "verify/$1.bats"; fi
}
page_of() { in_language "verify/workshop/exercises/$1.md"; }
readme_of() { in_language "$(lab_of "$1")/README.md"; }

# program_of NAME: print the path of what is checked where no program is named: what make
# has built of a lab; a challenge's source.
program_of() {
  if is_challenge "$1"; then source_of "$1"; else echo "${table_directory[$1]}/$1"; fi
}

# has_solutions: this kit has the finished programs; one that was handed out has not.
has_solutions() { [[ -e ${BASH_SOURCE[0]%/*}/../../$(source_of "${labs[-1]}") ]]; }

# need_solutions: end with a line where this kit has not.
need_solutions() {
  has_solutions || {
    text 'this kit was handed out without the finished programs, which this needs' >&2
    exit 1
  }
}
