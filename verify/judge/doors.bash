# shellcheck shell=bash
# How the lab's shell is tied to the host still, although its namespaces are new: by mounts
# in one peer group, and by open descriptors.
#
# Sources: proc_pid_mountinfo(5), mount_namespaces(7) (peer groups), setns(2), open(2),
# pidfd_open(2), proc_pid_fdinfo(5).
#
# shellcheck disable=SC2154 # lab_kinds, other_kinds and host_fd come from kernel.bash

# peer_mounts PID: print the mounts of the process that are in one peer group with one of
# the host's, eight at most: what is mounted there shows on the host.
peer_mounts() {
  local - line lines field count=0
  local -A of_host=()
  set +T
  is_new "$1" mnt || return 0
  mapfile -t -n 2000 lines <"/proc/$HOST_INIT/mountinfo"
  for line in "${lines[@]}"; do
    [[ ! ${line%% - *} =~ \ shared:([0-9]+) ]] || of_host[${BASH_REMATCH[1]}]=yes
  done
  mapfile -t -n 2000 lines <"/proc/$1/mountinfo"
  for line in "${lines[@]}"; do
    [[ ${line%% - *} =~ \ (shared:([0-9]+)) && -n ${of_host[${BASH_REMATCH[2]}]-} ]] || continue
    ((++count <= 8)) || break
    read -r -a field <<<"$line"
    text '%s is still shared with the host (%s)' "${field[4]}" "${BASH_REMATCH[1]}"
  done
}

# assert_mounts_not_shared: the lab has no such mount.
assert_mounts_not_shared() {
  run peer_mounts "$LAB_SHELL"
  [[ -z $output ]] ||
    because "$(text 'some mounts are still shared with the host, and what is mounted on them appears there: make every mount private in the child before exec, those below / as well (MS_REC | MS_PRIVATE)')"
  assert_output ''
}

# ways_back PID: print the open descriptors of the process that lead to the host's
# namespaces: a namespace's, a pidfd of a process there, and, where the lab has mounts of
# its own, a directory in the host's.
ways_back() {
  local - fd kind field value
  set +T
  for fd in "/proc/$1/fd/"*; do
    for kind in "${!host_fd[@]}"; do
      [[ ! $fd -ef /proc/self/fd/${host_fd[$kind]} ]] ||
        text "descriptor %s is the host's %s namespace" "${fd##*/}" "$kind"
    done
    while read -r field value; do
      case $field in
      Pid:) ! is_outside "$value" || text 'descriptor %s is a process of the host' "${fd##*/}" ;;
      mnt_id:)
        ! { [[ -d $fd ]] && is_new "$1" mnt && is_mount_of_host "$value"; } ||
          text "descriptor %s is a directory among the host's mounts" "${fd##*/}"
        ;;
      esac
    done <"/proc/$1/fdinfo/${fd##*/}"
  done 2>/dev/null
  return 0
}

# is_outside PID: the process lacks a namespace that the lab should have for itself.
is_outside() {
  local kind
  [[ -e /proc/$1 ]] || return
  for kind in $LAB_WANTED; do is_new "$1" "$kind" || return 0; done
  return 1
}

# is_mount_of_host ID: the host's mount table has that mount.
is_mount_of_host() {
  local id
  while read -r id _; do [[ $id != "$1" ]] || return 0; done <"/proc/$HOST_INIT/mountinfo"
  return 1
}

# hint_ways_back: print what is the matter if the lab's shell has such a descriptor.
hint_ways_back() {
  [[ -n $(ways_back "$LAB_SHELL") ]] || return
  text 'the shell has inherited a descriptor that leads to the host, and nsenter(1) can go back by it: open it with O_CLOEXEC, or close it before exec'
}
