# shellcheck shell=bash
# What in the kernel, and in its settings, refuses namespaces. Each check looks for one
# cause. What is_refused asks for matters only where try_layers has seen a refusal.
#
# Sources: namespaces(7) (/proc/sys/user), user_namespaces(7), uname(1) on WSL 1 and 2,
# Debian's patch "add sysctl to disallow unprivileged CLONE_NEWUSER by default", the release
# notes of Ubuntu 23.10 (kernel.apparmor_restrict_unprivileged_userns) and 25.04 (AppArmor's
# profile bwrap-userns-restrict).
#
# shellcheck disable=SC2154 # practice_host is the doctor's, said layers.bash's

check_kernel() {
  check_version
  check_limits
  check_windows
  check_gvisor
  check_debian
  check_apparmor
  check_bwrap_profile
  check_built_without
}

# setting NAME: print the kernel's setting; nothing where there is none.
setting() { { cat "/proc/sys/${1//.//}" || :; } 2>/dev/null; }

# The oldest kernel that the kit is made for is 5.4.
check_version() {
  local release stops=verify
  [[ $practice_host == yes ]] || stops='practice_host verify'
  release=$(uname -r)
  [[ $release =~ ^([0-9]+)\.([0-9]+) ]] || return 0
  ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] < 5004)) || return 0
  finding old_kernel "$stops"
  cause 'Linux %s is older than 5.4, the oldest that the kit is made for' "$release"
  cure 'install a newer kernel, or distribution'
}

# Six practice hosts side by side, as make verify has them, take 18 namespaces of a kind.
namespaces_of_six=20

check_limits() {
  local kind limit stops=verify low=''
  ! is_out_of_namespaces || stops='practice_host verify'
  for kind in user pid mnt net ipc uts; do
    limit=$(setting "user.max_${kind}_namespaces")
    ((${limit:-$namespaces_of_six} < namespaces_of_six)) || continue
    low=yes
    finding "max_${kind}_namespaces" "$stops"
    cause '%s is %s, and six labs side by side take up to %s' \
      "user.max_${kind}_namespaces" "$limit" "$namespaces_of_six"
    cure_as_root "sysctl user.max_${kind}_namespaces=15000"
  done
  [[ -z $low ]] && is_out_of_namespaces || return 0
  finding limits_outside practice_host
  cause 'whoever has made the user namespace around us allows too few: %s' "$(all_said)"
  cure 'outside of this container, %s' "$(as_root 'sysctl user.max_user_namespaces=15000')"
}

# is_out_of_namespaces: a layer is refused with ENOSPC, in the words of unshare or of bwrap.
is_out_of_namespaces() {
  [[ ${said[*]} == *'No space left on device'* || ${said[*]} == *ENOSPC* ]]
}

# WSL 1 translates system calls, and calls itself Microsoft; WSL 2 is a Linux, and writes
# it with a small m.
check_windows() {
  [[ $(</proc/version) == *-Microsoft* ]] || return 0
  finding wsl1 'practice_host root virtual_machine'
  cause 'this is WSL 1, which has no namespaces'
  cure 'in PowerShell: wsl --list, then wsl --set-version NAME 2'
}

# gVisor answers system calls in a program of its own. The date of its kernel never changes.
check_gvisor() {
  is_refused "${!said[@]}" || return 0
  case $(</proc/version) in
  *gvisor* | *'Sun Jan 10 15:06:54 PST 2016'*) ;;
  *) return 0 ;;
  esac
  finding gvisor 'practice_host root'
  cause 'this container runs under gVisor, which is no Linux, and lacks some of its namespaces'
  cure_container --runtime=runc
}

check_debian() {
  [[ $(setting kernel.unprivileged_userns_clone) == 0 ]] && is_refused user || return 0
  finding unprivileged_userns_clone practice_host
  cause '%s is 0: only root may make a user namespace' kernel.unprivileged_userns_clone
  cure_as_root 'sysctl kernel.unprivileged_userns_clone=1'
}

# AppArmor then leaves whoever makes a user namespace no capability in it.
check_apparmor() {
  [[ $(setting kernel.apparmor_restrict_unprivileged_userns) == 1 ]] || return 0
  is_refused user uts ipc net pid mount proc bwrap nested practice_host || return 0
  finding apparmor_restrict_unprivileged_userns practice_host
  cause '%s is 1: AppArmor leaves an ordinary user no capability in a user namespace' \
    kernel.apparmor_restrict_unprivileged_userns
  cure_as_root 'sysctl kernel.apparmor_restrict_unprivileged_userns=0'
}

# The profile lets bwrap make namespaces, and takes all capabilities from what bwrap
# starts: from unshare, in the practice host. The sysctl above does not lift it. To read its
# name takes no privilege: what bwrap starts is under it.
check_bwrap_profile() {
  local label file=/etc/apparmor.d/bwrap-userns-restrict
  label=$(label_in_bwrap)
  [[ $label == *bwrap* ]] || return 0
  finding bwrap_profile practice_host
  cause 'the AppArmor profile "%s" takes the capabilities from what bwrap starts' "${label% (*}"
  cure_as_root "sh -c 'ln -s $file /etc/apparmor.d/disable/; apparmor_parser -R $file'"
}

# label_in_bwrap: print the AppArmor label of what bwrap starts.
label_in_bwrap() {
  "${as_ordinary_user[@]}" bwrap --ro-bind / / cat /proc/self/attr/current 2>/dev/null || :
}

check_built_without() {
  [[ ! -e /proc/self/ns/user ]] || return 0
  finding no_user_namespaces practice_host
  cause 'this kernel is built without user namespaces (CONFIG_USER_NS)'
  cure 'install the kernel of your distribution'
}
