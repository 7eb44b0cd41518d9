#!/usr/bin/env bash
# message_template: print all messages that want a translation, as a .pot file.
#
# Usage: verify/lib/message_template.sh
#
# They are the arguments of text in the scripts, the names and titles of the paired
# scripts and of the challenges', what the report knows of bats-assert, and what make
# help says. See xgettext(1).
set -euo pipefail

cd "$(dirname "$(realpath "$0")")/.."
{
  cat verify practice-host exercise check watch hint solution reset handout \
    doctor step map tour walkthrough lib/report lib/*.sh lib/*.bash
  # Of the challenges' scripts, only the lines that say something.
  grep -h "\<text ['\"]" challenges/*.bats
  # As calls of text, too.
  sed -n "/^phrases=(/,/^)/s/^  '/text '/p; /^labels=(/,/^)/s/^  '/text '/p" lib/report
  sed -n 's/^[a-z-]*:.*## \(.*\)/text "\1"/p' ../Makefile
  sed -n "s/^ *sick '/text '/p" doctor
  sed -n '2s/^# \(.*\)\.$/text "\1"/p' lab0?_*.bats challenges/*.bats --separate
  sed -n 's/^@test \(".*"\) {$/text \1/p' lab0?_*.bats challenges/*.bats
  sed -n 's/^ *late=(\(["'\''].*["'\'']\) .*/text \1/p' lib/typing.bash
} | xgettext --language=Shell --keyword --keyword=text --keyword=die --keyword=ask --from-code=UTF-8 --no-location --omit-header --no-wrap --output=- -
