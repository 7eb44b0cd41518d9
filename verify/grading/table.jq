# table.jq: results.json as a table for people: labs, points, what failed and why.

def pad($n): tostring | (" " * ([$n - length, 0] | max)) + .;

def lines: split("\n")[] | select(. != "") | "            " + .;

(.tests | group_by(.tags[0])[]
 | (map(.score) | add) as $score | (map(.max_score) | add) as $max
 | (map(select(.status == "passed")) | length) as $passed
 | "\(.[0].tags[0] + "            " | .[:12])\($score | pad(4)) of \($max | pad(2)) points  \($passed) of \(length) checks",
   (.[] | select(.status == "failed")
    | "    \(.score) of \(.max_score)  \(.name | sub("^[^:]*: "; ""))", (.output | lines))),
"",
"\("total            " | .[:12])\(.score | pad(4)) of \([.tests[].max_score] | add) points"
