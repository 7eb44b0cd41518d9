#!/usr/bin/env bats
# The labs' READMEs, played: each command prints what the page says. And the tour
# and the map, which show the same.
#
# shellcheck disable=SC2016,SC2030,SC2031 # what is typed is for another shell

load ../lib/assert

verify=$(realpath "$BATS_TEST_DIRNAME/..")

setup() { cd "$verify/.." || return; }
teardown() { [[ -z ${server-} ]] || tmux -S "$server" kill-server 2>/dev/null || :; }

# played LAB: all pages of the lab, in every language.
played() {
  run verify/walkthrough "$1"
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
    "s/^   practice-host$/&\n   practice-host/" 's/‹4026532177›/‹4026532184›/' 's/‹11›\/ns/‹10›\/ns/'; do
    sed "$change" lab01_uts/README.md >"$BATS_TEST_TMPDIR/changed.md"
    run verify/walkthrough "$BATS_TEST_TMPDIR/changed.md"
    assert_failure 1
    assert_line --index 0 --regexp 'changed.md, line [0-9]+: (host#|#) '
  done
}

@test "a page without a step fails" {
  echo hello >"$BATS_TEST_TMPDIR/empty.md"
  run verify/walkthrough "$BATS_TEST_TMPDIR/empty.md"
  assert_failure 1
}

@test "make tour without a lab lists the six" {
  run verify/tour
  assert_success
  assert_equal "${#lines[@]}" 6
}

@test "a tour without a terminal prints the transcript, with the numbers of this run" {
  run verify/tour 2 </dev/null
  assert_success
  assert_line '    # ipcrm -q 0'
  refute_output --partial '‹0x'
  assert_line --regexp '^    0x[0-9a-f]{8} 0 '
}

# terminal COLUMNS LINES COMMAND: a terminal of that size, and COMMAND in it.
# shown: what is on it. await TEXT: until that is on it.
terminal() {
  server=$BATS_TEST_TMPDIR/server
  tmux -u -S "$server" -f /dev/null new-session -d -x "$1" -y "$2" "$3; echo over; exec cat" 3>&-
}
shown() { tmux -S "$server" capture-pane -p -J; }
await() {
  local end=$((SECONDS + 20))
  until [[ $(shown) == *"$1"* ]]; do ((SECONDS < end)) || fail <<<"no '$1': $(shown)"; done
}
press() { tmux -S "$server" send-keys "$@"; }

@test "the tour, in 80x24 and within tmux: Enter goes on, own commands may come between, q ends it all" {
  terminal 80 24 "env -u TMUX $verify/tour 1"
  await '[1/'
  # To the first command, the lab, and what it shows.
  local i
  for i in $(seq 2 30); do
    [[ $(shown) != *'→ left: # hostname newuts'* ]] || break
    press Enter
    await "[$i/"
  done
  # A command of one's own, in the left terminal.
  press F2
  press 'echo my $((6*7))' Enter
  await 'my 42'
  press F1
  press Enter
  await "[$i/"
  press q
  await over
  # Nothing is left of it.
  run pgrep -f "narrator.sh $verify/../lab01_uts"
  assert_output ''
}

@test "Ctrl-C in the tour's text ends it as well" {
  terminal 100 30 "$verify/tour 4"
  await '[1/'
  press C-c
  await over
}

@test "make map draws the namespaces of a running lab" {
  run verify/map 3
  assert_success
  assert_line --regexp '^ +pid  \[[0-9]+ *\]      \[[0-9]+\]  its own$'
  assert_line --regexp '^ +net  \[[0-9]+ ──────── lab03_pid +\]  shared$'
  assert_equal "$(grep -c 'its own' <<<"$output")" 3
}
