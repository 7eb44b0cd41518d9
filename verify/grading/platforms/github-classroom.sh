#!/bin/sh
# github-classroom: grade in a GitHub workflow, and hand the marks to the reporter of
# GitHub Classroom.
#
# In:  GITHUB_WORKSPACE, which holds submission/ and kit/; GITHUB_OUTPUT, the file
#      for the step's outputs.
# Out: for each lab an output of its name: base64 of one JSON object with version,
#      status, max_score and tests, as classroom-resources/autograding-grading-reporter
#      takes them (src/helpers/test-helpers.js, src/console-results.js). Exit status: that of verify/grading/grade.
set -eu

cd "$GITHUB_WORKSPACE"
# Ubuntu 24.04 lets no ordinary user make a user namespace. The runner is a virtual
# machine of this job's own, so it may be told otherwise.
restriction=/proc/sys/kernel/apparmor_restrict_unprivileged_userns
if [ "$(cat "$restriction" 2>/dev/null)" = 1 ]; then
  sudo sysctl --quiet kernel.apparmor_restrict_unprivileged_userns=0
fi

sh kit/verify/setup grade SUBMISSION="$GITHUB_WORKSPACE/submission" OUT="$GITHUB_WORKSPACE/results"

# The reporter takes the share of a lab's tests that pass for the share of its points. So a
# check is as many tests as it has points. line_no is the check's line in its paired script.
grep -n '^@test "' kit/verify/lab0?_*.bats >results/lines
jq -r --rawfile lines results/lines '
  ([$lines | split("\n")[] | capture("(?<lab>lab0[^/]*)\\.bats:(?<line>[0-9]+):@test \"(?<name>.*)\" \\{$")
    | {key: "\(.lab): \(.name)", value: (.line | tonumber)}] | from_entries) as $line
  | .tests | group_by(.tags[0])[] | .[0].tags[0] + "=" + ({
    version: 1,
    status: (if all(.status == "passed") then "pass" else "fail" end),
    max_score: (map(.max_score) | add),
    tests: [.[] | range(.max_score) as $point | {
      name: (.name + if $point == 0 then "" else " (point \($point + 1) of \(.max_score))" end),
      status: (if .status == "passed" then "pass" else "fail" end),
      message: (if $point == 0 then .output else "" end),
      line_no: ($line[.name] // 0),
      execution_time: "0s",
      score: (.score / .max_score)
    }]
  } | tojson | @base64)' results/results.json >>"$GITHUB_OUTPUT"
