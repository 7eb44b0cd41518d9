# shellcheck shell=bash
# What the doctor finds: a list, and three ways to say it.
#
# A finding has four parts: an ID, for programs; what it STOPS, words of "practice_host",
# "root", "virtual_machine" and of the targets of make; its CAUSE; and its CURE.
#
# shellcheck disable=SC2154 # the answers and gate are the doctor's

# A flat list, four words a finding.
findings=()

# finding ID STOPS: begin one. cause and cure say the rest of it, each a line for people:
# FORMAT [ARGUMENT]..., as for text.
finding() { findings+=("$1" "$2" '' ''); }
cause() { findings[-2]=$(text "$@"); }
cure() { findings[-1]=$(text "$@"); }

# cure_command COMMAND: a cure that is a command. cure_as_root COMMAND: one for root.
# cure_container OPTION...: what the container around us is to be started with.
cure_command() { findings[-1]=$1; }
cure_as_root() { cure_command "$(as_root "$1")"; }
cure_container() {
  cure 'start the container with %s' "$*"
}

# as_root COMMAND: print how this user runs COMMAND as root.
as_root() {
  if ((EUID == 0)); then
    echo "$1"
  elif hash sudo 2>&-; then
    echo "sudo $1"
  else
    text 'as root: %s' "$1"
  fi
}

# is_stopped WORD...: a finding stops one of these.
is_stopped() {
  local i word
  for ((i = 1; i < ${#findings[@]}; i += 4)); do
    for word; do [[ " ${findings[i]} " != *" $word "* ]] || return 0; done
  done
  return 1
}

# each_finding FUNCTION: call FUNCTION with the four parts of each.
each_finding() {
  local i
  for ((i = 0; i < ${#findings[@]}; i += 4)); do
    "$1" "${findings[@]:i:4}"
  done
}

# report_text: print answers and findings for people.
report_text() {
  text 'Labs as root, with sudo:            %s' "$(answer "$root")"
  text 'Labs without root, make shell:      %s' "$(answer "$practice_host")"
  text 'Labs in a virtual machine, make vm: %s' "$(answer "$virtual_machine")"
  each_finding finding_text
}

answer() {
  case $1 in
  yes) text 'yes' ;;
  no) text 'no' ;;
  some) text '01 to 04 alone' ;;
  slow) text 'yes, slowly: you may not use /dev/kvm' ;;
  unknown) text 'not tried' ;;
  esac
}

finding_text() {
  printf '\n%s\n' "$3"
  text '  stops:   %s' "$2"
  text '  mend it: %s' "$4"
}

# report_gate: say to people, on standard error, what stops make $gate.
report_gate() { each_finding finding_gate >&2; }

finding_gate() {
  case "$1 $2 " in
  *' practice_host '*) text 'no practice host here: %s. Mend it: %s' "$3" "$4" ;;
  *' verify '* | *" $gate "*)
    text 'make %s cannot run here: %s. Mend it: %s' "$gate" "$3" "$4"
    ;;
  filter\ *) text '%s. Mend it: %s' "$3" "$4" ;;
  esac
}

# report_json: print answers and findings for programs.
report_json() {
  local separator=''
  printf '{"practice_host": "%s", "root": "%s", "virtual_machine": "%s", "findings": [' \
    "$practice_host" "$root" "$virtual_machine"
  each_finding finding_json
  printf ']}\n'
}

# (An ID, and what it stops, are made of letters.)
finding_json() {
  printf '%s\n  {"id": "%s", "stops": ["%s"], "cause": %s, "cure": %s}' "$separator" \
    "$1" "${2// /\", \"}" "$(json_string "$3")" "$(json_string "$4")"
  separator=,
}

# json_string STRING: print it as JSON writes it.
json_string() {
  local string=${1//[[:cntrl:]]/ }
  string=${string//\\/\\\\}
  printf '"%s"' "${string//\"/\\\"}"
}
