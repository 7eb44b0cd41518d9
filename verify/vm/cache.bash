# shellcheck shell=bash
# Where the virtual machine keeps its kernels, and what of it runs.

# cache: print the directory for what takes long to make: below $XDG_CACHE_HOME, by default
# ~/.cache, or, where that cannot be written, in /tmp.
cache() {
  local directory=${XDG_CACHE_HOME:-${HOME-/nonexistent}/.cache}/six-namespaces
  { mkdir -p "$directory" && [[ -w $directory ]]; } 2>/dev/null ||
    directory=$(private /tmp/six-namespaces)
  echo "$directory"
}

# running: print the directory for what a running machine needs; its path is short, because that
# of a socket must be, see unix(7).
running() { private "${XDG_RUNTIME_DIR:-/tmp}/six-namespaces-vm"; }

# private DIRECTORY: print DIRECTORY-UID, which is there then, and nobody else's. Returns 1, with a
# line, if it cannot be had.
private() {
  local directory=$1-$EUID
  mkdir -m 700 "$directory" 2>/dev/null || :
  [[ -d $directory && ! -L $directory && -O $directory && -w $directory ]] || {
    text '%s is not a directory of yours alone: remove it' "$directory" >&2
    return 1
  }
  echo "$directory"
}
