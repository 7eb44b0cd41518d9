# shellcheck shell=bash
# The names of the six labs, and of the challenges.

labs=(lab01_uts lab02_ipc lab03_pid lab04_mount lab05_user lab06_net)
challenges=(challenge01_setns challenge03_init challenge04_pivot_root challenge05_root challenge06_veth)

# lab_name LAB: print the full name of LAB, which may be 3, 03 or lab03_pid.
# Anything else is an error: one line on standard error, and 2 returned.
lab_name() {
  local name
  for name in "${labs[@]}"; do
    case $1 in
    "$name" | "${name:3:2}" | "${name:4:1}")
      echo "$name"
      return
      ;;
    esac
  done
  # shellcheck source=verify/lib/messages.bash
  source "${BASH_SOURCE[0]%/*}/messages.bash"
  text "there is no lab '%s': LAB is 1 to 6, or a name: %s" "$1" "${labs[*]}" >&2
  return 2
}

# challenge_name NAME: print the full name of challenge NAME, which may be
# challenge03 or challenge03_init. Returns 1 if it is none.
challenge_name() {
  local name
  for name in "${challenges[@]}"; do
    [[ $1 != "$name" && $1 != "${name%%_*}" ]] || {
      echo "$name"
      return
    }
  done
  return 1
}

# lab_of NAME: print the name of the lab that exercise NAME, a lab or a challenge, is of.
lab_of() {
  case $1 in
  challenge*) echo "${labs[10#${1:9:2} - 1]}" ;;
  *) echo "$1" ;;
  esac
}

# has_solutions: this kit has the finished programs; one that was handed out has not.
has_solutions() { [[ -e ${BASH_SOURCE[0]%/*}/../../lab06_net/lab06_net.c ]]; }

# need_solutions: end with a line where this kit has not. (messages.bash must be there.)
need_solutions() {
  has_solutions || {
    text 'this kit was handed out without the finished programs, which this needs' >&2
    exit 1
  }
}
