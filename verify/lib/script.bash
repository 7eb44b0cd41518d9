# shellcheck shell=bash
# shellcheck disable=SC2034 # statuses and options are for the command
# How every command of the kit starts, and how it ends.
#
# The head comment of a command is its manual: a line "NAME: what the command does", a line
# "Usage: ...", and the rest. A command sources this file, and then calls take_arguments.

# shellcheck source=verify/lib/messages.bash
source "${BASH_SOURCE[0]%/*}/messages.bash"

# The exit statuses of all commands, see README.md. (Only practice-host, which passes on
# the status of another command, has 125 for the last two.)
not_done=1 wrong_arguments=2 machine_cannot=3

# take_arguments MOST [OPTION]... -- [ARGUMENT]...: sort the ARGUMENTs of a command that
# takes MOST operands and these OPTIONs: "--name", or "--name=" where a value follows as the
# next argument. Sets the array arguments to the operands, and option[--name] to the
# value, or to "yes". --help prints the manual and ends with 0. An option that the command
# does not know, or an operand too many, ends the command with $wrong_arguments.
take_arguments() {
  local most=$1 known=' '
  shift
  for (( ; ; )); do
    [[ $1 != -- ]] || break
    known+="$1 "
    shift
  done
  shift
  declare -gA option=()
  arguments=()
  while (($#)); do
    if [[ $1 == --help ]]; then
      manual && exit
    elif [[ $1 == -- ]]; then
      arguments+=("${@:2}")
      break
    elif [[ $1 == -?* && $known == *" $1= "* ]]; then
      (($# > 1)) || die "$wrong_arguments" '%s wants a value. Usage: %s' "$1" "$(usage)"
      option[$1]=$2
      shift
    elif [[ $1 == -?* && $known == *" $1 "* ]]; then
      # shellcheck disable=SC2034 # read by the command that sources this
      option[$1]=yes
    elif [[ $1 == -?* ]]; then
      die "$wrong_arguments" "there is no option '%s'. Usage: %s" "$(printable "$1")" "$(usage)"
    else
      arguments+=("$1")
    fi
    shift
  done
  ((${#arguments[@]} <= most)) ||
    die "$wrong_arguments" "one argument too many: '%s'. Usage: %s" \
      "$(printable "${arguments[most]}")" "$(usage)"
}

# manual: print the head comment of the command. usage: print its first line of usage.
manual() { sed -n '2,${/^#/!q; s/^# \{0,1\}//p}' "$0"; }
usage() { sed -n '/^# Usage: /{s///p;q}' "$0"; }

# die STATUS FORMAT [ARGUMENT]...: end the command with STATUS, and with this message on
# standard error, a format as for text. $said_by stands before the message, where the
# command's standard error is not its alone.
die() {
  printf '%s%s\n' "${said_by-}" "$(text "${@:2}")" >&2
  exit "$1"
}

# need_tool TOOL TARGET: end the command where TOOL is not installed; setup brings it for
# this target of make.
need_tool() {
  command -v "$1" >/dev/null ||
    die "$machine_cannot" '%s is not installed: run %s' "$1" "sh verify/setup $2"
}

# make_scratch CLEAN_UP: make the directory $scratch, which goes when the command ends, by
# a signal too, after CLEAN_UP (a function, or :) has been called.
make_scratch() {
  local ended=''
  # A terminal that is closed signals twice: the second must not end the cleaning.
  # shellcheck disable=SC2064 # expanded now
  trap "trap '' HUP INT TERM; $1; rm -rf \"\${scratch-}\"" EXIT
  # A signal waits while the directory has no name yet.
  trap 'ended=129' HUP
  trap 'ended=130' INT
  trap 'ended=143' TERM
  scratch=$(trap '' HUP INT TERM && mktemp -d)
  trap - HUP INT TERM
  [[ -z $ended ]] || exit "$ended"
}

# shown PATH: print PATH as one would type it from here, in one line that drives no terminal.
shown() { printable "$(realpath --relative-base="$PWD" -m -s -- "$1")"; }
