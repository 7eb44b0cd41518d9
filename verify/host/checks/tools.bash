# shellcheck shell=bash
# What is not installed, of all that any command uses: see packages/table. What installs it
# on this distribution is sh verify/setup TARGET.
#
# shellcheck disable=SC2154 # verify is the doctor's

# shellcheck source=verify/lib/is_there.sh
source "${BASH_SOURCE[0]%/*}/../../lib/is_there.sh"

# What the practice host is made with.
host_tools=(bwrap unshare nsenter setpriv keyctl prlimit mount script flock hostname ip tar)

# check_host_tools: returns 1 if one is missing.
check_host_tools() {
  local tool absent=()
  for tool in "${host_tools[@]}"; do
    hash "$tool" 2>/dev/null || absent+=("$tool")
  done
  ((${#absent[@]})) || return 0
  not_installed practice_host verify "${absent[*]}"
  return 1
}

# check_tools: the rest, trade by trade; and busybox in place of a tool of util-linux, with
# fewer options. A trade's name is that of a target of make, but for these.
check_tools() {
  local -A by_trade=() target=([workshop]=watch [translate]=help)
  local trade tool
  while read -r trade tool _; do
    case $trade in
    '' | '#'* | npm) continue ;;
    test | benchmark | record) [[ -d $verify/tests ]] || continue ;;
    esac
    # Noted already; and what the filter alone is built of: see check_filter.
    [[ " ${host_tools[*]} libseccomp:headers " != *" $tool "* ]] || continue
    (is_there "$tool") 2>/dev/null || by_trade[$trade]+="${by_trade[$trade]:+ }$tool"
  done <"$verify/packages/table"
  for trade in "${!by_trade[@]}"; do
    not_installed "$trade" "${target[$trade]-$trade}" "${by_trade[$trade]}"
  done
}

# check_tools_quickly TARGET: those of make TARGET, as far as bash can tell by itself. Of
# "shell", the practice host's are all.
check_tools_quickly() {
  local trade tool trades=' verify ' absent=()
  case $1 in
  shell) return ;;
  grade | grade-class) trades+='grade ' ;;
  esac
  while read -r trade tool _; do
    [[ $trades == *" $trade "* ]] || continue
    case $tool in
    # These want more than a look; and who has no newuidmap gets a practice host as well.
    *:headers | bats:support | bats:assert | newuidmap) continue ;;
    bats:* | perl:*) tool=${tool%:*} ;;
    esac
    [[ $tool != bats ]] || ! own_bats || continue
    hash "${tool#*:}" 2>/dev/null || absent+=("${tool#*:}")
  done <"$verify/packages/table"
  ((!${#absent[@]})) || not_installed "$1" "$1" "${absent[*]}"
}

# not_installed STOPS TARGET TOOLS: note these, and what installs them. What translates is
# for those who read Chinese.
not_installed() {
  local language=''
  [[ $1 != translate ]] || language='LANG=zh_CN.UTF-8 '
  finding "tools_$1" "$1"
  cause 'not installed: %s' "$3"
  cure_command "${language}sh verify/setup $2"
}

# check_filter: without it nothing is graded.
check_filter() {
  [[ ! -x $verify/host/seccomp_filter ]] || return 0
  finding filter 'grade grade-class'
  cause 'practice hosts go without a filter of system calls here, and nothing is graded'
  cure 'sh verify/setup installs libseccomp, and make builds the filter'
}
