#!/usr/bin/env bash
# watch_host: watch a practice host from outside, and end it with its caller.
#
# Usage: watch_host.sh PARENT ACTION [ARGUMENT]
#
# In:  standard input, the news: what bwrap says of its child, then "up". PARENT,
#      the PID of verify/practice-host, which has started us.
# Out: when the host is up, what ACTION says of the PID of its process 1:
#      report FD    writes the PID to descriptor FD
#      record FILE  writes the PID and its user namespace to FILE, releases the
#                   lock on descriptor 9, and removes FILE in the end
#      none         does nothing
#
# bwrap has its child killed when its own first process dies. If that is killed
# very early, the child waits for it for ever. So the kernel sends us a signal
# when PARENT dies (setpriv --pdeathsig), and we kill whoever still has the news.
# Sources: setpriv(1), PR_SET_PDEATHSIG(2const), bwrap(1) (--die-with-parent,
# --info-fd).
set -uo pipefail

parent=$1 action=$2 argument=${3-}

# Kill all that the host's first processes are: they have the news open, as
# descriptor 4. With them goes the rest, for they are process 1 of what is below.
# Look again until there are none, for one may just have made another.
end_host() {
  local news pid found=1
  while ((found)); do
    found=0
    for news in /proc/[0-9]*/fd/4; do
      [[ $news -ef /proc/$$/fd/0 ]] || continue
      pid=${news#/proc/}
      kill -KILL "${pid%%/*}" && found=1
    done
  done 2>/dev/null
}
trap '' INT HUP
trap end_host TERM
[[ $PPID == "$parent" ]] || end_host

while read -r news && [[ $news != up ]]; do
  [[ $news =~ \"child-pid\":\ *([0-9]+) ]] && child=${BASH_REMATCH[1]}
done
# The child is unshare(1), and its only child is process 1.
if [[ ${news-} == up ]] && init=$(pgrep -P "$child"); then
  case $action in
  report) echo "$init" >&"$argument" ;;
  record)
    echo "$init $(readlink "/proc/$init/ns/user")" >"$argument"
    exec 9>&-
    ;;
  esac
fi
# Nothing more is said, and the news ends when all are gone. Until then the signal
# may come, which ends a read as well.
while read -r || (($? > 128)); do :; done
[[ $action != record ]] || rm -f "$argument"
