# csv.jq: what class.jq has made, as CSV. A spreadsheet takes a cell that begins
# with one of these signs for a formula: the apostrophe says that it is text.

def cell: if type == "string" and test("^[=+@\t\r-]") then "'" + . else . end;

.labs as $labs
| (["submission"] + $labs + ["total"]),
  (.students[] | . as $student | [.name, (if .score == null then ($labs[] | ""), "not graded" else $student.labs[$labs[]], .score end)])
| map(cell) | @csv
