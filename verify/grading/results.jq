# results.jq: make Gradescope's results.json of what bats reports.
#
# In:  $points, the text of the table points; $seconds, the time that it took; $labs, an
#      array of {name, file, state, words, why, unchecked, stopped, stream}: of each lab the
#      file that was graded, or null; its state before it was run (see collect and compile
#      of grade); what the compiler said; why there is no program, or null, and what the
#      checks behind the first say then; after how many seconds its checks were stopped, or
#      null; and the stream of its paired script.
# Out: the object, or an error if points and streams do not fit each other. extra_data,
#      which Gradescope keeps and does not show, has the labs: {file, state, seconds}.
#
# Source: gradescope-autograders.readthedocs.io/en/latest/specs/

# What a failed check says: the lines below it without their "# ", from behind the
# one with the command that failed, for what stands before is a trace of bats.
def words:
  map(sub("^# ?"; "")) as $lines
  | ($lines | map(test("^  `.*' failed")) | index(true)) as $trace
  | $lines[(if $trace then $trace + 1 else 0 end):]
  | join("\n")
  | gsub("\n{3,}"; "\n\n") | ltrimstr("\n")
  # What the program prints may be long.
  | if length > 4096 then .[:4096] + "\n[cut]" else . end;

# [{passed, name, seconds, lines}], a check each, of a stream.
def checks:
  reduce (split("\n")[]) as $line ([];
    if $line | test("^(not )?ok [0-9]+ ") then
      ($line | capture("^(?<no>not )?ok [0-9]+ (?<name>.*?)( # in (?<t1>[0-9]+) ms| in (?<t2>[0-9]+)ms)?$")) as $found
      | . + [{
        # A check that was skipped has not passed.
        passed: ($found.no == null and ($found.name | test(" # skip") | not)),
        name: $found.name, seconds: (($found.t1 // $found.t2 // "0" | tonumber) / 1000), lines: []
      }]
    elif length > 0 and ($line | test("^#(?! namespaces)")) then .[-1].lines += [$line]
    else . end);

# The checks of a lab with what they are worth, of {stopped, stream} and [{name, points}].
def with_worth($worth):
  .stopped as $stopped | .name as $lab
  | (if .why == null then .stream | checks else
       .why as $why | .unchecked as $unchecked
       | [$worth | to_entries[] | {passed: false, name: .value.name, seconds: 0,
           lines: [if .key == 0 then $why else $unchecked end]}] end) as $checks
  | if [$worth[:($checks | length)][].name] != [$checks[].name]
      or ($stopped == null and ($checks | length) < ($worth | length))
    then error("\($lab): \($checks | length) checks have a result, of \($worth | length)") else . end
  | [range($worth | length)]
  | map($worth[.] + ($checks[.] // {
      passed: false, seconds: 0,
      lines: ["the checks of this lab were stopped after \($stopped) seconds, which the submission has caused"]
    }));

[$points | split("\n")[] | select(test("^[0-9]"))
  | capture("^(?<points>[0-9]+) (?<lab>[^ ]+) (?<name>.*)$") | .points |= tonumber] as $worth
| [$labs[] as $lab
   | ($lab | with_worth([$worth[] | select(.lab == $lab.name)]))
   | to_entries[] | .key as $i | .value
   | {
       score: (if .passed then .points else 0 end), max_score: .points,
       status: (if .passed then "passed" else "failed" end),
       name: "\(.lab): \(.name)", number: "\(.lab[4:5]).\($i + 1)",
       output: (.lines | words), output_format: "text", tags: [.lab], seconds
     }] as $tests
| ($tests | map(select(.status == "passed")) | length) as $passed
| {score: ($tests | map(.score) | add), execution_time: ($seconds | tonumber),
   output: (["\($passed) of \($tests | length) checks passed."]
     + [$labs[] | select(.file != null) | "\(.name): \(.file)" + (if .words == "" then "" else ", with warnings:\n\(.words)" end)]
     | join("\n")),
   output_format: "text", visibility: "visible", stdout_visibility: "hidden",
   tests: ($tests | map(del(.seconds))),
   extra_data: {labs: ([$labs[] as $lab | {key: $lab.name, value: {
     file: $lab.file,
     state: (if $lab.stopped != null then "hangs" else $lab.state end),
     seconds: ([$tests[] | select(.tags[0] == $lab.name) | .seconds])
   }}] | from_entries)}}
