# shellcheck shell=sh
# How the program is called on the practice host; see verify/judge/caller.sh.
#
# shellcheck disable=SC2034,SC2154 # program is caller.sh's

# The new root holds a static busybox, which has another name on some distributions.
call_program() {
  mkdir -p minimal/bin minimal/proc minimal/dev minimal/tmp && : >minimal/dev/null &&
    cp "$(command -v busybox.static || command -v busybox-static || command -v busybox)" minimal/bin/busybox &&
    chroot minimal /bin/busybox --install -s /bin && "./$program" minimal
}
