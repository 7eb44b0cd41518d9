#!/usr/bin/env bash
# help: list the targets of make, and what each does, in the reader's language.
#
# Usage: verify/lib/help.sh
#
# In: the Makefile, where the words stand behind ## in the line of the target.
set -euo pipefail

lib=$(dirname "$(realpath "$0")")
# shellcheck source=verify/lib/messages.sh
source "$lib/messages.sh"

while IFS=$'\t' read -r target words; do
  printf 'make %s\t%s\n' "$target" "$(text "$words")"
done < <(sed -n 's/^\([a-z-]*\):.*## /\1\t/p' "$lib/../../Makefile")
