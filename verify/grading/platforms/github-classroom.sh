#!/bin/sh
# github-classroom: grade in a GitHub workflow, and hand the marks to the reporter of
# GitHub Classroom.
#
# In:  GITHUB_WORKSPACE, which holds submission/ and kit/; GITHUB_OUTPUT, the file
#      for the step's outputs.
# Out: for each lab an output of its name: base64 of one JSON object with version,
#      status, max_score and tests, as classroom-resources/autograding-grading-reporter
#      takes them. Exit status: that of verify/grading/grade.
set -eu

cd "$GITHUB_WORKSPACE"
# Ubuntu 24.04 lets no ordinary user make a user namespace. The runner is a virtual
# machine of this job's own, so it may be told otherwise.
restriction=/proc/sys/kernel/apparmor_restrict_unprivileged_userns
if [ "$(cat "$restriction" 2>/dev/null)" = 1 ]; then
  sudo sysctl --quiet kernel.apparmor_restrict_unprivileged_userns=0
fi

sh kit/verify/setup grade SUBMISSION="$GITHUB_WORKSPACE/submission" OUT="$GITHUB_WORKSPACE/results"
jq -r '.tests | group_by(.tags[0])[] | .[0].tags[0] + "=" + ({
    version: 1,
    status: (if all(.status == "passed") then "pass" else "fail" end),
    max_score: (map(.max_score) | add),
    tests: map({
      name: .name,
      status: (if .status == "passed" then "pass" else "fail" end),
      message: .output,
      score: .score
    })
  } | tojson | @base64)' results/results.json >>"$GITHUB_OUTPUT"
