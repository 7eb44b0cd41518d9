# shellcheck shell=bash
# The practice host that make shell has opened is noted in a file, for the second
# terminal and for the map: the PID of its process 1, and its user namespace, for
# PIDs are used again.

# note_path: print the path of the note.
note_path() {
  local directory=${XDG_RUNTIME_DIR:-/tmp}
  [[ -w $directory ]] || directory=/tmp
  echo "$directory/practice-host-$EUID"
}

# noted_host: print the PID in the note on standard input, if it is that host's still.
noted_host() {
  local pid user
  read -r pid user || return 1
  [[ -n $user && $(readlink "/proc/$pid/ns/user") == "$user" ]] || return 1
  echo "$pid"
}
