#!/usr/bin/env bats
# The doctor on sick machines. Each is made in namespaces of its own, so that nothing of
# the real machine changes: a setting, a mount, a filter of system calls, a tool that is
# not there.
#
# shellcheck disable=SC2016 # scripts in quotes are for the machine

load ../judge/assert

verify=$(realpath "$BATS_TEST_DIRNAME/..")

# The doctor of a kit that every user may read.
setup_file() {
  export kit=$BATS_FILE_TMPDIR/kit refuse_calls=$BATS_FILE_TMPDIR/kit/refuse_calls
  mkdir "$kit"
  make -C "$verify/.." --silent
  cp -r "$verify/../Makefile" "$verify/../lab06_net" "$verify" "$kit"
  cc -std=gnu11 -o "$refuse_calls" "$verify/tests/programs/refuse_calls.c" -lseccomp
  # bats keeps its directories to itself, and run_bats the one around them.
  chmod a+x "$BATS_FILE_TMPDIR" "${BATS_FILE_TMPDIR%/*}" "$BATS_RUN_TMPDIR"
  [[ ${BATS_RUN_TMPDIR%/*} != */tmp.?????????? ]] || chmod a+x "${BATS_RUN_TMPDIR%/*}"
}

setup() {
  chmod a+rwx "$BATS_TEST_TMPDIR"
  : >"$BATS_TEST_TMPDIR/nothing"
}

# as_user COMMAND...: as an ordinary user, in a new environment.
as_user() {
  local become=()
  ((EUID != 0)) || become=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  "${become[@]}" env -i HOME=/tmp PATH="${PATH##*/bats-core:}" LANG=C.UTF-8 \
    refuse_calls="$refuse_calls" kit="$kit" here="$BATS_TEST_TMPDIR" "$@" 3>&- 4>&-
}

# machine SCRIPT [ARGUMENT]...: run the doctor, with ARGUMENTs, on a machine of which SCRIPT
# is root.
machine() {
  run as_user unshare --user --map-root-user --uts --ipc --net --pid --mount --fork --mount-proc \
    bash -c "$1"' && exec "$0" "$@"' "$kit/verify/doctor" "${@:2}"
}

# without TOOL...: print a script that hides these tools of the machine. /usr/bin becomes
# links to itself, seen at another place of /usr.
without() {
  printf 'mount --bind /usr/bin /usr/src && mount -t tmpfs none /usr/bin && (cd /usr/src && PATH=. &&
    ln -s -t /usr/bin $(printf "../src/%%s " *) && cd ../bin && PATH=../src && rm %s)' "$*"
}

