# class.jq: the results of a class in one object.
#
# In:  the submissions' results.json, and $names, [[{id, name}]]. The id is the
#      name of the directory that the file lies in.
# Out: {labs, max, students: [{name, labs, score, failed}], checks}, where a
#      submission that has no result has the score null; sorted by name.

(reduce inputs as $result ({};
  .[input_filename | split("/")[-2]] = {
    score: $result.score,
    labs: ($result.tests | group_by(.tags[0]) | map({key: .[0].tags[0], value: (map(.score) | add)}) | from_entries),
    failed: [$result.tests[] | select(.status == "failed") | .name]
  } | .[""] = $result)) as $results
| ($results[""].tests // []) as $tests
| {
    labs: [$tests[].tags[0]] | unique,
    max: ($tests | group_by(.tags[0]) | map({key: .[0].tags[0], value: (map(.max_score) | add)}) | from_entries),
    checks: [$tests[].name],
    students: [$names[0][] | {name} + ($results[.id] // {score: null, labs: {}, failed: []})] | sort_by(.name)
  }
