#!/usr/bin/env bash
# message_template: print all messages that want a translation, as a .pot file.
#
# Usage: verify/lib/message_template.sh
#
# They are the arguments of text in the scripts, and the names and titles of the
# paired scripts and of the challenges'. See xgettext(1).
set -euo pipefail

cd "$(dirname "$(realpath "$0")")/.."
{
  cat verify practice-host exercise check watch hint solution reset handout \
    lib/report lib/narrator.sh lib/work.sh lib/*.bash
  # Of the challenges' scripts, only the lines that say something.
  grep -h "\<text ['\"]" challenges/*.bats
  # As calls of text, too.
  sed -n '2s/^# \(.*\)\.$/text "\1"/p' lab0?_*.bats challenges/*.bats --separate
  sed -n 's/^@test \(".*"\) {$/text \1/p' lab0?_*.bats challenges/*.bats
  sed -n 's/^ *late=(\(["'\''].*["'\'']\) .*/text \1/p' lib/typing.bash
} | xgettext --language=Shell --keyword=text --keyword=die --keyword=ask --from-code=UTF-8 --no-location --omit-header --no-wrap --sort-output --output=- -
