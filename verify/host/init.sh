#!/bin/sh
# Process 1 of the practice host, started by verify/practice-host: set the host
# up, run the command in the arguments, reap whatever the command leaves behind.
#
# In:  descriptor 3, the archive of the files for the home directory; the environment
#      variable LIMITED, if the command is a stranger's code; ORDINARY, UID:GID, if it
#      is an ordinary user.
# Out: descriptor 4, the line "up"; it stays open until the host is gone. Exit
#      status: that of the command, or 125 if the host could not be set up.

# Enough processes for everything in here, too few for a fork bomb. Linux before
# 5.14 counts all those of the user outside. A stranger's code gets 64 of them,
# 10 seconds of a processor and 2 GiB of addresses each, and files of 64 MiB. See
# prlimit(1).
limits='--core=0'
processes=256
[ -z "$LIMITED" ] || limits="$limits --cpu=10 --as=2147483648 --fsize=67108864 --nofile=1024" processes=64
release=$(uname -r)
minor=${release#*.}
[ "$((${release%%.*} * 1000 + ${minor%%[!0-9]*}))" -lt 5014 ] || limits="$limits --nproc=$processes"
# shellcheck disable=SC2086 # words to be split
prlimit --pid $$ $limits || exit 125
unset LIMITED

# as_user: be that user, with no capability, and run the command. Where the user has no
# number of its own in here, it is the same user under another number.
as_user() {
  user=${ORDINARY%:*} group=${ORDINARY#*:}
  unset ORDINARY
  if chown "$user:$group" . 2>/dev/null; then
    exec setpriv --reuid "$user" --regid "$group" --clear-groups \
      --inh-caps=-all --bounding-set=-all "$@"
  else
    exec unshare --user --map-user="$user" --map-group="$group" "$@"
  fi
}

if [ -n "$ORDINARY" ]; then
  chmod 1777 /tmp /var/tmp &&
    chmod 644 /etc/passwd /etc/group /compile.sh &&
    cd &&
    tar --no-same-owner -xf - <&3 &&
    echo up >&4 || exit 125
  (as_user "$@") 3<&- 4>&- 9>&-
  exit
fi

# sys: a /sys that shows this host's network, if there is one at all, and the
# machine has nothing of it covered.
sys() {
  [ ! -d /sys/class ] || mount -t sysfs -o ro,nosuid,nodev,noexec sysfs /sys 2>/dev/null || :
}

# queues: make POSIX message queues small here. The kernel counts them by user, in all
# hosts together, and 800 KiB (RLIMIT_MSGQUEUE, see getrlimit(2)) are nine of its default
# size: the tenth lab02 that is checked at a time would have none. (Linux before 5.19 lets
# nobody but the machine's root say so: see mq_overview(7).)
queues() {
  { echo 128 >/proc/sys/fs/mqueue/msgsize_default; } 2>/dev/null || :
}

# own_labs: in a kit without finished labs, those that the participant has written stand
# in for them.
own_labs() {
  for source in */lab0[1-6]_*.c; do
    name=${source##*/}
    name=${name%.c}
    [ ! -f "$source" ] || [ -e "$name/$name" ] ||
      { mkdir -p "$name" && sh /compile.sh "$source" "$name/$name" >/dev/null; } || :
  done
}

# The mounts that bwrap made belong to a user namespace of which nobody in here
# is root, so they can be neither unmounted nor made writable. Make them shared,
# as systemd does on a real host: what a lab mounts carelessly in its copy of
# them then shows here as well.
mount --make-rshared / &&
  hostname practice-host &&
  ip link set lo up &&
  cd &&
  tar --no-same-owner -xf - <&3 &&
  echo "PS1='host# '" >.bashrc &&
  sys &&
  queues &&
  own_labs &&
  echo up >&4 || exit 125

"$@" 3<&- 4>&-
