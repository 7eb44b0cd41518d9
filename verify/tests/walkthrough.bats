#!/usr/bin/env bats
# The labs' READMEs, played: each command prints what the page says. And the tour
# and the map, which show the same.
#
# shellcheck disable=SC2016,SC2030,SC2031 # what is typed is for another shell

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() {
  cd "$verify/.." || return
  export LANG=C.UTF-8
  unset LC_ALL LC_MESSAGES NO_COLOR
}
teardown() { close_terminals; }

# played LAB: all pages of the lab, in every language.
played() {
  run verify/pages/walkthrough "$1"
  assert_success
  assert_equal "${#lines[@]}" "$(compgen -G "$1/README*.md" | wc -l)"
}
@test "lab01's page is true" { played lab01_uts; }
@test "lab02's page is true" { played lab02_ipc; }
@test "lab03's page is true" { played lab03_pid; }
@test "lab04's page is true" { played lab04_mount; }
@test "lab05's page is true" { played lab05_user; }
@test "lab06's page is true" { played lab06_net; }

@test "one character that is changed in what a page expects is noticed, with its line" {
  local change
  for change in 's/^   newuts$/   newutz/' 's/───lab01_uts(/───lab01_utz(/' \
    "s/^   practice-host$/&\n   practice-host/" \
    's/‹4026532177›/‹4026532184›/' 's/‹11›\/ns/‹10›\/ns/'; do
    sed "$change" lab01_uts/README.md >"$BATS_TEST_TMPDIR/changed.md"
    run verify/pages/walkthrough "$BATS_TEST_TMPDIR/changed.md"
    assert_failure 1
    assert_line --index 0 --regexp 'changed.md, line [0-9]+: (host#|#) '
  done
}

@test "a page without a step fails" {
  echo hello >"$BATS_TEST_TMPDIR/empty.md"
  run verify/pages/walkthrough "$BATS_TEST_TMPDIR/empty.md"
  assert_failure 1
}

@test "make tour without a lab lists the six" {
  run verify/pages/tour
  assert_success
  assert_equal "${#lines[@]}" 6
}

@test "a tour without a terminal prints the transcript, with the numbers of this run" {
  run verify/pages/tour 2 </dev/null
  assert_success
  assert_line '    # ipcrm -q 0'
  refute_output --partial '‹0x'
  assert_line --regexp '^    0x[0-9a-f]{8} 0 '
}

@test "a README in Markdown is laid out for a terminal of any width, in words and in Chinese" {
  # shellcheck disable=SC2034 # for layout.bash
  bold=('' '')
  # shellcheck source=verify/pages/layout.bash
  source verify/pages/layout.bash
  text='## A *heading*

A [link](to.md), **strong** `code`
and more.
- item one is long
- two
```mermaid
flowchart LR
    a(["one"]) --> b["two<br/>three"] --> c["four"]
```
| x | yy |
|---|---|
| `z*` | w |'
  lay_out 16 "$text"
  paginate 100
  assert_equal "${pages[0]}" 'A heading

A link, strong
`code` and more.
- item one is
  long
- two
  one        →
    two: three
  two: three →
    four
x     yy
`z*`  w
'
  # Four lines to a page: no block is cut that fits on one, no line is lost.
  paginate 4
  assert_equal "${#pages[@]}" 4
  assert_equal "${pages[1]}" $'- item one is\n  long\n- two\n'
  # Signs of Chinese are two columns wide, and stand before their punctuation.
  lay_out 12 '内核看这个进程。所在的 Namespace,“里面”'
  paginate 100
  assert_equal "${pages[0]}" $'内核看这个进\n程。所在的\nNamespace,\n“里面”\n'
}

# terminal COLUMNS LINES COMMAND: the terminal "tour", of that size, with COMMAND in it.
terminal() { open_terminal tour "$1" "$2" "$3; echo over; exec cat"; }

# narrated: what the tour's text is now, without its last lines.
narrated() { shown tour | sed '/^\[/,$d'; }

# state: the number of the step and of its page, and the command, which may change on
# the same page. go_on: press Enter, and wait until the tour has gone on, or is over.
state() { shown tour | sed -n 's/^\(\[[0-9]*\/[0-9, /]*\]\).*/\1/p; /^→/p; /^over$/p'; }
go_on() {
  before=$(state)
  press tour Enter
  eventually has_gone_on || fail <<<"not gone on: $(shown tour)"
}
has_gone_on() {
  local now
  now=$(state) && [[ $now == *'['* || $now == *over ]] && [[ $now != "$before" ]]
}

# play_to_end: press Enter until the tour is over. Sets $told to all that it has told.
play_to_end() {
  told=''
  until [[ $(state) == *over ]]; do
    told+=$(narrated)$'\n'
    go_on
  done
}

# left_over: the processes that have the tour's directory for temporary files.
left_over() { grep -lsa "^TMPDIR=$BATS_TEST_TMPDIR/far\|.TMPDIR=$BATS_TEST_TMPDIR/far" /proc/[0-9]*/environ; }

