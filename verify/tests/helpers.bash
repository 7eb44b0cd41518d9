# shellcheck shell=bash
# What many tests need: a clean environment, a copy of the kit, what a program could have
# changed on the machine, an ssh server, terminals.
#
# In: the variables of bats. Sets verify and kit, the paths of verify/ and of the kit.
#
# shellcheck disable=SC2034 # the variables are for the tests

# shellcheck source=verify/judge/assert.bash
source "${BASH_SOURCE[0]%/*}/../judge/assert.bash"

verify=$(realpath "${BASH_SOURCE[0]%/*}/..")
kit=${verify%/verify}

# Put before a command, runs it in a new environment: bats inside bats would take the outer
# one's for its own. NAME=VALUE may follow.
clean_environment=(env -i HOME="$HOME" PATH="${PATH##*/bats-core:}" LANG=C.UTF-8)

# clean [NAME=VALUE]... COMMAND...: run COMMAND there, without the descriptors of bats.
clean() { "${clean_environment[@]}" "$@" 3>&- 4>&-; }

# eventually COMMAND...: wait until COMMAND succeeds, for a minute at most. Returns 1 then.
eventually() {
  local status=0 end=$((SECONDS + 60)) never
  exec {never}<> <(:)
  until "$@"; do
    ((SECONDS < end)) || status=1
    ((!status)) || break
    read -r -t 0.05 -u "$never" || : # looks no more often than this
  done
  exec {never}>&-
  return "$status"
}

# The kit.

# kit_files DIRECTORY: print the paths of the kit's own files in a directory of it, from there.
# (Where the kit has come as an archive, git does not know them: all that make, setup and
# participants have not made, then.)
kit_files() {
  (
    cd "$verify/../$1" || exit
    git ls-files 2>/dev/null | grep . || find . -type f ! -path '*/locale/*/*' \
      ! -path '*/node_modules/*' ! -path './work/*' -printf '%P\n'
  )
}

# copy_kit DIRECTORY: copy the kit there, built, without what git keeps.
copy_kit() {
  mkdir -p "$1"
  tar -C "$verify/.." --exclude=./.git --exclude=./work -cf - . | tar -C "$1" -xf -
}

# a_kit: copy the kit under a directory that only its owner may enter. The tests run as
# root too; the owner is somebody else then. Prints the copy's path.
a_kit() {
  local home=$BATS_TEST_TMPDIR/home
  mkdir -m 700 "$home"
  copy_kit "$home/kit"
  if ((EUID == 0)); then
    chown -R 12345:12345 "$home"
    # bats keeps its directories to itself, and run_bats the one around them.
    chmod o+x "$BATS_TEST_TMPDIR" "${BATS_TEST_TMPDIR%/*}" "$BATS_RUN_TMPDIR"
    [[ ${BATS_RUN_TMPDIR%/*} != */tmp.?????????? ]] || chmod o+x "${BATS_RUN_TMPDIR%/*}"
  fi
  echo "$home/kit"
}

# run_as_owner COMMAND...: run COMMAND as the owner of that copy, in a new environment.
run_as_owner() {
  local become=()
  ((EUID != 0)) || become=(setpriv --reuid 12345 --regid 12345 --clear-groups)
  "${become[@]}" "${clean_environment[@]}" HOME="$BATS_TEST_TMPDIR/home" "$@"
}

# The machine.

# machine_state: print what a program could have changed on the real machine.
machine_state() {
  hostname
  domainname
  cut -d ' ' -f 3- /proc/self/mountinfo
  ipcs | grep -v '^$'
  ip -o address
  grep -s . /proc/sys/vm/{swappiness,overcommit_memory,panic_on_oom} \
    /proc/sys/kernel/{core_pattern,panic,pid_max,threads-max,modprobe,sysrq,printk,msgmax} \
    /proc/sys/kernel/unprivileged_userns_clone /proc/sys/fs/file-max /proc/sys/user/max_* || :
  ls -ld /etc /usr "$verify"/../lab0*
}

# ssh_config [SETTING]: print the path of a file for ssh(1), -F: with it, ssh to any host comes
# here, by a server of our own, without a port. The server has a key and a /run of its own, and
# no group tty, to which an ordinary user's server could not give the terminal. SETTING is for
# the server. See sshd(8), -i, sshd_config(5), and ssh_config(5), ProxyCommand.
ssh_config() {
  local of=$BATS_TEST_TMPDIR server
  grep -v '^tty:' /etc/group >"$of/group"
  ssh-keygen -q -t ed25519 -N '' -f "$of/key"
  printf '%s\n' "HostKey $of/key" "AuthorizedKeysFile $of/key.pub" 'StrictModes no' 'UsePAM no' \
    'PermitRootLogin yes' 'PidFile none' "${1-}" >"$of/sshd_config"
  server="bwrap --dev-bind / / --tmpfs /run --dir /run/sshd --ro-bind $of/group /etc/group"
  server+=" --die-with-parent $(PATH=$PATH:/usr/sbin command -v sshd) -i -e -f $of/sshd_config"
  printf '%s\n' "ProxyCommand $server 2>>$of/sshd.log" "IdentityFile $of/key" \
    "UserKnownHostsFile $of/known" 'StrictHostKeyChecking no' 'LogLevel ERROR' >"$of/ssh_config"
  echo "$of/ssh_config"
}

# Terminals, in tmux(1), without the user's settings. All of a test's are on one server, which
# close_terminals, in teardown, ends. Where $terminals_of is set, to run_as_owner, they are the
# owner's.

tm() {
  local directory=$BATS_TEST_TMPDIR
  [[ -z ${terminals_of-} ]] || directory=$BATS_TEST_TMPDIR/home
  ${terminals_of-} tmux -u -S "$directory/tmux" -f /dev/null "$@"
}
close_terminals() { tm kill-server 2>/dev/null || :; }

# open_terminal NAME COLUMNS LINES COMMAND: open a terminal of that size, with COMMAND in it,
# in place of one of the same NAME.
open_terminal() {
  tm kill-session -t "=$1" 2>/dev/null || :
  tm new-session -d -s "$1" -x "$2" -y "$3" "$4" 3>&- 4>&-
}

# shown NAME: print what is on the terminal. press NAME KEY...: press them; see tmux(1).
# type_in NAME LINE: type LINE, and Enter.
shown() { tm capture-pane -p -J -t "=$1:"; }
press() { tm send-keys -t "=$1:" "${@:2}"; }
type_in() { press "$1" -l "$2" && press "$1" Enter; }

# await NAME TEXT: wait until TEXT is on the terminal. await_line NAME REGEX: until a line
# matches. Both set $screen.
await() {
  eventually is_shown "$1" "$2" || fail <<<"no '$2': $screen"
}
is_shown() { screen=$(shown "$1" 2>&1) && [[ $screen == *"$2"* ]]; }
await_line() {
  eventually is_line_shown "$1" "$2" || fail <<<"no line like '$2': $screen"
}
is_line_shown() {
  local line
  screen=$(shown "$1" 2>&1) || return
  while IFS= read -r line; do
    [[ ! $line =~ $2 ]] || return 0
  done <<<"$screen"
  return 1
}

# await_prompt NAME: wait until the last line is a shell's prompt: the shell has nothing to do.
await_prompt() { eventually is_at_prompt "$1" || fail <<<"no prompt: $screen"; }
is_at_prompt() {
  screen=$(shown "$1" 2>&1) || return
  screen=${screen%"${screen##*[![:space:]]}"}
  [[ ${screen##*$'\n'} =~ ^[^\ ]*[#$]\ ?$ ]]
}