# assert_finding ID STOPS CAUSE CURE: the doctor has found that, and says no to the practice
# host if STOPS says so. CAUSE and CURE are regular expressions.
assert_finding() {
  local found
  found=$(jq -r --arg id "$1" '.findings[] | select(.id == $id) | .stops[], .cause, .cure' <<<"$output") || fail <<<"$output"
  [[ $found =~ ^${2// /$'\n'}$'\n'$3$'\n'$4$ ]] || fail <<<"not found: $*"$'\n'"$output"
  if [[ $2 == *practice_host* ]]; then
    assert_failure 3
    assert_equal "$(jq -r .practice_host <<<"$output")" no
  fi
}

# assert_found ID...: these findings stop the practice host, and no others.
assert_found() {
  assert_equal "$(jq -r '[.findings[] | select(.stops[] == "practice_host") | .id] | join(" ")' <<<"$output")" "$*"
}

# A root directory to change to, with this machine's tools and the kit; and a machine that
# has no other, with no file system elsewhere, such as a second /proc.
make_root='rm -rf "$here/root" && mkdir "$here/root" && cd "$here/root" &&
  mkdir -p proc sys dev etc usr tmp ".$kit" ".$here" &&
  for name in bin sbin lib lib64; do [[ ! -e /$name ]] || ln -s usr/$name $name; done &&
  for name in /proc /sys /dev /etc /usr "$kit"; do mount --rbind $name ".$name" || exit; done'
alone="$make_root && mount --rbind . . && cd . && pivot_root . . && umount -l . && cd /"

@test "on a healthy machine the doctor says yes, and the gate nothing" {
  machine :
  assert_success
  assert_line --regexp '^Labs without root, make shell: +yes$'
  assert_line --regexp '^Labs as root, with sudo: +yes$'
  refute_line --partial 'practice_host'
  machine : --gate shell
  assert_success
  assert_output ''
  machine : --gate verify
  assert_success
  assert_output ''
}

@test "a limit of namespaces that is too low is named, whichever it is" {
  local kind
  for kind in user pid mnt net ipc uts; do
    machine "echo 0 >/proc/sys/user/max_${kind}_namespaces" --json
    assert_finding "max_${kind}_namespaces" 'practice_host verify' \
      "user.max_${kind}_namespaces is 0, .*" "sysctl user.max_${kind}_namespaces=15000"
    assert_found "max_${kind}_namespaces"
  done
}

@test "a limit that the practice host alone, or the lab in it, reaches is too low as well" {
  local limit
  for limit in 1 2; do
    machine "echo $limit >/proc/sys/user/max_user_namespaces" --json
    assert_found max_user_namespaces
    machine "echo $limit >/proc/sys/user/max_user_namespaces" --gate shell
    assert_failure 3
    assert_output "no practice host here: user.max_user_namespaces is $limit, and six labs side by side take up to 20. Mend it: sysctl user.max_user_namespaces=15000"
  done
}

@test "a limit that six labs side by side reach stops make verify, not the practice host" {
  machine 'echo 17 >/proc/sys/user/max_user_namespaces' --json
  assert_success
  assert_finding max_user_namespaces verify '.* is 17, .*' 'sysctl .*'
}

@test "a limit of those around us is told from one of ours" {
  machine 'echo 2 >/proc/sys/user/max_user_namespaces && exec unshare --user --map-root-user --pid --mount --fork --mount-proc "$0" "$@"' --json
  assert_finding limits_outside practice_host 'whoever has made the user namespace around us .*' '.*'
}

@test "several causes are all named" {
  machine 'echo 0 | tee /proc/sys/user/max_{user,net}_namespaces' --gate shell
  assert_failure 3
  assert_line --partial 'user.max_user_namespaces is 0'
  assert_line --partial 'user.max_net_namespaces is 0'
}

@test "a container's filter of system calls is named" {
  machine 'exec "$refuse_calls" namespaces -- "$0" "$@"' --json
  assert_finding seccomp practice_host 'a seccomp filter refuses .*unshare: .*not permitted.*' '.*--security-opt seccomp=unconfined'
}

@test "keyctl alone refused, or bwrap alone, stops the practice host" {
  machine 'exec "$refuse_calls" keyctl -- "$0" "$@"' --json
  assert_finding seccomp practice_host '.*keyctl.*not permitted.*' '.*seccomp=unconfined'
  machine 'exec "$refuse_calls" pivot_root -- "$0" "$@"' --json
  assert_finding seccomp practice_host '.*bwrap: pivot_root: .*not permitted.*' '.*seccomp=unconfined'
}

@test "bwrap that is set-uid, or fails in a way that nobody knows, stops the practice host" {
  cp "$(command -v bwrap)" "$BATS_TEST_TMPDIR/bwrap"
  chmod u+s "$BATS_TEST_TMPDIR/bwrap"
  machine 'mount --bind "$here/bwrap" "$(command -v bwrap)" &&
    exec unshare --user --map-user=1000 --map-group=1000 "$refuse_calls" pivot_root -- "$0" "$@"' --json
  assert_finding setuid_bwrap practice_host '.*/bwrap is set-uid, .*' '.*chmod u-s .*/bwrap'
  printf '#!/bin/sh\necho bwrap: the moon is full >&2\nexit 1\n' >"$BATS_TEST_TMPDIR/bwrap"
  machine 'mount --bind "$here/bwrap" "$(command -v bwrap)"' --json
  assert_finding unknown practice_host 'the practice host does not start: bwrap: the moon is full' '.*'
}

@test "a profile of AppArmor that takes the capabilities from what bwrap starts is named" {
  # A stand-in, for not every kernel has AppArmor: what this bwrap starts gets no namespaces.
  cp "$(command -v bwrap)" "$BATS_TEST_TMPDIR/real"
  cat >"$BATS_TEST_TMPDIR/bwrap" <<'END'
#!/bin/bash
[[ $* != *'cat /proc/self/attr/current' ]] || exec echo 'bwrap//&unpriv_bwrap (enforce)'
for ((i = 1; i < $#; i++)); do
  [[ ${!i} != unshare && ${!i} != -- ]] || break
done
[[ ${!i} != -- ]] || start=1
exec "$here/real" "${@:1:i-1}" --ro-bind "$refuse_calls" /usr/bin/arch \
  -- /usr/bin/arch namespaces -- "${@:i + start}"
END
  chmod +x "$BATS_TEST_TMPDIR/bwrap"
  # Bare, it works; so a doctor that tries bwrap alone is content.
  machine 'mount --bind "$here/bwrap" "$(command -v bwrap)" && bwrap --ro-bind / / true' --json
  assert_finding bwrap_profile practice_host 'the AppArmor profile "bwrap//&unpriv_bwrap" .*' '.*apparmor_parser -R .*/bwrap-userns-restrict.*'
  assert_found bwrap_profile
}

@test "covered parts of /proc are named" {
  machine "$alone && mount -t tmpfs none /proc/sys/net" --json
  assert_finding covered_proc practice_host 'parts of /proc are covered, .*: /proc/sys/net' '.*--security-opt systempaths=unconfined'
  assert_found covered_proc
  machine "$alone && mkdir -p run && : >run/.containerenv && mount -t tmpfs none /proc/sys/net" --json
  assert_finding covered_proc practice_host '.*' '.*--security-opt unmask=ALL'
}

@test "a user who has as many keys as the kernel allows is told so" {
  # A stand-in: the limit is the machine's, and not one of a namespace.
  printf '#!/bin/sh\necho "keyctl_join_session_keyring: Disk quota exceeded" >&2\nexit 1\n' \
    >"$BATS_TEST_TMPDIR/keyctl"
  chmod +x "$BATS_TEST_TMPDIR/keyctl"
  machine 'mount --bind "$here/keyctl" "$(command -v keyctl)"' --json
  assert_finding key_quota practice_host 'this user has as many keys .*' 'sysctl kernel.keys.maxkeys=.*'
  assert_found key_quota
}

# vm_says WORDS STATUS: a machine whose kit has a virtual machine that says so of itself.
vm_says() {
  machine 'mkdir -p "$here/vm" && printf "#!/bin/sh\necho '"'$1'; exit $2"'\n" >"$here/vm/machine" &&
    chmod +x "$here/vm/machine" && cp -r "$kit" "$here/kit" && mkdir -p "$here/kit/verify/vm" &&
    cp "$here/vm/machine" "$here/kit/verify/vm/machine" && exec "$here/kit/verify/doctor" --json'
}

@test "the virtual machine is asked what it lacks, and the kernel for KVM" {
  vm_says 'qemu-system-x86_64 is not installed' 3
  assert_finding virtual_machine virtual_machine '.*: qemu-system-x86_64 is not installed' 'sh verify/setup vm'
  assert_equal "$(jq -r .virtual_machine <<<"$output")" no
  # The user of these tests may not open /dev/kvm, if there is one.
  vm_says '' 0
  run jq -r .virtual_machine <<<"$output"
  if [[ -e /dev/kvm ]] && as_user test -w /dev/kvm; then assert_output yes; else assert_output slow; fi
}

@test "a container's own profile of AppArmor is named" {
  machine "$alone"' && echo "docker-default (enforce)" >"$here/label" &&
    mount --bind "$here/label" /proc/$$/attr/current' --json
  assert_finding container_profile practice_host '.*"docker-default" confines this shell' '.*apparmor=unconfined'
}

@test "a setting that refuses is named, with the command that changes it" {
  machine "$alone"' && mount -t tmpfs none /proc/sys/kernel &&
    echo 1 >/proc/sys/kernel/apparmor_restrict_unprivileged_userns' --json
  assert_finding apparmor_restrict_unprivileged_userns practice_host '.* is 1: AppArmor .*' 'sysctl kernel.apparmor_restrict_unprivileged_userns=0'
  machine "$alone"' && mount -t tmpfs none /proc/sys/kernel &&
    echo 0 >/proc/sys/kernel/unprivileged_userns_clone &&
    exec "$refuse_calls" namespaces -- "$0" "$@"' --json
  assert_finding unprivileged_userns_clone practice_host '.* is 0: only root .*' 'sysctl kernel.unprivileged_userns_clone=1'
}

# version_is TEXT: a machine whose /proc/version says so.
version_is() {
  machine "$alone && echo '$1' "'>"$here/version" && mount --bind "$here/version" /proc/version' --json
}

@test "a kernel without user namespaces, an old one, WSL 1 and gVisor are told apart" {
  machine "$alone"' && mount -t tmpfs none /proc/$$/ns' --json
  assert_finding no_user_namespaces practice_host '.*CONFIG_USER_NS.*' '.*'
  machine 'exec setarch --uname-2.6 "$0" "$@"' --json
  assert_finding old_kernel verify 'Linux 2\.6\..* is older than 5\.4.*' '.*'
  version_is 'Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com) (gcc version 5.4.0)'
  assert_finding wsl1 'practice_host root virtual_machine' 'this is WSL 1, .*' '.*wsl --set-version .* 2'
  version_is 'Linux version 5.15.90.1-microsoft-standard-WSL2 (oe-user@oe-host)'
  refute_output --partial wsl1
  version_is 'Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016'
  assert_finding gvisor 'practice_host root' '.*gVisor.*' '.*'
}

@test "a chroot is told, whoever asks, and the cure cures" {
  local cure
  machine "$make_root"' && exec chroot "$here/root" "$0" "$@"' --json
  assert_finding chroot practice_host 'this is a chroot, .*' 'in place of chroot DIRECTORY: .*'
  assert_found chroot
  cure=$(jq -r '.findings[] | select(.id == "chroot") | .cure' <<<"$output")
  cure=${cure#*: }
  [[ $cure == *' && exec bash'* ]]
  cure=${cure/DIRECTORY/.} cure=${cure/exec bash/exec \\\"\$0\\\" \\\"\$@\\\"}
  machine "$make_root && exec ${cure//\\/} "'"$0" "$@"' --json
  assert_success
  assert_equal "$(jq -r .practice_host <<<"$output")" yes
}

@test "a chroot is told by an ordinary user, and to where a file system is mounted" {
  machine "$make_root"' && exec unshare --user --map-user=1000 --map-group=1000 --keep-caps \
    chroot "$here/root" setpriv --ambient-caps=-all --inh-caps=-all "$0" "$@"' --json
  assert_found chroot
  machine "$make_root"' && mount --rbind . . && cd . && { chroot . "$0" "$@"; exit $?; }' --json
  assert_found chroot
}

@test "a process 1 that is not ours is no sign of a chroot" {
  # It has a mount namespace of its own, and nobody here may look at it.
  machine 'exec unshare --mount --user --map-user=1000 --map-group=1000 "$refuse_calls" namespaces -- "$0" "$@"' --json
  assert_found seccomp
}

@test "/proc of a PID namespace that has ended is told from none, and the cure cures" {
  machine 'unshare --pid --fork mount -t proc proc /proc; exec "$0" "$@"' --json
  assert_finding proc_of_another 'practice_host virtual_machine' '/proc shows another PID namespace.*' 'umount /proc, once for each .*'
  machine 'unshare --pid --fork mount -t proc proc /proc; umount /proc' --gate shell
  assert_success
  assert_output ''
  machine 'mount -t tmpfs none /proc' --json
  assert_finding proc_missing 'practice_host virtual_machine' '/proc is not mounted' 'mount -t proc proc /proc'
  machine 'mount -t tmpfs none /proc' --gate shell
  assert_failure 3
  assert_output 'no practice host here: /proc is not mounted. Mend it: mount -t proc proc /proc'
}

@test "an unusable /dev/null is named: a file, one that is not there, one that nobody may open" {
  local script
  for script in 'mount --bind "$here/nothing" /dev/null' 'mount -t tmpfs none /dev' \
    'mount --bind /dev/null /dev/null && mount -o remount,bind,nodev /dev/null'; do
    machine "$script" --json
    assert_finding dev_null 'practice_host virtual_machine' '/dev/null is no device .*' '.*mknod -m 666 /dev/null c 1 3.*'
    assert_equal "$(wc -l <<<"$output")" 2
  done
}

@test "hidepid does not matter" {
  machine 'mount -o remount,hidepid=2 /proc && exec unshare --user --map-user=1000 --map-group=1000 "$0" "$@"' --json
  assert_success
  assert_found
}

@test "an ordinary user without any capability runs labs, but never as root" {
  run as_user setpriv --no-new-privs "$kit/verify/doctor" --json
  assert_success
  assert_finding no_new_privs root '.*no_new_privs.*' '.*'
  machine 'exec unshare --user --map-user=1000 --map-group=1000 --keep-caps \
    setpriv --bounding-set=-all --ambient-caps=-all --inh-caps=-all "$0" "$@"' --json
  assert_success
  assert_equal "$(jq -r .root <<<"$output")" no
  assert_finding root_refused root '.*CAP_SYS_ADMIN' '.*--cap-add SYS_ADMIN'
}

@test "a root that may not become an ordinary user is told so" {
  ((EUID == 0)) || skip 'needs root, who has other users to become'
  run env -i PATH="${PATH##*/bats-core:}" setpriv --bounding-set=-setuid "$kit/verify/doctor" --json
  assert_finding become practice_host 'this root may not become an ordinary user: setpriv: .*' '.*--cap-add SETUID --cap-add SETGID'
  assert_found become
}

@test "a root without CAP_SYS_ADMIN is told what its container lacks" {
  machine 'exec setpriv --bounding-set=-sys_admin "$0" "$@"' --json
  assert_success
  assert_finding root_refused root 'root may not make namespaces here: .*' '.*--cap-add SYS_ADMIN'
}

@test "every tool that is missing is named, with the target that installs it" {
  machine "$(without keyctl tmux pstree jq cc parallel bats shellcheck)" --json
  assert_finding tools_practice_host practice_host 'not installed: keyctl' 'sh verify/setup verify'
  assert_finding tools_verify verify 'not installed: cc libc:headers .*bats:1.8.2 parallel pstree.*' 'sh verify/setup verify'
  assert_finding tools_tour tour 'not installed: tmux' 'sh verify/setup tour'
  assert_finding tools_grade grade 'not installed: jq' 'sh verify/setup grade'
  assert_finding tools_test test 'not installed: shellcheck.*' 'sh verify/setup test'
}

@test "the gate names what its command wants, and nothing else" {
  machine "$(without bats tmux)" --gate shell
  assert_success
  machine "$(without bats tmux)" --gate verify
  assert_failure 3
  assert_output 'make verify cannot run here: not installed: bats. Mend it: sh verify/setup verify'
  machine "$(without bwrap)" --gate verify
  assert_failure 3
  assert_output 'no practice host here: not installed: bwrap. Mend it: sh verify/setup verify'
  machine "$(without jq)" --gate grade
  assert_output 'make grade cannot run here: not installed: jq. Mend it: sh verify/setup grade'
}

@test "busybox in place of a tool of the practice host is told" {
  machine 'mount --bind "$(command -v busybox)" "$(command -v nsenter)"' --json
  assert_finding tools_verify verify 'not installed: util-linux:nsenter' 'sh verify/setup verify'
}

@test "a directory for temporary files that is full, not there or noexec is named" {
  machine 'mount -t tmpfs -o size=64k none "$here" && export TMPDIR=$here' --json
  assert_finding temporary verify '.*No space left on device' 'free space in /.*'
  machine 'export TMPDIR=$here/none' --json
  assert_finding temporary verify '.*No such file or directory' '.*'
  machine 'mount -t tmpfs -o noexec none "$here" && export TMPDIR=$here' --json
  assert_finding noexec 'grade grade-class' 'no program can be run from .*' '.*export TMPDIR=.*'
  machine 'mount -t tmpfs -o size=64k none "$here" && export TMPDIR=$here' --gate verify
  assert_failure 3
  assert_output --regexp '^make verify cannot run here: no temporary file of 1 MiB .*No space left'
}

@test "a kit that make cannot build in is named" {
  machine 'cp -r "$kit" "$here/kit" && rm "$here/kit/verify/host/seccomp_filter" && chmod 555 "$here/kit/verify/host" &&
    exec unshare --user --map-user=1000 --map-group=1000 setpriv --bounding-set=-all "$here/kit/verify/doctor" --json'
  assert_finding kit_not_ours verify '.*is not yours to write' 'copy it: .*'
  machine 'mkdir "$here/full" && mount -t tmpfs -o size=8m none "$here/full" && cp -r "$kit" "$here/full" &&
    rm "$here/full/kit/verify/host/seccomp_filter" && { cat /dev/zero 2>/dev/null >"$here/full/zero"; :; } &&
    exec "$here/full/kit/verify/doctor" --json'
  assert_finding kit_full verify 'there is no space left .*' 'free .*'
}

@test "a broken lab06 is not taken for a broken machine" {
  machine 'cp -r "$kit" "$here/kit" && cd "$here/kit/lab06_net" && rm lab06_net && echo "int main(void) { return 7; }" >lab06_net.c &&
    exec "$here/kit/verify/doctor" --json'
  assert_success
  assert_finding lab06 verify 'the machine allows lab06_net, .*' '.*'
}

@test "the filter of system calls that is not built is named" {
  machine 'cp -r "$kit" "$here/kit" && rm "$here/kit/verify/host/seccomp_filter" && exec "$here/kit/verify/doctor" --json'
  assert_success
  assert_finding filter 'grade grade-class' '.*filter of system calls.*' '.*make builds.*'
}

@test "the JSON holds with any name of a directory, and without jq" {
  machine "$(without jq)"' && export TMPDIR=$here/$'\''"\\ \n\x01\xff'\'' && mkdir "$TMPDIR" && mount -t tmpfs -o size=64k none "$TMPDIR"' --json
  assert_finding temporary verify '.*' 'free space in .*'
  run iconv -f UTF-8 -t UTF-8 <<<"$output"
  assert_success
}

@test "the doctor changes nothing, and takes less than a second of a processor" {
  local TIMEFORMAT='%U %S' before used
  mkdir "$BATS_TEST_TMPDIR/temporary"
  chmod 777 "$BATS_TEST_TMPDIR/temporary"
  before=$(find "$kit" -printf '%p %T@\n' | sort)
  used=$({ time TMPDIR=$BATS_TEST_TMPDIR/temporary machine : >/dev/null; } 2>&1)
  assert_equal "$(find "$kit" -printf '%p %T@\n' | sort)" "$before"
  assert_equal "$(find "$BATS_TEST_TMPDIR/temporary" -mindepth 1)" ''
  awk '{ exit $1 + $2 > 1 }' <<<"$used" || fail "$used s"
}

@test "arguments that the doctor does not know are refused" {
  local arguments
  for arguments in x --settings '--json x' --gate '--gate a b' ''; do
    # shellcheck disable=SC2086 # words to be split
    run "$kit/verify/doctor" ${arguments:-''}
    assert_failure 2
  done
  run "$kit/verify/doctor" --help
  assert_output --partial 'Usage: verify/doctor'
}
