# shellcheck shell=bash
# What the doctor itself stands on, so these checks use nothing but bash: no /proc, no
# /dev/null, no other program.
#
# Sources: proc(5), null(4), pid_namespaces(7) (/proc and PID namespaces).
#
# shellcheck disable=SC2154 # findings is findings.bash's

# check_ground: note what is wrong with it. Returns 1 if anything is.
check_ground() {
  check_proc
  check_dev_null
  ((${#findings[@]} == 0))
}

# A mount of /proc that has leaked from a lab belongs to a PID namespace that has ended:
# /proc/version is there, and nobody's process.
check_proc() {
  [[ ! -e /proc/self/stat ]] || return 0
  if [[ ! -e /proc/version ]]; then
    finding proc_missing 'practice_host virtual_machine'
    cause '/proc is not mounted'
    cure_as_root 'mount -t proc proc /proc'
  else
    finding proc_of_another 'practice_host virtual_machine'
    cause '/proc shows another PID namespace, without this shell: a lab has mounted it here'
    cure '%s, once for each time it happened' "$(as_root 'umount /proc')"
  fi
}

check_dev_null() {
  { [[ ! -c /dev/null ]] || ! : <>/dev/null; } 2>&- || return 0
  finding dev_null 'practice_host virtual_machine'
  cause '/dev/null is no device that everybody may read and write'
  cure_as_root "sh -c 'rm -f /dev/null; mknod -m 666 /dev/null c 1 3'"
}
