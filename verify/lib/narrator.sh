#!/usr/bin/env bash
# narrator: the upper part of the tour's screen. It tells the text of a lab's
# README and, on Enter, types the commands into the two terminals below.
#
# Usage: narrator.sh FILE SCRATCH TERMINAL TERMINAL
#
# In:  FILE, the README; SCRATCH, the directory of the tmux server; the panes.
# Out: when it ends, so does the tour.
set -uo pipefail

verify=$(dirname "$(dirname "$(realpath "$0")")")
# shellcheck source=verify/lib/walkthrough.sh
source "$verify/lib/walkthrough.sh"
scratch=$2 terminals=("$3" "$4")
# shellcheck disable=SC2034 # for walkthrough.sh
declare -A meaning=() owner=()
read_walkthrough "$1"

trap 'tm kill-server' EXIT
trap exit INT TERM HUP

# tell STEP TEXT: TEXT on an empty screen, and what to press.
tell() {
  clear
  # Markdown's marks are for the page.
  sed -E 's/^#+ //; s/\*\*//g; s/\[([^]]*)\]\([^)]*\)/\1/g' <<<"$2"
  echo
  printf '%s ' "$(text '[%d/%d] Enter: go on; q: end; F2, F3: type there yourself; F1: back here' \
    "$(($1 + 1))" "${#kinds[@]}")"
}

# key: wait for Enter. Ends the tour on q.
key() {
  local pressed
  while IFS= read -r -s -n 1 pressed; do
    case $pressed in
    '') return ;;
    q | Q) exit ;;
    esac
  done
  exit
}

place=("$(text left)" "$(text right)")
for i in "${!kinds[@]}"; do
  if [[ ${kinds[i]} == say ]]; then
    tell "$i" "${texts[i]}"
    key
    continue
  fi
  command=$(filled_in "${texts[i]}") || continue
  tell "$i" "$(printf '→ %s: %s %s' "${place[$(terminal_for "${prompts[i]}")]}" "${prompts[i]}" "$command")"
  key
  # Whoever has typed there may have left it elsewhere than at the prompt.
  until play "$i" >"$scratch/problem" 2>&1; do
    tell "$i" "$(<"$scratch/problem")"
    key
  done
  compare "$i" >/dev/null || :
done
tell "$i" '✓'
key
