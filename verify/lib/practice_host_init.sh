#!/bin/sh
# Process 1 of the practice host, started by verify/practice-host: set the host
# up, run the command in the arguments, reap whatever the command leaves behind.
#
# In:  descriptor 3, the archive of the files for the home directory.
# Out: descriptor 4, the line "up"; it stays open until the host is gone. Exit
#      status: that of the command, or 125 if the host could not be set up.

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
  echo up >&4 || exit 125

"$@" 3<&- 4>&-
