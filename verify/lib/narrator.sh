#!/usr/bin/env bash
# narrator: the upper part of the tour's screen. It tells the text of a lab's
# README, page by page, and on Enter types the commands into the two terminals below.
#
# Usage: narrator.sh FILE SCRATCH TERMINAL TERMINAL
#
# In:  FILE, the README; SCRATCH, the directory of the tmux server; the panes.
# Out: when it ends, so does the tour.
set -uo pipefail

verify=$(dirname "$(dirname "$(realpath "$0")")")
# shellcheck source=verify/lib/walkthrough.sh
source "$verify/lib/walkthrough.sh"
# shellcheck source=verify/lib/pages.sh
source "$verify/lib/pages.sh"
scratch=$2 terminals=("$3" "$4")
declare -A meaning=() owner=()
told='' command='' counter='' page=0 last='' drawing='' resized=''

main() {
  local i text_before='' count=0 new=yes
  read_walkthrough "$1"
  trap 'tm kill-server' EXIT
  trap exit INT TERM HUP QUIT
  trap 'resized=yes; [[ -n $drawing ]] || draw' WINCH
  # What is pressed while a command runs is not shown.
  stty -echo
  for i in "${!kinds[@]}"; do
    if [[ ${kinds[i]} == say ]]; then
      text_before=${texts[i]} new=yes
      [[ ${kinds[i + 1]-say} == say ]] || continue
    fi
    count=$((count + 1)) counter=$count/$steps last=''
    [[ -n ${kinds[i + 1]-} ]] || last=yes
    page=0
    # What has been read stands there still, its last page, until all its commands
    # are typed.
    [[ -n $new ]] || page=1000
    new=''
    if [[ ${kinds[i]} == say ]]; then
      tell "$text_before"
    else
      take_step "$i" "$text_before"
    fi
  done
}

# take_step STEP TEXT: tell TEXT and the command of the step, and type it.
take_step() {
  local command_line problem=$scratch/problem
  command_line=$(filled_in "${texts[$1]}") || {
    # What it lacks did not show: the reader may know, and types it, or goes on.
    tell "$2"$'\n\n'"$command_line" "${prompts[$1]} ${texts[$1]}"
    return
  }
  tell "$2" "$(side "$(terminal_for "${prompts[$1]}")"): ${prompts[$1]} $command_line"
  # Whoever has typed there may have left it elsewhere than at the prompt.
  until type_command "$1" >"$problem"; do tell "$(<"$problem")" "${prompts[$1]} $command_line"; done
  until await_output >"$problem"; do tell "$(<"$problem")"; done
  compare "$1" >/dev/null || :
  drain
}

# tell TEXT [COMMAND]: show them, page by page, on Enter, from $page or the last on.
tell() {
  told=$1 command=${2-}
  draw
  key
  while ((page + 1 < ${#pages[@]})); do
    page=$((page + 1))
    draw
    key
  done
}

# draw: put $page of what is told on the screen, and below, what to press. Again, if
# the screen has another size meanwhile.
draw() {
  # It may come in the midst of a read that has another IFS.
  local rows width folded hint IFS=$' \t\n'
  drawing=yes resized=yes
  while [[ -n $resized ]]; do
    resized=''
    read -r rows width <<<"$(stty size)"
    lay_out "$width" "$told"
    if [[ -n $command ]]; then
      folded=()
      fold "$width" '→ ' '    ' "$bold_on$command$bold_off"
      add_block "$(printf '%s\n' "${folded[@]}")" yes
    fi
    lay_out_hint "$width" "$counter, 9/9"
    paginate $((rows > ${#folded[@]} ? rows - ${#folded[@]} : 1))
    ((page < ${#pages[@]})) || page=$((${#pages[@]} - 1))
    lay_out_hint "$width" "$counter$( ((${#pages[@]} == 1)) || echo ", $((page + 1))/${#pages[@]}")"
    printf -v hint '%s\n' "${folded[@]}"
    printf '\e[0m\e[H\e[J%s\e[0m\e[%d;1H%s%s%s' "${pages[page]%$'\n'}" \
      $((rows - ${#folded[@]} + 1)) "${bold[0]:+$'\e[7m'}" "${hint%$'\n'}" "${bold[1]}"
  done
  drawing=''
}

# lay_out_hint COLUMNS COUNTER: set $folded to what may be pressed.
lay_out_hint() {
  local keys i
  if [[ -n $last ]] && ((page + 1 >= ${#pages[@]})); then
    keys=$(text 'Enter, q: end; F2, F3: type there yourself; F1: back here')
  else
    keys=$(text 'Enter: go on; q: end; F2, F3: type there yourself; F1: back here')
  fi
  folded=()
  fold "$1" '' '' "[$2] $keys"
  for i in "${!folded[@]}"; do folded[i]=$(pad "$1" "${folded[i]}"); done
}

# key: wait for Enter. Ends the tour on q, and with its terminal. In slices, for a
# signal (WINCH) does not interrupt a read.
key() {
  local pressed status
  while :; do
    status=0
    IFS= read -r -s -n 1 -t 0.5 pressed || status=$?
    ((status <= 128)) || continue
    ((status == 0)) || exit
    case $pressed in
    '') return ;;
    q | Q) exit ;;
    $'\e') escape ;;
    esac
  done
}

# escape: read what a key sends after an escape: one sign, or up to a letter or ~.
escape() {
  local sign
  IFS= read -r -s -n 1 -t 0.01 sign || return
  [[ $sign == [[O] ]] || return 0
  while IFS= read -r -s -n 1 -t 0.01 sign && [[ $sign != [[:alpha:]~] ]]; do :; done
}

# drain: what has been pressed already is not for what comes now.
drain() { while IFS= read -r -s -n 1 -t 0.01 _; do :; done; }

main "$1"
