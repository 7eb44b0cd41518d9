#!/usr/bin/env bats
# The documents: the languages say the same, and every link leads somewhere.
#
# shellcheck disable=SC2016,SC2030,SC2031,SC1112 # patterns with backquotes and signs of Chinese

load ../lib/assert

setup() { cd "$BATS_TEST_DIRNAME/../.." || return; }

english=(README.md verify/GRADING.md lab0?_*/README.md)

# blocks FILE: its fenced blocks but the pictures, whose words are translated.
blocks() { sed -n '/^ *```[a-z]/,/^ *```$/p' "$1" | sed '/```mermaid/,/```$/d'; }

# commands FILE: what stands between backquotes in its text, but words of prose.
commands() { sed '/^ *```[a-z]/,/^ *```$/d' "$1" | grep -o '`[^`]*`' | grep -v '[^ -~…]' | sort -u; }

# shape FILE: its headings by level, list items, tables and paragraphs of blocks.
shape() {
  sed '/^ *```[a-z]/,/^ *```$/{/```[a-z]/!d}' "$1" |
    sed -nE 's/^(#+) .*/\1/p; s/^( *)([0-9]+\.|-) .*/\1\2/p; s/^\|.*/|/p; s/^ *(```[a-z]+)$/\1/p'
}

# links FILE: the targets of its links, with those of the other language as ours.
links() { grep -oE '\]\([^)]*\)' "$1" | sed 's/^](//; s/)$//; s/\.zh-CN\.md/.md/; s/#.*//' | sort; }

@test "every page has its Chinese twin, with the same blocks, shape, links and commands" {
  local file twin what
  for file in "${english[@]}"; do
    twin=${file%.md}.zh-CN.md
    [[ -e $twin ]] || fail "$file has no twin"
    for what in blocks shape links; do
      run diff <("$what" "$file") <("$what" "$twin")
      [[ -z $output ]] || fail <<<"$what of $file and $twin differ:
$output"
    done
    # A command of the English page that the Chinese one does not name, or may word otherwise.
    run comm -23 <(commands "$file") <(commands "$twin")
    [[ -z $output ]] || fail <<<"only in $file: $output"
  done
}

@test "one changed character in a twin's block is noticed" {
  sed 's/newuts/newutz/' lab01_uts/README.zh-CN.md >"$BATS_TEST_TMPDIR/changed.md"
  run diff <(blocks lab01_uts/README.md) <(blocks "$BATS_TEST_TMPDIR/changed.md")
  assert_failure
}

# anchors FILE: its headings, as forges name them in links.
anchors() {
  sed -nE 's/^#+ //p' "$1" | tr '[:upper:]' '[:lower:]' | sed -E 's/[].,:;!?"`()’“”:,、。/[]//g; s/ /-/g; '"s/'//g"
}

@test "every relative link leads to a file, and every anchor to a heading" {
  local file target path
  while read -r file; do
    while read -r target; do
      [[ $target != http* ]] || continue
      path=${target%%#*}
      [[ -z $path ]] && path=$file || path=$(dirname "$file")/$path
      [[ -e $path ]] || fail "$file links to $target, which is not there"
      [[ $target != *'#'* ]] || anchors "$path" | grep -qxF -e "${target#*#}" ||
        fail "$file links to $target, which has no such heading"
    done < <(grep -oE '\]\([^)]*\)' "$file" | sed 's/^](//; s/)$//')
  done < <(git ls-files '*.md')
}
