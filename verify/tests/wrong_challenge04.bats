#!/usr/bin/env bats
# Right and wrong programs for challenge04_pivot_root.
#
# shellcheck disable=SC2016 # scripts for a shell

load judge

export lab=challenge04_pivot_root

teardown_file() { print_matrix; }

@test "the kit's own" {
  judge "$(own_source)"
  assert_passes
}

@test "pivot_root(8), with a directory for the old root" {
  judge_script 'root=$1; shift
    exec unshare --uts --ipc --pid --fork --mount --propagation private sh -ec "
      mount --bind $root $root; cd $root
      mount -t proc proc proc; pivot_root . tmp; umount -l tmp
      cd /; exec ${*:-sh}"'
  assert_passes
}

@test "the starter: lab04" {
  judge_starter
  assert_fails 1 2 3 4 5 6
  assert_hint 'the first argument is the new root'
}

@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 5; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }

@test "chroot(2)" {
  spoil 's/syscall(SYS_pivot_root, ".", ".")/chroot(".")/; s/umount2(".", MNT_DETACH) == -1/0/'
  assert_fails 2
  assert_hint 'chroot(2) moves one process'
}

@test "chroot(2) to a directory that is no mount" {
  spoil 's/syscall(SYS_pivot_root, ".", ".")/chroot(".")/; s/umount2(".", MNT_DETACH) == -1/0/; s/if (mount(root, root.*/if (0)/'
  assert_fails 2
  assert_hint 'chroot(2) moves one process'
}

@test "the old root left on top of the new one" {
  spoil 's/umount2(".", MNT_DETACH) == -1/0/'
  assert_fails 2 3
  assert_hint 'the old root is still mounted'
}

@test "the old root left in a directory" {
  spoil 's/SYS_pivot_root, ".", "."/SYS_pivot_root, ".", "tmp"/; s/umount2(".", MNT_DETACH) == -1/0/'
  assert_fails 3
  assert_hint 'the old root is still mounted'
}

@test "a working directory in the old root" {
  spoil 's/if (change_root() == -1)/int here = open(".", O_RDONLY | O_CLOEXEC);\n    if (change_root() == -1 || fchdir(here) == -1)/'
  assert_fails 3
  assert_hint 'the working directory is still in the old root'
}

@test "another root" {
  spoil 's/^    root = argv\[1\];/    system("cp -a minimal other");\n    root = "other";/'
  assert_fails 1 3
  assert_hint "the shell's / is not the directory that the program was given"
}

@test "no /proc" {
  spoil '/mount("proc"/,/return -1/d'
  assert_fails 4
  assert_hint '/proc in the new root is empty'
}

@test "the host's /proc" {
  spoil 's/if (mount("proc", "proc".*/if (mount("\/proc", "proc", NULL, MS_BIND | MS_REC, NULL)/'
  assert_fails 3 4
  assert_hint 'the old root is still mounted'
}

@test "a root that is no mount point" {
  spoil 's/if (mount(root, root.*/if (0)/'
  assert_fails 1 2 3 4 5 6
  assert_hint 'if it is pivot_root(2) that fails: the new root must be a mount point'
}

@test "mounts that stay shared" {
  spoil '/mount("none"/,/^    }/d'
  assert_fails 1 2 3 4 5 6
  assert_hint 'no mount may be shared'
}

@test "only / made private, without MS_REC" {
  spoil 's/MS_REC | MS_PRIVATE/MS_PRIVATE/'
  assert_fails 6
  assert_hint 'make every mount private in the child before exec (MS_REC | MS_PRIVATE)'
}

@test "each check of challenge04_pivot_root can fail" {
  assert_all_can_fail
}
