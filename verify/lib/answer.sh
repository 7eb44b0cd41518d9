#!/usr/bin/env bash
# answer: what verify/watch says on a save.
#
# Usage: answer.sh NAME
#
# Started by entr(1), which it ends when the program has passed.
# Out: the progress and the report, on standard output; errors on descriptor 3.
set -euo pipefail
exec 2>&3 3>&-

verify=$(dirname "$(dirname "$(realpath "$0")")")
# shellcheck source=verify/lib/work.sh
source "$verify/lib/work.sh"

[[ ! -t 1 ]] || clear
bar
REPORT_FIRST=yes "$verify/check" "$1" || exit 0
kill "$PPID"
