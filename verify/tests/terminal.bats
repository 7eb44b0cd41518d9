#!/usr/bin/env bats
# What only a terminal shows: two of them, in tmux, as the reader of the notes
# has them.

# shellcheck disable=SC2016 # what is typed is for another shell

load ../judge/assert

verify=$BATS_TEST_DIRNAME/..
# shellcheck source=verify/lib/labs.bash
source "$BATS_TEST_DIRNAME/../lib/labs.bash"

setup() {
  export XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR # the practice host's note is ours
  # Without the user's settings, on a server of its own.
  seconds=1$RANDOM$$ # of a sleep that nobody else sleeps
  server=(tmux -L "kit-$BATS_TEST_NUMBER-$$" -f /dev/null)
  open_terminal first
}
teardown() {
  "${server[@]}" kill-server 2>/dev/null || :
}

# open_terminal NAME: with a practice host in it.
open_terminal() {
  "${server[@]}" new-session -d -x 100 -y 40 -s "$1" "$verify/practice-host" 3>&-
  await "$1" '^host#'
}

# keys TERMINAL KEY...: press them.
keys() {
  "${server[@]}" send-keys -t "$@"
}

# type_at TERMINAL COMMAND: type COMMAND at its prompt, wait for its end, and set
# $screen to what is on the screen then, $status to its exit status.
type_at() {
  local end=end-$RANDOM
  # What is typed before would stand before the prompt, and its output behind it.
  await_prompt "$1"
  keys "$1" "$2" Enter "echo $end \$?" Enter
  await "$1" "$end ([0-9]+)$"
  status=${BASH_REMATCH[1]}
}

# enter_lab TERMINAL LAB SHELL: start the lab there, with SHELL in it, and wait
# until that reads the terminal. When it has ended, "left" and its exit status
# are on the screen.
enter_lab() {
  local entered=entered-$RANDOM
  keys "$1" clear Enter "./$2/$2 sh -c 'echo $entered; exec $3'; echo left \$?" Enter
  await "$1" "^$entered$"
}

# await TERMINAL REGEX: until a line on the screen matches REGEX, for ten seconds
# at most. Sets $screen.
await() {
  local line end=$((SECONDS + 10))
  while ((SECONDS < end)); do
    screen=$("${server[@]}" capture-pane -p -t "$1")
    while IFS= read -r line; do
      [[ ! $line =~ $2 ]] || return 0
    done <<<"$screen"
  done
  printf 'no line like "%s" came on the screen:\n%s\n' "$2" "$screen" >&2
  return 1
}

