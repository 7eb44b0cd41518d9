# shellcheck shell=bash
# Do labs run directly as root? No lab of the kit's is run as root here, because its source
# may be a student's: unshare asks the kernel for the same namespaces.
#
# Sources: unshare(1), capabilities(7), PR_SET_NO_NEW_PRIVS(2const).
#
# shellcheck disable=SC2034,SC2154 # root is the doctor's; the rest the other checks'

# answer_root: set $root to yes, some (labs 01 to 04) or no; to unknown for an ordinary
# user: sudo would ask for a password, and note in the system's log that we have asked.
answer_root() {
  local said four=(unshare --uts --ipc --net --pid --mount --fork --mount-proc)
  root=unknown
  if ((EUID)); then
    answer_sudo
  elif ! said=$(LC_ALL=C "${four[@]}" true 2>&1); then
    refuse_root "$said"
  elif ! said=$(LC_ALL=C "${six_namespaces[@]}" true 2>&1); then
    root=some
    finding root_in_user_namespace root
    cause 'root runs labs 01 to 04, but not 05 and 06: %s' "$said"
    cure 'see what stops the practice host'
  else
    root=yes
  fi
}

# answer_sudo: what an ordinary user can know.
answer_sudo() {
  if ! has_capability CapBnd "$cap_sys_admin"; then
    refuse_root "$(text 'nobody here can get %s' CAP_SYS_ADMIN)"
  elif [[ $(field NoNewPrivs) == 1 ]]; then
    root=no
    finding no_new_privs root
    cause 'this shell and what it starts cannot become root (no_new_privs)'
    cure 'use a terminal outside of what has started this one'
  fi
}

# refuse_root WHY: the answer is no, with a cure for the likely cause.
refuse_root() {
  root=no
  finding root_refused root
  cause 'root may not make namespaces here: %s' "$1"
  if ! has_capability CapBnd "$cap_sys_admin"; then
    cure_container --cap-add SYS_ADMIN
  elif [[ $(field Seccomp) == 2 ]]; then
    cure_container --security-opt seccomp=unconfined
  else
    cure 'see what stops the practice host'
  fi
}
