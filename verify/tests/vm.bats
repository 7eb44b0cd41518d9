#!/usr/bin/env bats
# When the virtual machine is used. (kernels/ has what boots one.)

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() {
  cd "$kit" || return
  # A machine of the test's own, and none of the caller's.
  export XDG_RUNTIME_DIR=$BATS_FILE_TMPDIR
  unset VM PRACTICE_HOST_EXAMINED
}

# made_up_kit DOCTOR: a kit whose doctor is that script, and whose machine says what it is to run.
made_up_kit() {
  mkdir -p "$BATS_TEST_TMPDIR/verify/vm"
  cp -r verify/lib "$BATS_TEST_TMPDIR/verify"
  cp verify/vm/run "$BATS_TEST_TMPDIR/verify/vm"
  printf '#!/bin/sh\n%s\n' "$1" >"$BATS_TEST_TMPDIR/verify/doctor"
  # shellcheck disable=SC2016 # for that script
  printf '#!/bin/sh\n[ "$1" = --lacks ] || echo "there: $*"\n' \
    >"$BATS_TEST_TMPDIR/verify/vm/machine"
  chmod +x "$BATS_TEST_TMPDIR/verify/doctor" "$BATS_TEST_TMPDIR/verify/vm/machine"
  run=$BATS_TEST_TMPDIR/verify/vm/run
}

@test "a machine that can runs it itself; with VM=1 the virtual one does" {
  made_up_kit 'exit 0'
  run "$run" --root --in file echo here
  assert_output here
  run env VM=1 "$run" --root --in file echo
  assert_output 'there: --root --in file echo'
}

@test "a machine that cannot uses the virtual one, and says why; with VM=0 it does not" {
  made_up_kit 'echo "no practice host here: it is off. Mend it: sysctl on" >&2; exit 3'
  run "$run" echo word
  assert_line --index 0 \
    'no practice host here: it is off. Mend it: sysctl on. So this is done in a virtual machine.'
  assert_line --index 1 'there: echo word'
  run env VM=0 "$run" echo here
  assert_output here
}

@test "what setup can mend is no reason for a virtual machine" {
  local why='no practice host here: not installed: bwrap. Mend it: sh verify/setup verify'
  made_up_kit "echo '$why' >&2; exit 3"
  run "$run" echo word
  assert_failure 3
  assert_output "$why"
}

@test "without QEMU and the like: three, and one line that says what installs them" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  local name
  for name in bash env realpath sed uname perl id; do
    ln -s "$(command -v "$name")" "$BATS_TEST_TMPDIR/bin"
  done
  sed "s|^PATH=.*||" verify/vm/machine >"$BATS_TEST_TMPDIR/machine"
  made_up_kit 'exit 3'
  cp "$BATS_TEST_TMPDIR/machine" "$BATS_TEST_TMPDIR/verify/vm/machine"
  cp verify/vm/cache.bash "$BATS_TEST_TMPDIR/verify/vm"
  run env -i PATH="$BATS_TEST_TMPDIR/bin" "$BATS_TEST_TMPDIR/verify/vm/machine" true
  assert_failure 3
  assert_output "qemu-system-$(uname -m) is not installed: run sh verify/setup vm"
}
