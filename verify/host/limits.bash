# shellcheck shell=bash
# shellcheck disable=SC2034 # in_cgroup is for the scripts that source this
# What bounds a practice host that runs strangers' code. Limits of processes are
# set inside, by init.sh; they cannot bound memory, for many processes
# and what they write to a tmpfs count together, nor the share of the processors,
# for the scheduler gives each session one of its own (autogroup). A cgroup can,
# where one is to be had.
#
# Sources: cgroups(7), sched(7), systemd-run(1), Documentation/admin-guide/cgroup-v2.rst
# and cgroup-v1/memory.rst in the Linux source.

# The memory that one practice host may use, in bytes.
readonly memory_limit=$((1 << 30))

# What systemd-run(1) is told. A weight of its own makes the host one among others.
systemd_limits=(--quiet --scope --collect -p "MemoryMax=$memory_limit" -p MemorySwapMax=0 -p CPUWeight=100)

# cgroup_keeper: print what makes cgroups on this machine: systemd, systemd-user,
# the directory in which they are made, or none.
cgroup_keeper() {
  local directory
  if [[ -d /run/systemd/system ]] && ((EUID == 0)) &&
    systemd-run "${systemd_limits[@]}" true </dev/null &>/dev/null; then
    echo systemd
  elif [[ -d /run/systemd/system ]] &&
    systemd-run --user "${systemd_limits[@]}" true </dev/null &>/dev/null; then
    echo systemd-user
  else
    for directory in /sys/fs/cgroup /sys/fs/cgroup/memory; do
      if make_cgroups "$directory"; then
        rmdir "${cgroups[@]}"
        echo "$directory"
        return
      fi
    done
    echo none
  fi
}

# make_cgroups DIRECTORY: make a cgroup of limited memory there and, where processors
# have a hierarchy of their own (version 1), one there. Sets $cgroups to their paths.
# Returns 1 if that cannot be.
make_cgroups() {
  local file limited=''
  cgroups=("$(mktemp -d "$1/practice-host.XXXXXXXXXX" 2>/dev/null)") || return 1
  # The names of version 2 and of version 1.
  for file in memory.max memory.limit_in_bytes; do
    [[ ! -e ${cgroups[0]}/$file ]] || ! echo "$memory_limit" 2>/dev/null >"${cgroups[0]}/$file" || limited=yes
  done
  [[ -n $limited ]] || {
    rmdir "${cgroups[0]}"
    return 1
  }
  # It may not swap either, where that can be said.
  for file in memory.swap.max memory.swappiness; do
    [[ ! -e ${cgroups[0]}/$file ]] || echo 0 2>/dev/null >"${cgroups[0]}/$file" || :
  done
  [[ $1 != */memory || ! -d ${1%/*}/cpu ]] || {
    file=${1%/*}/cpu/${cgroups[0]##*/}
    ! mkdir "$file" 2>/dev/null || cgroups+=("$file")
  }
}

# limit KEEPER: set $in_cgroup, what to put before a command to run it in cgroups of
# its own, and $cgroups, those that are to be removed when they are empty.
limit() {
  cgroups=() in_cgroup=()
  case $1 in
  systemd) in_cgroup=(systemd-run "${systemd_limits[@]}" --) ;;
  systemd-user) in_cgroup=(systemd-run --user "${systemd_limits[@]}" --) ;;
  none) ;;
  *)
    make_cgroups "$1" || return 1
    # shellcheck disable=SC2016 # expanded by that shell
    in_cgroup=(sh -c 'for cgroup in $0; do echo $$ >"$cgroup/cgroup.procs" || exit 125; done && exec "$@"'
      "${cgroups[*]}")
    ;;
  esac
}