# await_prompt TERMINAL: until the last line on the screen is a prompt.
await_prompt() {
  local end=$((SECONDS + 10))
  until [[ $("${server[@]}" capture-pane -p -t "$1" | grep . | tail -n 1) =~ ^[^\ ]*[#$]\ ?$ ]]; do
    ((SECONDS < end)) || fail 'no prompt came on the screen'
  done
}

# await_process COMMAND: until COMMAND runs.
await_process() {
  local end=$((SECONDS + 10))
  until pgrep -x -f "$1" >/dev/null; do
    ((SECONDS < end)) || return 1
  done
}

# assert_shown LINE: LINE is on the screen.
assert_shown() {
  run cat <<<"$screen"
  assert_line "$1"
}

@test "a second practice-host, in another terminal, joins the first" {
  type_at first 'hostname joined; echo hello >/tmp/note; ipcmk -Q; ip address add 192.0.2.1 dev lo; sleep infinity &'
  open_terminal second
  type_at second 'clear; hostname; cat /tmp/note; ipcs -q | grep -c 0x; ip address | grep -c 192.0.2.1; pgrep -c sleep; id -un'
  run sed '/^host#/d; /^end/d; /^ *$/d' <<<"$screen"
  assert_output $'joined\nhello\n1\n1\n1\nroot'
}

@test "when the first terminal leaves, the host is gone, and so is its note" {
  local note=$XDG_RUNTIME_DIR/practice-host-$EUID end=$((SECONDS + 10))
  open_terminal second
  assert [ -e "$note" ]
  keys first exit Enter
  # Both sessions end, and tmux with them.
  while "${server[@]}" list-sessions 2>/dev/null || [[ -e $note ]]; do
    ((SECONDS < end))
  done
}

@test "when its terminal is closed in the middle of a lab, the practice host is gone, and so is its note" {
  local lab end=$((SECONDS + 10))
  enter_lab first lab02_ipc sh
  "${server[@]}" new-session -d -s other 'exec cat' 3>&- # or the server would end
  keys first "sleep $seconds" Enter
  await_process "sleep $seconds"
  "${server[@]}" kill-session -t first
  while pgrep -f "sleep $seconds" || [[ -e $XDG_RUNTIME_DIR/practice-host-$EUID ]]; do
    ((SECONDS < end)) || fail 'the practice host is still there'
  done
}

@test "make map draws the lab that runs in the practice host, of two the later one" {
  local number
  run "$verify/pages/map"
  assert_line --index 0 'No lab runs in your practice host. These are all six:'
  assert_equal "$(grep -c '^ *host ' <<<"$output")" 6
  # Its /proc may show what it wants.
  enter_lab first lab02_ipc sh
  type_at first 'readlink /proc/$$/ns/ipc; mount -t tmpfs none /proc'
  number=$(grep -o '^ipc:.*' <<<"$screen" | grep -o '[0-9]*')
  run "$verify/pages/map"
  assert_success
  assert_line --index 0 'In your practice host:'
  assert_line --index 1 --regexp '^ +host +lab02_ipc$'
  assert_line --regexp "^ +ipc  \\[[0-9]+ *\\]      \\[$number\\]  its own$"
  assert_line --regexp '^ +pid  \[[0-9]+ ──────── lab02_ipc +\]  shared$'
  type_at first 'umount /proc'
  open_terminal second
  enter_lab second lab05_user sh
  run "$verify/pages/map"
  assert_line --index 1 --regexp '^ +host +lab05_user$'
  assert_equal "$(grep -c 'its own' <<<"$output")" 5
  keys second exit Enter
  await second '^left'
  run "$verify/pages/map"
  assert_line --index 1 --regexp '^ +host +lab02_ipc$'
  # Any other lab is started for the picture.
  run "$verify/pages/map" 1
  assert_line --index 0 --regexp '^ +host +lab01_uts$'
}

@test "what runs in the practice host cannot type into the terminal outside" {
  # TIOCSTI puts a byte into a terminal's input, see ioctl_tty(2). Kernels since
  # 6.2 can forbid it; this one may or may not.
  "${server[@]}" new-session -d -x 100 -y 40 -s plain \
    env -i PATH="$PATH" TERM="$TERM" bash --norc 3>&-
  keys plain "'$verify/practice-host' perl -e 'ioctl(STDIN, 0x5412, \$_) for split //, qq(echo typed\n)'; echo left" Enter
  await plain '^left$'
  type_at plain 'echo mine'
  assert_shown mine
  refute_line typed
}

@test "on a terminal, exit 3 in bash is exit status 3 in every lab" {
  local lab
  for lab in "${labs[@]}"; do
    enter_lab first "$lab" bash
    keys first 'exit 3' Enter
    await first '^left [0-9]+$'
    assert_equal "$lab ${BASH_REMATCH[0]}" "$lab left 3"
  done
}

@test "Ctrl-C at the lab's prompt interrupts the command, not the lab" {
  local lab
  for lab in "${labs[@]}"; do
    enter_lab first "$lab" sh
    keys first "sleep $seconds; echo not interrupted" Enter
    await_process "sleep $seconds"
    keys first C-c
    type_at first 'echo still in'
    assert_shown 'still in'
    refute_line 'not interrupted'
    keys first exit Enter
    await first '^left'
  done
}

@test "Ctrl-C in lab03_pid sleep ends both" {
  keys first "./lab03_pid/lab03_pid sleep $seconds" Enter
  await_process "sleep $seconds"
  keys first C-c
  type_at first ''
  assert_equal "$status" 130
  type_at first 'pgrep sleep; pgrep lab03'
  assert_equal "$status" 1
}

@test "dash as the shell of lab03 ends with status 2 on a terminal" {
  # The README of lab03 explains it. Where sh is another shell, it is the
  # command's own status.
  local expected=0
  [[ $(readlink -f "$(command -v sh)") != *dash ]] || expected=2
  enter_lab first lab03_pid sh
  keys first exit Enter
  await first '^left [0-9]+$'
  assert_equal "${BASH_REMATCH[0]}" "left $expected"
}

# assert_all_gone: of make verify no process and no file is left, in ten seconds.
assert_all_gone() {
  local end=$((SECONDS + 10))
  while pgrep -f "$BATS_TEST_TMPDIR/lab01_uts" || [[ -n $(ls "$BATS_TEST_TMPDIR/tmp") ]]; do
    ((SECONDS < end)) || fail "left: $(find "$BATS_TEST_TMPDIR/tmp" | head)"
  done >/dev/null
}

@test "make verify leaves no process and no file, whenever Ctrl-C comes or its terminal is closed" {
  local moment how
  cp "$verify/../lab01_uts/lab01_uts" "$BATS_TEST_TMPDIR/lab01_uts"
  mkdir "$BATS_TEST_TMPDIR/tmp"
  for how in ctrl-c close; do
    for moment in '' lab01_uts pstree; do
      "${server[@]}" has-session -t plain 2>/dev/null ||
        "${server[@]}" new-session -d -x 100 -y 40 -s plain env -i PATH="${PATH##*/bats-core:}" \
          HOME="$HOME" TERM="$TERM" TMPDIR="$BATS_TEST_TMPDIR/tmp" bash --norc 3>&-
      keys plain "clear; make -C '$verify/..' verify LAB=1 PROGRAM='$BATS_TEST_TMPDIR/lab01_uts'" Enter
      if [[ -n $moment ]]; then
        await plain "^lab01_uts: |$moment"
      else
        await_process ".*PROGRAM=$BATS_TEST_TMPDIR/lab01_uts"
      fi
      if [[ $how == close ]]; then "${server[@]}" kill-session -t plain; else keys plain C-c; fi
      assert_all_gone
    done
  done
}
