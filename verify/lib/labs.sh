# shellcheck shell=bash
# The names of the six labs.

labs=(lab01_uts lab02_ipc lab03_pid lab04_mount lab05_user lab06_net)

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
  echo "there is no lab '$1': LAB is 1 to 6, or a name: ${labs[*]}" >&2
  return 2
}
