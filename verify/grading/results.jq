# results.jq: make Gradescope's results.json of what bats reports.
#
# In:  $points, the text of verify/grading/points; $tap, bats's TAP of the paired scripts,
#      in the same order; $seconds, the time that it took.
# Out: the object, or an error if the two do not fit each other.
#
# Source: gradescope-autograders.readthedocs.io/en/latest/specs/

# What a failed check says: the lines below it without their "# ", from behind the
# one with the command that failed, for what stands before is a trace of bats.
def words:
  map(sub("^# ?"; "")) as $lines
  | ($lines | map(test("^  `.*' failed$")) | index(true)) as $trace
  | $lines[(if $trace then $trace + 1 else 0 end):]
  | join("\n")
  | gsub("\n{3,}"; "\n\n") | ltrimstr("\n")
  # What the program prints may be long.
  | if length > 4096 then .[:4096] + "\n[cut]" else . end;

# [{passed, name, lines}], a check each.
def checks:
  reduce ($tap | split("\n")[]) as $line ([];
    if $line | test("^(not )?ok [0-9]+ ") then
      . + [{
        passed: ($line | startswith("ok")),
        # Of a formatter, bats wants the time as well.
        name: ($line | capture("^(not )?ok [0-9]+ (?<name>.*?)( # in [0-9]+ ms| in [0-9]+ms)?$").name),
        lines: []
      }]
    elif length > 0 and ($line | test("^#(?! namespaces)")) then .[-1].lines += [$line]
    else . end);

[$points | split("\n")[] | select(test("^[0-9]"))
  | capture("^(?<points>[0-9]+) (?<lab>[^ ]+) (?<name>.*)$") | .points |= tonumber] as $worth
| checks as $checks
| if [$worth[].name] != [$checks[].name]
  then error("\($checks | length) checks have a result, of \($worth | length)") else . end
| [range($worth | length)] | map($worth[.] + $checks[.])
| group_by(.lab) | map(to_entries[] | .key as $i | .value
    | (if .passed then .points else 0 end) as $score
    | {
        score: $score, max_score: .points, status: (if .passed then "passed" else "failed" end),
        name: "\(.lab): \(.name)", number: "\(.lab[4:5]).\($i + 1)",
        output: (.lines | words), output_format: "text", tags: [.lab]
      })
| {score: (map(.score) | add), execution_time: ($seconds | tonumber),
   output: "\(map(select(.status == "passed")) | length) of \(length) checks passed.",
   output_format: "text", stdout_visibility: "hidden", tests: .}
