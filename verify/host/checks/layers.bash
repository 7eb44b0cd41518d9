# shellcheck shell=bash
# The practice host is built in layers. Where the whole does not work, the doctor tries
# each layer alone, to see which is refused, and with what words.
#
# Sources: bwrap(1), unshare(1), keyctl(1), setpriv(1), namespaces(7).
#
# shellcheck disable=SC2034,SC2154 # verify and practice_host are the doctor's

# What each layer that is refused says: ${said[LAYER]}.
declare -gA said=()

# try_layers: set $said. A layer that stands on a refused one is not tried.
try_layers() {
  local kind
  try become || return 0
  try keyring || :
  try user || return 0
  for kind in uts ipc net pid mount; do try "$kind" || :; done
  [[ -n ${said[pid]-}${said[mount]-} ]] || try proc || :
  ((${#said[@]})) || { try bwrap && try nested && try practice_host && try lab; } || :
}

# try LAYER: note in $said what it says if it is refused, and return 1.
try() {
  local words
  words=$(LC_ALL=C layer "$1" 2>&1 </dev/null) || {
    words=${words##*$'\n'}
    said[$1]=${words:-$(text 'without a word')}
    return 1
  }
}

# layer NAME: make it, and run nothing in it.
layer() {
  local user=("${as_ordinary_user[@]}") as_in_practice_host
  as_in_practice_host=(bwrap --unshare-user --uid 0 --gid 0 --cap-add ALL --unshare-pid
    --ro-bind / / --proc /proc --dev /dev)
  case $1 in
  become) "${user[@]}" true ;;
  keyring) "${user[@]}" keyctl session - true ;;
  user) "${user[@]}" unshare --user --map-root-user true ;;
  proc) "${user[@]}" unshare --user --map-root-user --pid --mount --fork --mount-proc true ;;
  bwrap) "${user[@]}" "${as_in_practice_host[@]}" true ;;
  nested) "${user[@]}" "${as_in_practice_host[@]}" "${six_namespaces[@]}" --mount-proc true ;;
  practice_host) in_practice_host true ;;
  lab) in_practice_host "${six_namespaces[@]}" true ;;
  *) "${user[@]}" unshare --user --map-root-user "--$1" true ;;
  esac
}

# What lab06 asks the kernel for.
six_namespaces=(unshare --user --map-root-user --uts --ipc --net --pid --mount --fork)

# in_practice_host COMMAND...: run it there. The practice host asks the doctor before it
# begins, unless told that it has been examined. Without --file it would pack all labs.
in_practice_host() {
  PRACTICE_HOST_EXAMINED=yes timeout 60 "$verify/practice-host" \
    --file "$verify/host/try_lab.sh" "${lab[@]}" "$@" </dev/null
}
lab=()

# try_lab: run lab06 in the practice host. Sets $practice_host to yes, or returns 1.
try_lab() {
  local status=0 words
  [[ ! -d $verify/../lab06_net ]] || lab=(--file "$verify/../lab06_net")
  words=$(in_practice_host sh ./try_lab.sh 2>&1) || status=$?
  lab=()
  ((status == 0 || status == 4)) || return
  practice_host=yes
  ((status)) || return 0
  finding lab06 verify
  cause 'the machine allows lab06_net, but the program does not run: %s' "${words##*$'\n'}"
  cure 'compare lab06_net/lab06_net.c with the one that the kit came with, then: make'
}

# is_refused LAYER...: one of these layers is, where all is tried.
is_refused() {
  local name
  for name; do [[ -z ${said[$name]-} ]] || return 0; done
  return 1
}

# all_said: print what the refused layers say, from the ground up.
all_said() {
  local name words=''
  for name in become keyring user uts ipc net pid mount proc bwrap nested practice_host lab; do
    [[ -z ${said[$name]-} || $words == *"${said[$name]}"* ]] || words+="; ${said[$name]}"
  done
  [[ -n $words ]] || words="; $(text 'the second time it went well')"
  echo "${words#; }"
}
