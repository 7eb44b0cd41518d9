# shellcheck shell=bash
# Where the commands write: the directory for temporary files, and the kit's own.
#
# Sources: mount(8) (noexec), stat(1).
#
# shellcheck disable=SC2154 # verify is the doctor's

check_files() {
  check_temporary
  check_kit
}

# check_temporary: 1 MiB can be written there, and a program run.
check_temporary() {
  local directory said
  printf -v directory %q "${TMPDIR:-/tmp}"
  # Named before it is made, so that it goes whenever a signal ends the doctor.
  file=${TMPDIR:-/tmp}/doctor-$$-$RANDOM$RANDOM
  trap 'trap "" HUP INT TERM; rm -f -- "$file"' EXIT
  if ! said=$( (set -o noclobber && head -c 1048576 /dev/zero >"$file") 2>&1); then
    finding temporary verify
    said=${said#*: line }
    cause 'no temporary file of 1 MiB can be written: %s' "${said#*: }"
    cure 'free space in %s, or name another directory: export TMPDIR=DIRECTORY' "$directory"
  elif ! runs "$file"; then
    finding noexec 'grade grade-class'
    cause 'no program can be run from %s: noexec' "$directory"
    cure 'name another directory: export TMPDIR=DIRECTORY'
  fi
  rm -f -- "$file"
}

# runs FILE: a program in FILE does.
runs() {
  printf '#!/bin/sh\n' >"$1"
  chmod 700 "$1"
  "$1" 2>/dev/null
}

# check_kit: what make has not built yet can be.
check_kit() {
  local directory free
  [[ ! -x $verify/host/seccomp_filter ]] || return 0
  printf -v directory %q "$(realpath "$verify/..")"
  # Blocks that an ordinary user may take, and the size of one.
  free=$(stat --file-system --format '%a * %S' "$verify")
  if [[ ! -w $verify/host ]]; then
    finding kit_not_ours verify
    cause 'make cannot build in %s: it is not yours to write' "$directory"
    cure 'copy it: cp -r %s ~' "$directory"
  elif ((free < 1 << 20)); then
    finding kit_full verify
    cause 'there is no space left in %s, for what make builds' "$directory"
    cure 'free 1 MiB there'
  fi
}
