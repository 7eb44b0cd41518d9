# tap.jq: results.json as TAP (testanything.org, version 12): the text behind a check's
# line is what it says.
"1..\(.tests | length)",
(.tests | to_entries[] | .key as $i | .value
 | "\(if .status == "passed" then "ok" else "not ok" end) \($i + 1) \(.name | gsub("#"; "\\#"))",
   (.output | split("\n")[] | select(. != "") | "# " + .))
