# shellcheck shell=bash
# Nothing that touches a lab runs as root of the real machine.
#
# shellcheck disable=SC2034 # as_ordinary_user is for the scripts that source this

# Some of the tools that we need are not on an ordinary user's own PATH.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# is_real_root: we are root, and there is a user 65534 to become. In a user
# namespace that maps root alone, root is an ordinary user already.
is_real_root() {
  local inside count
  ((EUID == 0)) || return 1
  while read -r inside _ count; do
    ((65534 < inside || 65534 >= inside + count)) || return 0
  done </proc/self/uid_map
  return 1
}

# as_ordinary_user: what to put before a command to run it as an ordinary user;
# nothing, for one. Root becomes "nobody" with setpriv(1), or the user ID in
# $PRACTICE_HOST_ID: a user namespace whose root is the real root could write to
# the machine's settings, such as /proc/sys/vm.
as_ordinary_user=()
if is_real_root; then
  as_ordinary_user=(setpriv --reuid "${PRACTICE_HOST_ID:-65534}" --regid "${PRACTICE_HOST_ID:-65534}"
    --clear-groups --)
fi
