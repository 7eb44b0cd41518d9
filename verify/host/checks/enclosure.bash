# shellcheck shell=bash
# What encloses us and refuses: a container, a chroot, what a process may not do. Each check
# looks for one cause, where try_layers has seen a refusal.
#
# Sources: user_namespaces(7) (EPERM in a chroot), seccomp(2), capabilities(7), keyrings(7),
# proc_pid_mountinfo(5), mount_namespaces(7) (locked mounts), docker-run(1), podman-run(1),
# bwrap(1).
#
# shellcheck disable=SC2034,SC2154 # said is layers.bash's; cap_sys_admin is for root.bash

check_enclosure() {
  check_become
  check_chroot
  check_seccomp
  check_keys
  check_covered_proc
  check_container_profile
  check_setuid_bwrap
}

# field NAME: print what /proc/self/status says of it.
field() {
  local name value
  while IFS=$':\t ' read -r name value; do
    [[ $name != "$1" ]] || echo "$value"
  done </proc/self/status
}

# Of <linux/capability.h>.
cap_sys_admin=21

# has_capability SET NUMBER: it is in that set of ours, CapEff or CapBnd.
has_capability() { ((0x$(field "$1") >> $2 & 1)); }

# Root becomes an ordinary user before anything of a lab runs.
check_become() {
  is_refused become || return 0
  finding become practice_host
  cause 'this root may not become an ordinary user: %s' "${said[become]}"
  cure 'run as an ordinary user, or start the container with %s' \
    '--cap-add SETUID --cap-add SETGID'
}

check_chroot() {
  is_refused user && is_chroot || return 0
  finding chroot practice_host
  cause 'this is a chroot, and from there nobody may make a user namespace'
  cure 'in place of chroot DIRECTORY: %s' "$(as_root "$root_without_chroot")"
}

# What makes DIRECTORY the root of a mount namespace.
root_without_chroot="unshare --mount sh -c 'cd DIRECTORY && mount --rbind . . && cd . && \
pivot_root . . && umount -l . && exec bash'"

# is_chroot: the root directory is no place where we see a file system mounted; or it is,
# and process 1, in the same mount namespace, sees that mount elsewhere.
is_chroot() {
  local id='' mount path
  while read -r mount _ _ _ path _; do
    [[ $path != / ]] || id=$mount
  done </proc/self/mountinfo
  [[ -n $id ]] || return 0
  { while read -r mount _ _ _ path _; do
    [[ $mount != "$id" || $path == / ]] || return 0
  done </proc/1/mountinfo; } 2>/dev/null
  return 1
}

check_seccomp() {
  [[ $(field Seccomp) == 2 ]] && ! is_out_of_namespaces || return 0
  is_refused keyring user uts ipc net pid mount bwrap nested practice_host || return 0
  finding seccomp practice_host
  cause 'a seccomp filter refuses system calls, as in a container: %s' "$(all_said)"
  cure_container --security-opt seccomp=unconfined
}

check_keys() {
  [[ ${said[keyring]-} == *'quota exceeded'* ]] || return 0
  finding key_quota practice_host
  cause 'this user has as many keys as the kernel allows'
  cure_as_root 'sysctl kernel.keys.maxkeys=2000 kernel.keys.maxbytes=200000'
}

# A new mount of /proc would show what the old one has covered, so the kernel refuses it.
check_covered_proc() {
  local path covered=''
  is_refused proc nested || return 0
  while read -r _ _ _ _ path _; do
    [[ $path != /proc/* || $path == /proc/sys/fs/binfmt_misc ]] || covered+=" $path"
  done </proc/self/mountinfo
  [[ -n $covered ]] || return 0
  finding covered_proc practice_host
  cause 'parts of /proc are covered, as in a container, so nobody may mount it anew:%s' "$covered"
  # Podman has another word for it, and leaves this mark.
  if [[ -e /run/.containerenv ]]; then
    cure_container --security-opt unmask=ALL
  else
    cure_container --security-opt systempaths=unconfined
  fi
}

# A container's own profile of AppArmor, such as docker-default, refuses mounts.
check_container_profile() {
  local label
  is_refused mount proc bwrap nested || return 0
  label=$({ tr -d '\0' <"/proc/$$/attr/current" || :; } 2>/dev/null)
  [[ -n $label && $label != unconfined* && $label != kernel ]] || return 0
  finding container_profile practice_host
  cause 'the AppArmor profile "%s" confines this shell' "${label% (*}"
  cure_container --security-opt apparmor=unconfined
}

# A set-uid bwrap gives nobody capabilities.
check_setuid_bwrap() {
  local bwrap
  is_refused bwrap && ((EUID)) && bwrap=$(type -P bwrap) && [[ -u $bwrap ]] || return 0
  finding setuid_bwrap practice_host
  cause '%s is set-uid, and so refuses --cap-add' "$bwrap"
  cure_as_root "chmod u-s $bwrap"
}
