#!/usr/bin/env bats
# Wrong programs for lab04_mount: each check of its script has one that fails it.

load judge

export lab=lab04_mount

teardown_file() { print_matrix; }

@test "without CLONE_NEWUTS" { assert_without CLONE_NEWUTS 5; }
@test "without CLONE_NEWIPC" { assert_without CLONE_NEWIPC 5; }
@test "without CLONE_NEWPID" { assert_without CLONE_NEWPID 2 3 5; }
@test "without CLONE_NEWNS" { assert_without CLONE_NEWNS 5 7 8 9 10; }
@test "with CLONE_NEWUSER" { assert_with CLONE_NEWUSER 2 3 5 6; }
@test "with CLONE_NEWNET" { assert_with CLONE_NEWNET 5; }
@test "with CLONE_NEWCGROUP" { assert_with CLONE_NEWCGROUP 5; }

@test "CLONE_NEWNET for CLONE_NEWNS" {
  spoil 's/CLONE_NEWNS/CLONE_NEWNET/'
  assert_fails 5 7 8 9 10
  assert_hint 'CLONE_NEWNET stands where CLONE_NEWNS was wanted'
}

@test "mounts that stay shared" {
  spoil '/mount("none"/,/^    }/d'
  assert_fails 7
  assert_hint 'a mount inside has appeared on the host'
}

@test "only / made private, without MS_REC" {
  spoil 's/MS_REC | //'
  assert_fails 7
  assert_hint 'a mount inside has appeared on the host'
}

@test "mounts made shared" {
  spoil 's/MS_PRIVATE/MS_SHARED/'
  assert_fails 7
  assert_hint 'a mount inside has appeared on the host'
}

@test "/proc mounted anew before the shell starts" {
  spoil 's/^    execvp/    mount("proc", "\/proc", "proc", 0, NULL);\n&/'
  assert_fails 1
  assert_hint 'the program has mounted /proc itself'
}

@test "other files under /tmp" {
  spoil 's/^    execvp/    mount("none", "\/tmp", "tmpfs", 0, NULL);\n&/'
  assert_fails 4
  assert_hint 'the namespaces are right, something else is not'
}

@test "a program that hangs when its shell has ended" {
  spoil 's/^    return WIFEXITED/    pause();\n&/'
  assert_fails 9 10
  assert_hint 'the shell has ended, and the program has not'
}

@test "other files under /tmp, and links in both places" {
  judge_compiled link_to_outside.c
  assert_fails 4
}

@test "/proc alone made private" {
  spoil 's/mount("none", "\/", "none", MS_REC/mount("none", "\/proc", "none", MS_REC/'
  assert_fails 7
  assert_hint 'make every mount private in the child before exec'
}

@test "mounts made private in the parent" {
  spoil 's/^    pid_t pid = clone/    mount("none", "\/", "none", MS_REC | MS_PRIVATE, NULL);\n&/'
  assert_fails 7
  assert_hint "the host's own mounts are not shared any more"
}

@test "a program that renames the host" { assert_renaming_fails 8; }
@test "an exit status that is lost" { assert_lost_status_fails 9; }
@test "no isolation on a terminal" { assert_terminal_fails 'flags = SIGCHLD;' 10; }

@test "every mount made private but those on /usr and /dev" {
  spoil 's/^    execvp/    mount("none", "\/usr", NULL, MS_SHARED, NULL);\n&/; s/mount("none", "\/", "none", MS_REC | MS_PRIVATE/mount("none", "\/", "none", MS_PRIVATE/; s/^    execvp/    mount("none", "\/proc", NULL, MS_PRIVATE, NULL);\n&/'
  assert_fails 7
  assert_hint 'make every mount private in the child before exec'
}

@test "an open directory of the host" {
  also before 'open("/proc", O_RDONLY);'
  assert_fails 5
  assert_hint 'the shell has inherited a descriptor that leads to the host'
}

@test "a host renamed on a terminal only" {
  also before 'if (isatty(0)) sethostname("x", 1);'
  assert_fails 10
  assert_hint 'the program has renamed the host'
}

@test "a semaphore left on the host" {
  also after 'semget(4711, 1, IPC_CREAT);'
  assert_fails 9
  assert_hint 'the program has changed the host'
}

@test "each check of lab04_mount can fail" {
  assert_all_can_fail
}
