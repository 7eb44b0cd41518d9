#!/usr/bin/env bats
# The virtual machine with the newest kernel and the oldest, for one lab. Not a part of make
# test, because a machine that boots under emulation takes minutes where others are at work:
#
#   bats verify/tests/kernels

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/../helpers.bash"

bats_require_minimum_version 1.5.0 # for run !

setup() {
  cd "$kit" || return
  # A machine of the test's own, and none of the caller's.
  export XDG_RUNTIME_DIR=$BATS_FILE_TMPDIR
  unset VM PRACTICE_HOST_EXAMINED
}

# kernel_of SUITE: have the machines of this test run that kernel.
kernel_of() {
  VM_KERNEL=$(verify/vm/kernel "$1" 2>/dev/null)
  export VM_KERNEL
}

teardown() { [[ -z ${VM_KERNEL-} ]] || verify/vm/machine --stop; }

@test "the newest kernel: a right program passes, a wrong one fails, and exit statuses come out" {
  kernel_of sid
  run verify/vm/machine uname -r
  assert_line "$(<"$VM_KERNEL/release")"
  run verify/vm/machine sh -c 'id -un; sudo id -u; exit 7'
  assert_failure 7
  assert_output $'student\n0'
  # Of the real machine's files, the machine shows neither /etc nor a home.
  run verify/vm/machine sudo ls /etc/shadow "$HOME/.cache"
  assert_failure
  run env VM=1 LANG=C.UTF-8 make verify LAB=1
  assert_success
  assert_line --partial ' passed, 0 failed'
  sed '/flags |= CLONE_NEWUTS/d' lab01_uts/lab01_uts.c >"$BATS_TEST_TMPDIR/wrong.c"
  run ! cmp -s lab01_uts/lab01_uts.c "$BATS_TEST_TMPDIR/wrong.c"
  run env VM=1 PROGRAM="$BATS_TEST_TMPDIR/wrong.c" verify/vm/run verify/verify 1
  assert_failure 1
  assert_output --partial 'Hint: missing among the clone flags: CLONE_NEWUTS'
}

@test "the oldest kernel: a right program passes" {
  kernel_of bullseye
  run env VM=1 LANG=C.UTF-8 make verify LAB=1
  assert_success
  assert_line --partial ' passed, 0 failed'
}
