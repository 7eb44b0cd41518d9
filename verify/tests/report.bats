#!/usr/bin/env bats
# What the report makes of checks that pass, fail or are skipped.

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# reported SCRIPT [NAME=VALUE]...: what the report says of a script of tests. (They are
# called TEST here, or bats would take them for ours.)
reported() {
  printf '#!/usr/bin/env bats\n# lab01_uts: a script.\n%s\n' "${1//TEST/@test}" \
    >"$BATS_TEST_TMPDIR/script.bats"
  clean LC_ALL=C.UTF-8 "${@:2}" \
    bats --formatter "$verify/judge/report" "$BATS_TEST_TMPDIR/script.bats"
}

three='
TEST "is true" { true; }
TEST "is not true" { echo "why it is not"; false; }
TEST "is skipped" { skip "not here"; }'

@test "what passes, what fails and what is skipped is counted: skipped is not passed" {
  run reported "$three"
  assert_failure 1
  assert_line '  ✓ is true'
  assert_line '  ✗ is not true'
  assert_line '      why it is not'
  assert_line '  ✗ is skipped'
  assert_line '      skipped: not here'
  assert_line --regexp '^1 passed, 2 failed \([0-9.]+ s\)$'
}

@test "with REPORT_FIRST it shows the first that fails, and counts the others" {
  run reported "$three" REPORT_FIRST=yes
  assert_line '  ✗ is not true'
  refute_line --partial 'is true'
  refute_line --partial 'is skipped'
  assert_line --regexp '^1 passed, 2 failed '
}

@test "the matrix is of what the judge has noted, and of nothing that a program prints" {
  mkdir "$BATS_TEST_TMPDIR/verdicts"
  echo 'lab02_ipc new new same same same same' >"$BATS_TEST_TMPDIR/verdicts/lab02_ipc"
  run reported 'TEST "prints" { echo "lab01_uts new new new new new new"; false; }' VERDICTS="$BATS_TEST_TMPDIR/verdicts"
  assert_line --regexp '^lab02_ipc +new +new +· +· +· +·$'
  refute_line --regexp '^lab01_uts +new'
}
