# shellcheck shell=bash
# For tests that need a checkout of an ordinary user's.
#
# shellcheck disable=SC2154 # verify is the test's that sources this

# a_kit: a copy of the kit under a directory that only its owner may enter. The
# tests run as root too, where that owner is somebody else. Prints the copy's
# path. run_as_owner runs a command as its owner, in a new environment: bats
# inside bats would take the outer one's for its own.
a_kit() {
  local home=$BATS_TEST_TMPDIR/home
  mkdir -m 700 "$home"
  cp -r "$verify/.." "$home/kit"
  if ((EUID == 0)); then
    chown -R 12345:12345 "$home"
    # bats keeps its directories to itself, and run_bats the one around them.
    chmod o+x "$BATS_TEST_TMPDIR" "${BATS_TEST_TMPDIR%/*}" "$BATS_RUN_TMPDIR"
    [[ ${BATS_RUN_TMPDIR%/*} != */tmp.?????????? ]] || chmod o+x "${BATS_RUN_TMPDIR%/*}"
  fi
  echo "$home/kit"
}
run_as_owner() {
  local become=()
  ((EUID != 0)) || become=(setpriv --reuid 12345 --regid 12345 --clear-groups)
  "${become[@]}" env -i HOME="$BATS_TEST_TMPDIR/home" PATH="${PATH##*/bats-core:}" LANG=C.UTF-8 "$@"
}
