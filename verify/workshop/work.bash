# shellcheck shell=bash
# A participant's work directory: one C file an exercise, and what is done.
#
# The directory is $WORK, by default work in the kit. In it: NAME.c, the
# participant's program; .passed, the sums of those that have passed their checks,
# as sha256sum(1) writes them, so that a program that has changed since has not; .hints,
# a line for each hint that has been seen.

verify=${BASH_SOURCE[0]%/*/*}
# shellcheck source=verify/lib/labs.bash
source "${BASH_SOURCE[0]%/*}/../lib/labs.bash"
# shellcheck source=verify/lib/script.bash
source "${BASH_SOURCE[0]%/*}/../lib/script.bash"

work=$(realpath -m -- "${WORK:-$verify/../work}")

# wanted LAB: print the name of the lab or challenge LAB, as exercise_name does; for an
# empty LAB, of the first lab that is not done, or of the last one.
wanted() {
  local name have
  if [[ -n $1 ]]; then
    exercise_name "$1"
    return
  fi
  have=$(all_done)
  for name in "${labs[@]}"; do is_done "$name" "$have" || break; done
  echo "$name"
}

# short NAME: print the name as it is typed for LAB, with WORK behind it where that
# is set.
short() { printf '%s%s\n' "$(short_name "$1")" "${WORK:+ WORK=$(printf %q "$WORK")}"; }

# program NAME: print the path of the participant's program.
program() { echo "$work/$1.c"; }

# is_source FILE: it is a file, of a size that a program of ours may have: no FIFO, no
# device, nothing endless.
is_source() { [[ -f $1 && -r $1 ]] && (($(stat -L -c %s "$1") <= 256 * 1024)); }

# all_done: print the names of those that are done: they have passed, and not changed
# since.
all_done() {
  local sum file
  is_source "$work/.passed" || return 0
  # One that has changed or gone is no error.
  while read -r sum file; do
    [[ $file != */* && $file == *.c ]] && is_source "$work/$file" &&
      printf '%s  %s\n' "$sum" "$file"
  done <"$work/.passed" |
    { (cd "$work" && LC_ALL=C sha256sum --check 2>/dev/null) || :; } | sed -n 's/\.c: OK$//p'
}

# is_done NAME [DONE]: it is one of them. DONE is what all_done has printed.
is_done() { [[ $'\n'${2-$(all_done)}$'\n' == *$'\n'"$1"$'\n'* ]]; }

# version NAME: print what changes with each save of the program: its file and time.
version() { stat -c '%i %.9Y' "$(program "$1")" 2>/dev/null || :; }

# note_done NAME SUM: the program with SUM has passed.
note_done() {
  local others=''
  ! is_source "$work/.passed" || others=$(grep -v " $1\.c\$" "$work/.passed") || :
  put "$work/.passed" "${others:+$others$'\n'}$2"
}

# put FILE TEXT [OPTION]: write TEXT into FILE in the work directory, whole or not at all.
# In a directory that others may write to as well, nothing of theirs is written into: the
# file is a new one, and takes FILE's place, not that of what FILE leads to. OPTION is
# for mv(1). Returns 1 if it cannot be.
put() {
  local new=$work/.new-$$-$RANDOM$RANDOM
  {
    (umask 022 && set -o noclobber && echo "$2" >"$new") &&
      mv -T "${@:3}" "$new" "$1" && [[ ! -e $new ]]
  } 2>/dev/null || {
    rm -f "$new"
    return 1
  }
}

# bar: print how far the participant is: a bar, and how many of the six are done.
bar() {
  local name line='' count=0 full='##' empty='--' have
  have=$(all_done)
  if [[ $(locale charmap 2>/dev/null) == UTF-8 ]]; then full='██' empty='░░'; fi
  for name in "${labs[@]}"; do
    if is_done "$name" "$have"; then
      line+=$full count=$((count + 1))
    else
      line+=$empty
    fi
  done
  printf '[%s] %d/%d\n' "$line" "$count" "${#labs[@]}"
}

# page NAME: print the path of the file with its task and hints.
page() { echo "$verify/../$(page_of "$1")"; }

# title NAME: print its first line.
title() { sed -n '1s/^# //p' "$(page "$1")"; }

# section NAME N: print section N of that file: 0 is the task, 1 the first hint.
section() {
  awk -v wanted="$2" '/^## / { n++; next } /^# / { next } n == wanted' "$(page "$1")" |
    sed -e '/./,$!d' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

# count_hints NAME: print how many hints there are.
count_hints() { grep -c '^## ' "$(page "$1")"; }

# solution_of NAME: print the path of the finished program. It is not there in a kit
# that has been handed out.
solution_of() { echo "$verify/../$(source_of "$1")"; }

# code FILE: print a program without the comment at its top.
code() { awk '!/^\/\// { code = 1 } code' "$1"; }

# starter NAME: print the starter code: the lab before, finished (for lab01, the
# same program without any flag; for a challenge, its lab), below the task. In a
# kit without solutions that is the participant's own. Returns 1, with a line, if
# there is none yet.
starter() {
  local before source first=${labs[0]}
  if [[ $1 == "$first" ]]; then
    before=$first
  elif is_challenge "$1"; then
    before=$(lab_of "$1")
  else
    before=$(lab_before "$1")
  fi
  source=$(solution_of "$before")
  if ! has_solutions && [[ $1 == "$first" ]]; then
    source=$verify/workshop/exercises/$1.c # there in a kit that has been handed out
  elif ! has_solutions; then
    source=$(program "$before")
    is_done "$before" || {
      text '%s begins where %s ends: have that pass its checks first' "$1" "$before" >&2
      return 1
    }
  fi
  {
    printf '%s: %s\n\n' "$1" "$(title "$1")"
    section "$1" 0
    echo
    text 'make watch says on every save what is not true yet. Stuck? make hint LAB=%s' "$(short "$1")"
  } | sed 's/^/\/\/ /; s/ *$//'
  if [[ $1 == "$first" ]]; then
    code "$source" | sed "/$(flag_of "$1")/d"
  else
    code "$source"
  fi
}

# begin NAME [FILE]: write the starter code, by default as the participant's program.
# Ends with a line if that cannot be; nothing is left then.
begin() {
  local file=${2:-$(program "$1")} code
  code=$(starter "$1") || exit 1
  # Never over a file that has come in the meantime.
  { mkdir -p "$work" 2>/dev/null && put "$file" "$code" -n; } ||
    die "$not_done" 'cannot write %s' "$(shown "$file")"
}

# present NAME: say what there is to do with new starter code.
present() {
  text '%s is your starter code. The task:' "$(shown "$(program "$1")")"
  printf '\n'
  section "$1" 0 | sed '/./s/^/  /'
  printf '\n'
  text 'Edit it. make check LAB=%s says what is not true yet, make watch says so on every save.' "$(short "$1")"
}

# ask FORMAT [ARGUMENT]...: ask the participant. Returns 0 for yes; anything else,
# the end of standard input too, is no.
ask() {
  local answer=''
  printf '%s [y/N] ' "$(text "$@")"
  read -r answer || echo
  [[ $answer == [yY]* || $answer == 是* ]]
}
