# shellcheck shell=bash
# shellcheck disable=SC2154 # verify is the script's that sources this
# A lab's README as a walkthrough: its console blocks, typed into two real
# terminals on one practice host.
#
# In a block, "host# COMMAND" is for the host's terminal, "# COMMAND" and
# "$ COMMAND" are for the lab's shell. A lab is started in the first terminal; while
# it runs there, the second terminal is the host's. Lines between are what the
# command prints. What stands in ‹› differs from run to run: the first time it may
# be anything of its kind, from then on it must be the same again, in commands too.
# … stands for anything in a line, a line … for any number of lines.
#
# Sources: tmux(1), bash(1) (=~).

# shellcheck source=verify/lib/script.bash
source "${BASH_SOURCE[0]%/*}/../lib/script.bash"
# The patterns below hold signs that are not ASCII, in whatever locale we are called.
export LC_ALL=C.UTF-8
# It would end the waiting for a reader, see bash(1).
unset TMOUT

# read_walkthrough FILE: set, a step each, $kinds (say, or type), $texts (what stands
# between two commands or headings, in Markdown, or a command), $prompts, $outputs
# (what the command should print) and $lines (where it stands in FILE). $steps are the
# commands, and the texts without one.
read_walkthrough() {
  local line number=0 in_block='' last=''
  kinds=() texts=() prompts=() outputs=() lines=() steps=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    case $in_block$line in
    *'```console') in_block=block: last='' && indent=${line%%\`*} ;;
    block:*'```') in_block='' last='' ;;
    block:*)
      line=${line#"$indent"}
      if [[ $line =~ ^(host#|#|\$)\ (.*)$ ]]; then
        add_step type "${BASH_REMATCH[2]}" "${BASH_REMATCH[1]}"
        last='type'
      elif [[ $last == type ]]; then
        outputs[-1]+=$line$'\n'
      fi
      ;;
    *)
      [[ $line != *'```'* ]] || { [[ $in_block == other: ]] && in_block='' || in_block=other:; }
      if [[ $last == say && $in_block$line != '#'* ]]; then
        texts[-1]+=$'\n'$line
      elif [[ -n $line ]]; then
        add_step say "$line" ''
        last=say
      fi
      ;;
    esac
  done <"$1"
}
add_step() {
  # Text is told together with the command that follows it.
  [[ $1 == type && ${kinds[*]: -1} == say ]] || steps=$((steps + 1))
  kinds+=("$1") texts+=("$2") prompts+=("$3") outputs+=('') lines+=("$number")
}

# open_terminals [OPTION]...: start tmux, with OPTIONs of new-session, and in it two
# terminals on one practice host, of which $terminals are the panes. It all ends with
# the script.
open_terminals() {
  terminals=()
  make_scratch close_terminals
  tm new-session -d "$@" "$(host_command)"
  terminals[0]=$(tm display-message -p '#{pane_id}')
  wait_for_prompt 0
  tm split-window -h "$(host_command)"
  terminals[1]=$(tm display-message -p '#{pane_id}')
  wait_for_prompt 1
}
host_command() {
  printf 'exec env -u TMUX XDG_RUNTIME_DIR=%q LANG=C.UTF-8 LC_ALL=C.UTF-8 %q' "$scratch" "$verify/practice-host"
}
close_terminals() { tm kill-server 2>/dev/null || :; }
tm() { TMUX='' tmux -u -S "$scratch/tmux" -f /dev/null "$@"; }

# screen_lines N: print what terminal N shows and has shown, without empty lines at its end.
screen_lines() {
  tm capture-pane -p -J -S - -t "${terminals[$1]}" | sed 's/ *$//' |
    sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
}

# wait_for_prompt N [MINIMUM]: wait until the last line of terminal N, at least the
# MINIMUMth, is a prompt. Sets $shown to its lines. Prints what is wrong.
wait_for_prompt() {
  local end=$((SECONDS + 20))
  while ((SECONDS < end)); do
    mapfile -t shown < <(screen_lines "$1")
    [[ ${#shown[@]} -lt ${2:-1} || ! ${shown[-1]} =~ ^(host#|#|\$)$ ]] || return 0
  done
  text 'no prompt on the %s within 20 seconds: %s' "$(side "$1")" "${shown[*]: -1}"
  return 1
}

# terminal_for PROMPT: print 0 or 1. side N: print where that terminal is.
terminal_for() {
  if [[ $1 == host# && $(screen_lines 0 | tail -n 1) != host# ]]; then echo 1; else echo 0; fi
}
side() { case $1 in 0) text left ;; *) text right ;; esac }

# play_step STEP: type the command of a step, and set $printed to the lines that it
# prints. Fails, and prints why, if the prompt is not the one that it wants.
play_step() { type_command "$1" && await_output; }

# type_command STEP: the first half of it.
type_command() {
  local command
  command=$(filled_in "${texts[$1]}") || {
    echo "$command"
    return 1
  }
  terminal=$(terminal_for "${prompts[$1]}")
  mapfile -t shown < <(screen_lines "$terminal")
  before=${#shown[@]}
  [[ ${shown[*]: -1} == "${prompts[$1]}" ]] || {
    text 'the prompt on the %s is "%s", where "%s" was wanted' "$(side "$terminal")" "${shown[*]: -1}" "${prompts[$1]}"
    return 1
  }
  # Who has scrolled back there is in a mode that takes the keys for its own.
  tm send-keys -t "${terminals[terminal]}" -X cancel 2>/dev/null || :
  tm send-keys -t "${terminals[terminal]}" -l "$command"
  tm send-keys -t "${terminals[terminal]}" Enter
}

# await_output: the second half.
await_output() {
  wait_for_prompt "$terminal" $((before + 1)) || return 1
  printed=("${shown[@]:before:${#shown[@]}-before-1}")
}

# filled_in TEXT: print TEXT with what the ‹› in it stand for in this run.
filled_in() {
  local text=$1
  while [[ $text =~ ^(.*)‹([^›]*)›(.*)$ ]]; do
    [[ -n ${meaning[${BASH_REMATCH[2]}]-} ]] || {
      text 'nothing has shown yet what %s is' "‹${BASH_REMATCH[2]}›"
      return 1
    }
    text=${BASH_REMATCH[1]}${meaning[${BASH_REMATCH[2]}]}${BASH_REMATCH[3]}
  done
  printf '%s' "$text"
}

# compare_output STEP: compare $printed with what the step should print. Prints the first
# difference. Keeps what ‹› stand for in $meaning, declared with -A.
compare_output() {
  local wanted=() i=0 j=0
  [[ -z ${outputs[$1]} ]] || mapfile -t wanted <<<"${outputs[$1]}"
  # Empty lines at the end do not count.
  while ((${#wanted[@]})) && [[ -z ${wanted[-1]} ]]; do unset 'wanted[-1]'; done
  while ((${#printed[@]})) && [[ -z ${printed[-1]} ]]; do unset 'printed[-1]'; done
  for (( ; i < ${#wanted[@]}; i++)); do
    if [[ ${wanted[i]} == … ]]; then
      # To the next line that matches what follows, or to the end.
      ((i + 1 < ${#wanted[@]})) || return 0
      while ((j < ${#printed[@]})) && ! (same_line "${wanted[i + 1]}" "${printed[j]}"); do
        j=$((j + 1))
      done
    else
      same_line "${wanted[i]}" "${printed[j]-}" || {
        text 'wanted: %s' "${wanted[i]}"
        text 'found:  %s' "${printed[j]-}"
        return 1
      }
      j=$((j + 1))
    fi
  done
  ((j == ${#printed[@]})) || {
    text 'wanted: nothing more'
    text 'found:  %s' "${printed[j]}"
    return 1
  }
}

# same_line WANTED FOUND: they are the same but for the number of blanks, and for
# what stands in ‹›.
same_line() {
  local rest=${1%"${1##*[![:space:]]}"} pattern='' names=() name i special='[][\.*^$+?(){}|]'
  while [[ -n $rest ]]; do
    if [[ $rest =~ ^‹([^›]*)›(.*)$ ]]; then
      name=${BASH_REMATCH[1]} rest=${BASH_REMATCH[2]}
      names+=("$name")
      # What it stands for already, if that is known.
      case ${meaning[$name]+known}$name in
      known*) pattern+="(${meaning[$name]})\\b" ;;
      0x*) pattern+='(0x[0-9a-f]+)' ;;
      *[!0-9]*) pattern+='(.+)' ;;
      *) pattern+='([0-9]+)' ;;
      esac
    elif [[ $rest == …* ]]; then
      rest=${rest#…} pattern+='.*'
    elif [[ $rest =~ ^[[:space:]]+(….*)$ ]]; then
      rest=${BASH_REMATCH[1]} # which stands for nothing as well
    elif [[ $rest =~ ^[[:space:]]+(.*)$ ]]; then
      rest=${BASH_REMATCH[1]} pattern+='[[:space:]]+'
    else
      name=${rest:0:1} rest=${rest:1}
      # shellcheck disable=SC2053 # a pattern
      [[ $name != $special ]] || pattern+="\\"
      pattern+=$name
    fi
  done
  [[ $2 =~ ^[[:space:]]*${pattern}[[:space:]]*$ ]] || return 1
  local found=("${BASH_REMATCH[@]:1}")
  for i in "${!names[@]}"; do
    name=${names[i]}
    # Numbers are kept: the same stands for the same, and no two for one.
    [[ $name =~ ^(0x)?[0-9a-f]+$ ]] || continue
    [[ ${meaning[$name]-${found[i]}} == "${found[i]}" ]] || return 1
    [[ ${owner[${found[i]}]-$name} == "$name" ]] || return 1
    # shellcheck disable=SC2004 # names, not numbers
    meaning[$name]=${found[i]} owner[${found[i]}]=$name
  done
}
