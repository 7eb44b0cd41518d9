#!/usr/bin/env bats
# What only a terminal shows: two of them, in tmux, as the reader of the notes
# has them.

# shellcheck disable=SC2016 # what is typed is for another shell

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"
# shellcheck source=verify/lib/labs.bash
source "$BATS_TEST_DIRNAME/../lib/labs.bash"

setup() {
  export XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR # the practice host's note is ours
  seconds=1$RANDOM$$                       # of a sleep that nobody else sleeps
  open_host first
}
teardown() { close_terminals; }

# open_host NAME: open a terminal with a practice host in it.
open_host() {
  open_terminal "$1" 100 40 "$verify/practice-host"
  await_line "$1" '^host#'
}

# type_at TERMINAL COMMAND: type COMMAND at its prompt, wait for its end, and set
# $screen to what is on the screen then, $status to its exit status.
type_at() {
  local end=end-$RANDOM
  # What is typed before would stand before the prompt, and its output behind it.
  await_prompt "$1"
  press "$1" "$2" Enter "echo $end \$?" Enter
  await_line "$1" "$end ([0-9]+)$"
  status=${BASH_REMATCH[1]}
}

# enter_lab TERMINAL LAB SHELL: start the lab there, with SHELL in it, and wait
# until that reads the terminal. When it has ended, "left" and its exit status
# are on the screen.
enter_lab() {
  local entered=entered-$RANDOM
  press "$1" clear Enter "./$2/$2 sh -c 'echo $entered; exec $3'; echo left \$?" Enter
  await_line "$1" "^$entered$"
}

# await_process COMMAND: until COMMAND runs.
await_process() { eventually pgrep -x -f "$1" >/dev/null; }

# assert_shown LINE: LINE is on the screen.
assert_shown() {
  run cat <<<"$screen"
  assert_line "$1"
}

@test "a second practice-host, in another terminal, joins the first" {
  type_at first 'hostname joined; echo hello >/tmp/note; ipcmk -Q; ip address add 192.0.2.1 dev lo; sleep infinity &'
  open_host second
  type_at second 'clear; hostname; cat /tmp/note; ipcs -q | grep -c 0x; ip address | grep -c 192.0.2.1; pgrep -c sleep; id -un'
  run sed '/^host#/d; /^end/d; /^ *$/d' <<<"$screen"
  assert_output $'joined\nhello\n1\n1\n1\nroot'
}

@test "when the first terminal leaves, the host is gone, and so is its note" {
  open_host second
  assert [ -e "$XDG_RUNTIME_DIR/practice-host-$EUID" ]
  press first exit Enter
  # Both sessions end, and tmux with them.
  eventually is_over
}
is_over() { ! tm list-sessions 2>/dev/null && [[ ! -e $XDG_RUNTIME_DIR/practice-host-$EUID ]]; }

@test "when its terminal is closed in the middle of a lab, the practice host is gone, and so is its note" {
  enter_lab first lab02_ipc sh
  open_terminal other 80 24 'exec cat' # or the server would end
  press first "sleep $seconds" Enter
  await_process "sleep $seconds"
  tm kill-session -t first
  eventually is_closed || fail 'the practice host is still there'
}
is_closed() { ! pgrep -f "sleep $seconds" >/dev/null && [[ ! -e $XDG_RUNTIME_DIR/practice-host-$EUID ]]; }

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
  open_host second
  enter_lab second lab05_user sh
  run "$verify/pages/map"
  assert_line --index 1 --regexp '^ +host +lab05_user$'
  assert_equal "$(grep -c 'its own' <<<"$output")" 5
  press second exit Enter
  await_line second '^left'
  run "$verify/pages/map"
  assert_line --index 1 --regexp '^ +host +lab02_ipc$'
  # Any other lab is started for the picture.
  run "$verify/pages/map" 1
  assert_line --index 0 --regexp '^ +host +lab01_uts$'
}

# open_plain [NAME=VALUE]...: open the terminal plain, with a shell of the machine itself.
open_plain() { open_terminal plain 100 40 "exec $(printf '%q ' "${clean_environment[@]}" TERM="$TERM" "$@" bash --norc)"; }

@test "what runs in the practice host cannot type into the terminal outside" {
  # TIOCSTI puts a byte into a terminal's input, see ioctl_tty(2). Kernels since
  # 6.2 can forbid it; this one may or may not.
  open_plain
  press plain "'$verify/practice-host' perl -e 'ioctl(STDIN, 0x5412, \$_) for split //, qq(echo typed\n)'; echo left" Enter
  await_line plain '^left$'
  type_at plain 'echo mine'
  assert_shown mine
  refute_line typed
}

@test "on a terminal, exit 3 in bash is exit status 3 in every lab" {
  local lab
  for lab in "${labs[@]}"; do
    enter_lab first "$lab" bash
    press first 'exit 3' Enter
    await_line first '^left [0-9]+$'
    assert_equal "$lab ${BASH_REMATCH[0]}" "$lab left 3"
  done
}

@test "Ctrl-C at the lab's prompt interrupts the command, not the lab" {
  local lab
  for lab in "${labs[@]}"; do
    enter_lab first "$lab" sh
    press first "sleep $seconds; echo not interrupted" Enter
    await_process "sleep $seconds"
    press first C-c
    type_at first 'echo still in'
    assert_shown 'still in'
    refute_line 'not interrupted'
    press first exit Enter
    await_line first '^left'
  done
}

@test "Ctrl-C in lab03_pid sleep ends both" {
  press first "./lab03_pid/lab03_pid sleep $seconds" Enter
  await_process "sleep $seconds"
  press first C-c
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
  press first exit Enter
  await_line first '^left [0-9]+$'
  assert_equal "${BASH_REMATCH[0]}" "left $expected"
}

# is_all_gone: of make verify no process and no file is left.
is_all_gone() {
  ! pgrep -f "$BATS_TEST_TMPDIR/lab01_uts" >/dev/null && [[ -z $(ls "$BATS_TEST_TMPDIR/tmp") ]]
}

@test "make verify leaves no process and no file, whenever Ctrl-C comes or its terminal is closed" {
  local moment how
  cp "$verify/../lab01_uts/lab01_uts" "$BATS_TEST_TMPDIR/lab01_uts"
  mkdir "$BATS_TEST_TMPDIR/tmp"
  for how in ctrl-c close; do
    for moment in '' lab01_uts pstree; do
      tm has-session -t plain 2>/dev/null || open_plain TMPDIR="$BATS_TEST_TMPDIR/tmp"
      press plain "clear; make -C '$verify/..' verify LAB=1 PROGRAM='$BATS_TEST_TMPDIR/lab01_uts'" Enter
      if [[ -n $moment ]]; then
        await_line plain "^lab01_uts: |$moment"
      else
        await_process ".*PROGRAM=$BATS_TEST_TMPDIR/lab01_uts"
      fi
      if [[ $how == close ]]; then tm kill-session -t plain; else press plain C-c; fi
      eventually is_all_gone || fail "left: $(find "$BATS_TEST_TMPDIR/tmp" | head)"
    done
  done
}
