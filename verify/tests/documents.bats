#!/usr/bin/env bats
# The documents: the languages say the same, and every link leads somewhere.
#
# shellcheck disable=SC2016,SC2030,SC2031,SC1112 # patterns with backquotes and signs of Chinese

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

export LC_ALL=C.UTF-8 # the patterns hold signs of Chinese
setup() {
  cd "$BATS_TEST_DIRNAME/../.." || return
  english=(README.md verify/{,grading/,workshop/,machines/,vm/}README.md lab0?_*/README.md)
  local file
  for file in verify/workshop/exercises/*.md; do
    [[ $file == *.zh-CN.md ]] || english+=("$file")
  done
}

# blocks FILE: its fenced blocks but the pictures, whose words are translated.
blocks() { sed -n '/^ *```[a-z]/,/^ *```$/p' "$1" | sed '/```mermaid/,/```$/d'; }

# commands FILE: what stands between backquotes in its text, but words of prose.
commands() {
  sed '/^ *```[a-z]/,/^ *```$/d' "$1" | grep -o '`[^`]*`' | grep -v '[^ -~…]' | sort -u
}

# shape FILE: its headings by level, list items, tables and paragraphs of blocks.
shape() {
  sed '/^ *```[a-z]/,/^ *```$/{/```[a-z]/!d}' "$1" |
    sed -nE 's/^(#+) .*/\1/p; s/^( *)([0-9]+\.|-) .*/\1\2/p; s/^\|.*/|/p; s/^ *(```[a-z]+)$/\1/p'
}

# links FILE: the targets of its links, with those of the other language as ours.
links() { grep -oE '\]\([^)]*\)' "$1" | sed 's/^](//; s/)$//; s/\.zh-CN\././; s/#.*//' | sort; }

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
  sed -nE 's/^#+ //p' "$1" | tr '[:upper:]' '[:lower:]' |
    sed -E 's/[].,:;!?"`()’“”:,、。/[]//g; s/ /-/g; '"s/'//g"
}

@test "every relative link leads to a file, and every anchor to a heading" {
  local file target path files
  mapfile -t files < <(find . -name '*.md' ! -path '*/node_modules/*' ! -path './work/*')
  assert [ "${#files[@]}" -gt 20 ]
  for file in "${files[@]}"; do
    while read -r target; do
      [[ $target != http* ]] || continue
      path=${target%%#*}
      [[ -z $path ]] && path=$file || path=$(dirname "$file")/$path
      [[ -e $path ]] || fail "$file links to $target, which is not there"
      [[ $target != *'#'* ]] || anchors "$path" | grep -qxF -e "${target#*#}" ||
        fail "$file links to $target, which has no such heading"
    done < <(grep -oE '\]\([^)]*\)' "$file" | sed 's/^](//; s/)$//')
  done
}

# untranslated FILE: print the messages that FILE has no translation of.
untranslated() {
  verify/lib/message_template >"$BATS_TEST_TMPDIR/all.pot"
  # Its head, in line 3, is no message.
  msgcmp --use-untranslated "$1" "$BATS_TEST_TMPDIR/all.pot" 2>&1 |
    grep -v ':3: warning: this message is not used$' || :
}

@test "every message has a translation, with the same places for what varies" {
  run untranslated verify/lib/locale/zh_CN.po
  assert_output ''
  run sed 's/#, c-format//; s/^msgid.*%/#, sh-printf-format\n&/' verify/lib/locale/zh_CN.po
  run msgfmt --check-format --statistics -o /dev/null - <<<"$output"
  assert_success
  refute_output --partial untranslated
  assert [ "$(verify/lib/message_template | grep -c '^msgid')" -gt 90 ]
}

@test "a message without one is noticed" {
  run untranslated verify/lib/locale/zh_CN.po
  assert_output ''
  sed '/^msgid "the shell is process 1"$/,+1d' verify/lib/locale/zh_CN.po \
    >"$BATS_TEST_TMPDIR/less.po"
  run untranslated "$BATS_TEST_TMPDIR/less.po"
  assert_output --partial 'this message is used but not defined'
}

in_chinese() { clean LANG=zh_CN.UTF-8 "$@"; }

@test "in a Chinese locale verification, hint and tour are Chinese" {
  run in_chinese verify/verify 1
  assert_success
  assert_line --partial '在里面设置的主机名，就是里面的主机名'
  assert_line --regexp '^10 项通过，0 项不通过'
  sed '/CLONE_NEWPID;/d' lab03_pid/lab03_pid.c >"$BATS_TEST_TMPDIR/lab03_pid.c"
  cc -o "$BATS_TEST_TMPDIR/lab03_pid" "$BATS_TEST_TMPDIR/lab03_pid.c"
  run in_chinese PROGRAM="$BATS_TEST_TMPDIR/lab03_pid" verify/verify 3
  assert_failure 1
  assert_line --partial '提示：clone 的标志里少了：CLONE_NEWPID'
  assert_output --partial '-- 输出不同 --'
  assert_line --regexp '^ +应为     : 1$'
  assert_line --regexp '^ +宿主机       实验         实际   应有$'
  assert_line --regexp '^ +pid    [0-9]+   [0-9]+   相同   新的 <--$'
  assert_line --regexp '^lab03_pid     新的  新的     ·     ·     ·     ·$'
  refute_output --regexp 'expected|actual|found|wanted'
  run in_chinese verify/pages/tour
  assert_line --index 0 'make tour LAB=1  实验 01：自己的主机名'
  # And what surrounds them.
  run in_chinese verify/pages/map 3
  assert_line --index 0 --regexp '^ +宿主机                lab03_pid$'
  assert_line --regexp '^ +pid  .*  自己的$'
  run in_chinese verify/verify 7
  assert_output --partial '没有实验“7”'
  run in_chinese verify/pages/diff 1
  assert_output --partial 'lab01_uts 是第一个实验'
  run in_chinese verify/doctor
  assert_line '实验不用 root 运行（make shell）：可以'
  run in_chinese TMPDIR=/nosuch verify/doctor --gate verify
  assert_failure 3
  assert_output --regexp '^make verify 在这里运行不了：写不了 1 MiB 的临时文件：.*。解决：在 /nosuch 里腾出空间'
  run in_chinese verify/practice-host --file /nosuch
  assert_output --partial 'practice-host: --file 要一个存在的文件'
  run in_chinese make help
  assert_line --regexp '^  make tour LAB=3 +一步步走完一个实验的导览$'
}

@test "a language that is not installed: no complaint but those of the shells that start" {
  # (Debian's is not; where it is, there is nothing to complain of.)
  run in_chinese LC_ALL=zh_CN.UTF-8 verify/lib/help
  assert_line '学生用'
  refute_output --partial 'columns.bash'
}

@test "where the translations are not built, a Chinese reader has one language: English" {
  local kit=$BATS_TEST_TMPDIR/kit
  cp -r . "$kit"
  rm -r "$kit"/verify/lib/locale/*/
  cd "$kit"
  all_texts() {
    in_chinese WORK="$kit/work" verify/workshop/exercise 1
    in_chinese WORK="$kit/work" verify/workshop/hint 1
    in_chinese verify/pages/tour
    in_chinese WORK="$kit/work" verify/workshop/check 1
  }
  run all_texts
  assert_output --partial 'lab01_uts, hint 1 of'
  assert_output --partial 'Read on: lab01_uts/README.md'
  refute [ "$(grep -cP '\p{Han}' <<<"$output")" -gt 0 ]
  # Where they are, all of these are Chinese.
  make
  rm -r work
  run all_texts
  assert_output --partial 'lab01_uts，提示 1'
  assert_output --partial '接着读：lab01_uts/README.zh-CN.md'
  refute_output --partial 'lab01_uts, hint 1 of'
}

# phrases REGEX: what bats-assert, as far as we load it, says in the places that match.
phrases() {
  local part library
  find_library bats-assert
  for part in $(sed -n 's/.*{\(assert,.*\)}.bash.*/\1/p' verify/judge/assert.bash | tr ',' ' '); do
    sed '/^ *#/d' "$library/$part.bash"
  done | grep -oE "$1" | grep -oE "'[^']*'" | grep -v ERROR | sort -u
}

@test "every phrase of bats-assert that a check can print has a translation" {
  # From distribution to distribution there are others: these are this one's.
  local phrase
  while read -r phrase; do
    grep -qxF "  $phrase" verify/judge/report || fail "the report does not know $phrase"
  done < <(
    phrases "batslib_decorate '[^']*'"
    phrases "'[a-z]+' +\"\\$"
  )
  assert [ "$(phrases "batslib_decorate '[^']*'" | wc -l)" -gt 20 ]
}

@test "both pages on grading show the table of system calls, whole and with nothing else" {
  local page table shown
  for page in verify/grading/README{,.zh-CN}.md; do
    # NAME WHERE, of the page: the names of a row's first cell, and what its second means.
    shown=$(awk -F '|' '/^\| `/ && !/`\/proc/ {
        place = $3 ~ /every|每台/ ? "all" : $3 ~ /your|自己/ ? "own" : "graded"
        gsub(/ of `(ioctl|setsockopt)`|`(ioctl|setsockopt)` 的/, "", $2)
        n = split($2, parts, "`")
        for (i = 2; i <= n; i += 2) print parts[i], place
      }' "$page" | sort)
    table=$(awk '/^[a-z]/ { print $2, $3 }' verify/host/system_calls | sort)
    assert_equal "$shown" "$table"
  done
}
