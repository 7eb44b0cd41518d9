# shellcheck shell=bash
# The users of a practice host that has an ordinary one (practice-host --ordinary): its
# root, and number 1234 of group 5678.
#
# The two numbers differ, so that a program that takes one for the other is seen; and they
# stand for numbers of the machine's that are not root's, so that the kernel asks for
# "deny" in setgroups. Root may give such numbers away, and an ordinary user who has a
# range of them in /etc/subuid and /etc/subgid, by newuidmap(1) and newgidmap(1). Where
# neither is, the host has one user only: 1234 is root's other name, "deny" is inherited,
# and nobody can see whether a program has written it.
#
# Sources: user_namespaces(7), newuidmap(1), subuid(5), and systemd's list of users,
# https://systemd.io/UIDS-GIDS.
#
# shellcheck disable=SC2034 # for the scripts that source this

# shellcheck source=verify/host/ordinary_user.bash
source "${BASH_SOURCE[0]%/*}/ordinary_user.bash"

readonly ordinary_uid=1234 ordinary_gid=5678
ordinary_user="ordinary:x:$ordinary_uid:$ordinary_gid:ordinary user:/home/ordinary:/bin/bash"
ordinary_group="ordinary:x:$ordinary_gid:"
ordinary_environment=("ORDINARY=$ordinary_uid:$ordinary_gid" HOME=/home/ordinary USER=ordinary)

# map_users PID: give these users to the user namespace of process PID, which has no
# mapping yet; or root alone, where that cannot be. Returns 1 if not even that can be.
map_users() {
  local uid gid
  if is_real_root; then
    uid=${PRACTICE_HOST_ID:-65534} gid=$uid
  else
    uid=$EUID gid=$(id -g)
  fi
  map_id "$1" uid "$uid" "$ordinary_uid" || echo "0 $uid 1" >"/proc/$1/uid_map" || return
  map_id "$1" gid "$gid" "$ordinary_gid" ||
    { echo deny >"/proc/$1/setgroups" && echo "0 $gid 1" >"/proc/$1/gid_map"; }
} 2>/dev/null

# map_id PID KIND ROOT ID: map 0 to ROOT, and ID to a number that is no user's of the
# machine. KIND is uid or gid. Returns 1 where there is no such number.
map_id() {
  local first
  if is_real_root; then
    # systemd gives 65520 to 65533 to nobody. A stranger's practice host gets those that
    # are 300 above its own: see first_id in grade-class.
    first=$((${PRACTICE_HOST_ID:-65233} + 300))
    [[ $2 == uid ]] || first=$((first - 1))
    # Bash itself would write a line at a time, but a mapping is taken once.
    cat <<<"0 $3 1"$'\n'"$4 $first 1" >"/proc/$1/$2_map"
  else
    first=$(first_in "/etc/sub$2")
    [[ -n $first ]] && "new$2map" "$1" 0 "$3" 1 "$4" "$first" 1
  fi
}

# first_in FILE: print the first number that the caller may give away, by FILE.
first_in() {
  local name first count me
  me=$(id -un)
  while IFS=: read -r name first count; do
    if [[ $name == "$EUID" || $name == "$me" ]] && ((count)); then
      echo "$first"
      return
    fi
  done <"$1"
}