# await_nothing: until nothing is left of the tour, neither process nor file.
await_nothing() {
  eventually is_nothing_left || fail <<<"left over: $(left_over) $(ls -A "$BATS_TEST_TMPDIR/far")"
}
is_nothing_left() { ! left_over >/dev/null && [[ -z $(ls -A "$BATS_TEST_TMPDIR/far") ]]; }

@test "the tour, in 80x24 and within tmux: Enter goes on, own commands may come between, q ends it all" {
  mkdir "$BATS_TEST_TMPDIR/far"
  terminal 80 24 "env -u TMUX TMPDIR=$BATS_TEST_TMPDIR/far $verify/pages/tour 1"
  await tour '[1/'
  # To the first command in the lab.
  until [[ $(state) == *'→ left: # hostname newuts'* ]]; do go_on; done
  # A command of one's own, in the left terminal.
  press tour F2
  press tour 'echo my $((6*7))' Enter
  await tour 'my 42'
  # Who has scrolled back with the mouse is in a mode of tmux.
  tmux -S "$BATS_TEST_TMPDIR"/far/*/tmux copy-mode -t %0
  press tour F1
  go_on
  await tour '# hostname newuts'
  press tour q
  await tour over
  await_nothing
}

@test "the tour over ssh, by Enter to its end: it tells the whole page, and nothing is left" {
  local ssh
  ssh="ssh -F $(ssh_config '') -t here"
  mkdir "$BATS_TEST_TMPDIR/far"
  terminal 80 24 "$ssh TMPDIR=$BATS_TEST_TMPDIR/far $verify/pages/tour 4"
  await tour '[1/'
  play_to_end
  await_nothing
  # All that the transcript tells, in the same words, has been on the screen.
  local paragraph
  while read -r paragraph; do
    [[ $(tr -d ' \n' <<<"$told") == *"$(tr -d ' `' <<<"$paragraph")"* ]] ||
      fail <<<"not told: $paragraph"
  done < <(verify/pages/tour 4 </dev/null | sed '/^    /d')
  # The connection breaks: nothing is left either.
  terminal 80 24 "$ssh TMPDIR=$BATS_TEST_TMPDIR/far $verify/pages/tour 1"
  await tour '[1/'
  assert [ -n "$(left_over)" ]
  kill "$(pgrep -f "^ssh -F $BATS_TEST_TMPDIR/ssh_config")"
  await tour over
  await_nothing
}

@test "the tour takes another size of its terminal, and keys that mean nothing to it" {
  terminal 80 24 "TMOUT=1 $verify/pages/tour 1"
  await tour 'Enter: go on'
  await tour 'and it can rename "the
host"'
  tm resize-window -t tour -x 60 -y 20
  await tour 'asks the kernel for the host name, and
the kernel looks'
  tm resize-window -t tour -x 120 -y 40
  await tour 'namespace. Give a
shell a new one'
  # Bash's own idle time is not the tour's.
  local end=$((SECONDS + 3))
  while ((SECONDS < end)); do [[ $(state) != *over ]]; done
  press tour Escape Up Down F5 F9 M-q M-Enter C-z C-d
  press tour Enter
  await tour '[2/'
  press tour q
  await tour over
}

@test "without colour, or on a terminal that knows none: the tour goes on" {
  local setting
  for setting in NO_COLOR=1 TERM=vt100; do
    terminal 80 24 "env -u TMUX $setting $verify/pages/tour 1"
    await tour '[1/'
    go_on
    if [[ $setting == NO_COLOR=1 ]]; then
      run tm capture-pane -p -e -t tour
      refute_output --regexp $'\e\\[([0-9]*;)*(1|[34][0-8])[;m]'
    fi
    press tour q
    await tour over
  done
}

@test "on a terminal that has no screen, the tour goes on line by line" {
  terminal 80 40 "env -u TMUX TERM=dumb $verify/pages/tour 1"
  await tour '] Enter: go on'
  press tour Enter
  await tour '[2/'
  await tour '    host# ls -l /proc/$$/ns/uts'
  press tour Enter
  await tour "-> 'uts:["
  press tour q Enter
  await tour over
}

@test "Ctrl-C and Ctrl-\\ in the tour's text end it as well" {
  local key
  for key in C-c C-\\; do
    terminal 100 30 "$verify/pages/tour 4"
    await tour '[1/'
    press tour "$key"
    await tour over
  done
}

@test "make map draws the namespaces of a running lab" {
  run verify/pages/map 3
  assert_success
  assert_line --regexp '^ +pid  \[[0-9]+ *\]      \[[0-9]+\]  its own$'
  assert_line --regexp '^ +net  \[[0-9]+ ──────── lab03_pid +\]  shared$'
  assert_equal "$(grep -c 'its own' <<<"$output")" 3
}
