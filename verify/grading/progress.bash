# shellcheck shell=bash
# One line on a terminal that says how far the grading of a class has come.
#
# In: $names, $ids and $verify of grade-class.
#
# shellcheck disable=SC2154 # these

# shellcheck source=verify/lib/columns.bash
source "${BASH_SOURCE[0]%/*}/../lib/columns.bash"

# show_progress COUNT: read "begin ID" and "end ID STATUS" from standard input, and show on
# standard error, if that is a terminal, how many of COUNT are graded, who is being graded,
# and how long it will take. Returns 1 if one has ended with another status than 0.
show_progress() {
  local word id status ended=0 failed=0 begin=$SECONDS line i
  declare -A now=() name_of=()
  for i in "${!ids[@]}"; do name_of[${ids[i]}]=${names[i]}; done
  while read -r word id status; do
    case $word in
    begin) now[$id]=${name_of[$id]-$id} ;;
    end)
      unset "now[$id]"
      ended=$((ended + 1))
      [[ $status == 0 ]] || failed=1
      ;;
    esac
    [[ -t 2 ]] || continue
    line=$(text '%s of %s graded%s; now: %s' "$ended" "$1" "$(time_left "$1")" \
      "$(printf '%s\0' "${now[@]}" | "$verify/grading/visible" | tr '\0' ' ')")
    show_line "$line"
  done
  [[ ! -t 2 ]] || printf '\r\e[K' >&2
  return "$failed"
}

# time_left COUNT: print how long the rest will take, when some have ended.
time_left() {
  local left
  ((ended)) || return 0
  left=$(((SECONDS - begin) * ($1 - ended) / ended))
  text ', about %s min %s s left' "$((left / 60))" "$((left % 60))"
}

# show_line LINE: in place of the last one, cut to the terminal's width.
show_line() {
  local size line=$1 columns width
  size=$(stty size <&2 2>/dev/null) || size='24 80'
  width=${size#* }
  ((width > 0)) || width=80
  while measure "$line" && ((columns >= width)); do line=${line:0:${#line}-1}; done
  printf '\r\e[K%s' "$line" >&2
}
