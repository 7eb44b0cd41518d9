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
#      In the end it removes the cgroups that the environment variable CGROUPS
#      names, if any. With WATCH_MEMORY, seconds, it looks that often whether
#      less than PRACTICE_HOST_MEMORY_LEFT per cent of the machine's memory
#      (by default 12) is available, and ends the host if so.
#
# bwrap has its child killed when its own first process dies. If that is killed
# very early, the child waits for it for ever. So the kernel sends us a signal
# when PARENT dies (setpriv --pdeathsig), and we kill whoever still has the news.
# Sources: setpriv(1), PR_SET_PDEATHSIG(2const), bwrap(1) (--die-with-parent,
# --info-fd).
set -uo pipefail

parent=$1 action=$2 argument=${3-}
# It would end a read that is to wait, see bash(1).
unset TMOUT

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

# memory_is_short: too little of the machine's memory is available.
memory_is_short() {
  local name value total=0 available=0
  while read -r name value _; do
    case $name in
    MemTotal:) total=$value ;;
    MemAvailable:) available=$value && break ;;
    esac
  done </proc/meminfo
  ((available * 100 < total * ${PRACTICE_HOST_MEMORY_LEFT:-12}))
}

trap '' INT HUP
trap end_host TERM
[[ $PPID == "$parent" ]] || end_host

while read -r news && [[ $news != up ]]; do
  [[ $news =~ \"child-pid\":\ *([0-9]+) ]] && child=${BASH_REMATCH[1]}
done
# The child is unshare(1), and its only child is process 1.
# (There is no line end in that file, so read returns 1; and it may be gone again.)
init=''
[[ ${news-} != up ]] || { read -r init _ <"/proc/$child/task/$child/children"; } 2>/dev/null || :
if [[ -n $init ]]; then
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
while read -r -t "${WATCH_MEMORY:-3600}" || (($? > 128)); do
  [[ -z ${WATCH_MEMORY-} ]] || ! memory_is_short || end_host
done
[[ $action != record ]] || rm -f "$argument"
# The last process may still be on its way out.
for cgroup in ${CGROUPS-}; do
  until rmdir "$cgroup" 2>/dev/null || ((SECONDS > 30)); do :; done
done
