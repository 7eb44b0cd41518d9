# shellcheck shell=bash
# shellcheck disable=SC2034,SC2295 # padded is for the caller; patterns they are
# How wide text is on a terminal, where a sign of Chinese takes two columns, and how
# to break it there.
#
# What stands between $bold_on and $bold_off is to be bold; they take no column.

bold_on=$'\x02' bold_off=$'\x03'
# The signs that are wide, see Unicode's UAX #11; those that must not end a line,
# and those that must not begin one. (They are for patterns of bash: glibc knows no
# such ranges in regular expressions.)
wide='ᄀ-ᅟ⺀-〾ぁ-꓏가-힣豈-﫿︰-﹯！-｠￠-￦'
# shellcheck disable=SC1111 # Chinese has these quotes
opening="“‘（「《【$bold_on" closing="”’，。、：；！？）」》】…—,.:;!?)$bold_off"

# measure TEXT: set $columns to how many it takes. Whatever the caller's locale,
# a sign is not a byte here.
measure() {
  local LC_ALL=C.UTF-8 signs
  signs=${1//[$bold_on$bold_off]/}
  columns=${signs//[!$wide]/}
  columns=$((${#signs} + ${#columns}))
}

# pad COLUMNS TEXT: set $padded to TEXT, and blanks up to that many columns.
pad() {
  local columns
  measure "$2"
  printf -v padded '%s%*s' "$2" "$((columns < $1 ? $1 - columns : 0))" ''
}

# break_lines COLUMNS FIRST REST TEXT: append TEXT to the array $folded, in lines of at most
# so many columns, of which the first begins with FIRST, the others with REST. Lines
# end between words, or between signs of Chinese. What is longer is cut.
break_lines() {
  local LC_ALL=C.UTF-8 line=$2 begun='' blanks piece rest n columns
  next_piece "$4"
  while [[ -n $piece ]]; do
    measure "$line$blanks$piece"
    if ((columns <= $1)); then
      line+=$blanks$piece begun=yes
      next_piece "$rest"
      continue
    elif [[ -z $begun ]]; then
      for ((n = ${#piece}; n > 1 && columns > $1; n--)); do measure "$line${piece:0:n-1}"; done
      line+=${piece:0:n} piece=${piece:n}
      [[ -n $piece ]] || next_piece "$rest"
    fi
    folded+=("$line")
    line=$3 begun='' blanks=''
  done
  [[ -z $begun && $line == "$3" ]] || folded+=("$line")
}

# next_piece TEXT: set $blanks, $piece and $rest: the blanks at its begin, what must stay
# together after them, and what follows.
next_piece() {
  local part
  blanks=${1%%[! ]*}
  piece=${1#"$blanks"}
  rest=${piece#"${piece%%[!$opening]*}"}
  if [[ ${rest:0:1} == [$wide] ]]; then part=${rest:0:1}; else part=${rest%%[ $wide$opening]*}; fi
  rest=${rest#"$part"}
  rest=${rest#"${rest%%[!$closing]*}"}
  piece=${piece%"$rest"}
}
