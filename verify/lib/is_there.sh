# shellcheck shell=sh
# Is a tool installed? For verify/setup, which runs where nothing is, and for the doctor.
# Both set $verify, the directory of these scripts.
#
# shellcheck disable=SC2154 # verify

# is_there WHAT: WHAT is as in the second column of the table.
is_there() {
  case $1 in
  bats:[0-9]*) own_bats || bats_is "${1#*:}" ;;
  bats:*) own_bats || bats_library "bats-${1#*:}" ;;
  # Of libraries a command cannot tell: ask the compiler.
  libc:headers) compiles '#include <sched.h>' -fsyntax-only ;;
  libseccomp:headers) compiles '#include <seccomp.h>' -fsyntax-only ;;
  libc:asan) compiles 'int main(void) { return 0; }' -fsanitize=address ;;
  libc:ubsan) compiles 'int main(void) { return 0; }' -fsanitize=undefined ;;
  # Busybox has commands of these names too, with fewer options.
  util-linux:*) "${1#*:}" --version 2>/dev/null | grep -q util-linux ;;
  # The emulator of this machine's own processor.
  qemu:*) [ "$(uname -m)" != "${1#*:}" ] || command -v "qemu-system-${1#*:}" >/dev/null ;;
  busybox:static) static_busybox ;;
  perl:sockets) perl -MIO::Socket::INET -e 1 2>/dev/null ;;
  *) command -v "$1" >/dev/null ;;
  esac
}

# own_bats: take_bats has been here.
own_bats() { [ -x "$verify/packages/node_modules/bats/bin/bats" ]; }

# bats_is VERSION: the machine's bats is of VERSION (MAJOR.MINOR.PATCH) or newer.
bats_is() {
  command -v bats >/dev/null || return
  has=$(bats --version) # "Bats 1.8.2"
  [ "$(number "${has#* }")" -ge "$(number "$1")" ]
}

# number MAJOR.MINOR.PATCH: print a number that grows with the version.
number() { echo "$1" | awk -F. '{ printf "%d", ($1 * 1000 + $2) * 1000 + $3 }'; }

# The same places as verify/judge/assert.bash looks in.
bats_library() {
  for directory in "${BATS_LIB_PATH-}" /usr/lib/bats /usr/lib /usr/share/bats /usr/share \
    /usr/local/lib/node_modules /usr/lib/node_modules; do
    if [ -d "$directory/$1/src" ]; then
      return 0
    fi
  done
  return 1
}

# The first of these names, as in verify/challenges/challenge04_pivot_root.bats.
static_busybox() {
  busybox=$(command -v busybox.static || command -v busybox-static || command -v busybox) &&
    ! ldd "$busybox" >/dev/null 2>&1
}

# compiles SOURCE OPTION: the compiler takes it.
compiles() { echo "$1" | cc -x c "$2" -o /dev/null - 2>/dev/null; }
