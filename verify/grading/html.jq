# html.jq: what class.jq has made, as a page: who passed what, and which checks
# failed most. Whatever a student has named goes through @html.

def percent($part; $whole): if $whole == 0 then 0 else ($part * 100 / $whole | round) end;
def mean: if length == 0 then 0 else (add / length * 10 | round / 10) end;
# How good: a class of the style sheet. The points stand beside it, for those who
# see no colours.
def grade($score; $max): if $score == $max then "all" elif $score * 2 >= $max then "half" else "few" end;
def bar($percent): "<div class=\"bar\"><div style=\"width: \($percent)%\"></div></div>";

. as $class
| [.students[] | select(.score != null)] as $graded
| [$class.students[] | select(.score == null)] as $rest
| ([$class.max[]] | add // 0) as $total
| "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>Six namespaces: the class</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff; }
h1 { font-size: 1.5em; } h2 { font-size: 1.1em; margin-top: 2em; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .25em .6em; text-align: right; border-bottom: 1px solid #ddd; }
th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; white-space: pre-wrap; }
thead th { border-bottom: 2px solid #888; font-weight: 600; }
.all { background: #d5efd5; } .half { background: #fdf1c7; } .few { background: #f9d6d2; }
td:last-child { white-space: nowrap; }
.bar { background: #eee; width: 10em; display: inline-block; } .bar div { background: #4a7ab5; height: .8em; }
</style>
</head>
<body>
<h1>Six namespaces: the class</h1>
<p>\($class.students | length) submissions, \($graded | length) graded. Mean: \([$graded[].score] | mean) of \($total) points. \([$graded[] | select(.score == $total)] | length) have them all.</p>
<h2>The labs</h2>
<table>
<thead><tr><th>lab</th><th>mean</th><th>of</th><th>all points</th><th>share of the class</th></tr></thead>
<tbody>",
($class.labs[] as $lab
 | [$graded[] | select(.labs[$lab] == $class.max[$lab])] | length as $full
 | percent($full; $graded | length) as $percent
 | "<tr><td>\($lab)</td><td>\([$graded[].labs[$lab]] | mean)</td><td>\($class.max[$lab])</td><td>\($full)</td><td>\(bar($percent)) \($percent) %</td></tr>"),
"</tbody>
</table>
<h2>The checks that most failed</h2>
<table>
<thead><tr><th>check</th><th>failed</th><th>share of the class</th></tr></thead>
<tbody>",
(([$graded[].failed[]] | group_by(.) | map({name: .[0], count: length}) | sort_by(-.count) | .[:10]) as $worst
 | if ($worst | length) == 0 then "<tr><td>none</td><td>0</td><td></td></tr>" else
   ($worst[] | percent(.count; $graded | length) as $percent
   | "<tr><td>\(.name | @html)</td><td>\(.count)</td><td>\(bar($percent)) \($percent) %</td></tr>") end),
"</tbody>
</table>
<h2>The submissions</h2>
<table>
<thead><tr><th>submission</th>\($class.labs | map("<th>\(.)</th>") | join(""))<th>total</th></tr></thead>
<tbody>",
($class.students[] | . as $student
 | "<tr><td>\(.name | @html)</td>"
   + (if .score == null then "<td colspan=\"\(($class.labs | length) + 1)\">not graded</td>"
      else ($class.labs | map("<td class=\"\(grade($student.labs[.]; $class.max[.]))\">\($student.labs[.])</td>") | join(""))
        + "<td class=\"\(grade(.score; $total))\">\(.score)</td>" end)
   + "</tr>"),
"</tbody>
</table>
</body>
</html>"
