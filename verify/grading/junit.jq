# junit.jq: results.json as JUnit's XML: a suite a lab. Sources: the reports of bats(1)
# --report-formatter junit, and docs.gitlab.com/ci/testing/unit_test_reports, which reads
# classname, name, time and failure.

def attribute: @html | gsub("\n"; "&#10;");

"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
"<testsuites time=\"\(.execution_time)\">",
(.extra_data.labs as $labs
 | .tests | group_by(.tags[0])[]
 | .[0].tags[0] as $lab | $labs[$lab].seconds as $seconds
 | "<testsuite name=\"\($lab)\" tests=\"\(length)\" failures=\"\(map(select(.status != "passed")) | length)\" errors=\"0\" skipped=\"0\" time=\"\($seconds | add)\">",
   (to_entries[] | .key as $i | .value
    | "<testcase classname=\"\($lab)\" name=\"\(.name | ltrimstr($lab + ": ") | attribute)\" time=\"\($seconds[$i])\""
      + if .status == "passed" then " />"
        else "><failure type=\"failure\" message=\"\(.score) of \(.max_score) points\">\(.output | @html)</failure></testcase>" end),
   "</testsuite>"),
"</testsuites>"
