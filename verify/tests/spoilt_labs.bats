#!/usr/bin/env bats
# Each test of labs.bats can fail: for each a way to spoil the programs that it
# must notice.

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

# assert_noticed TEST SCRIPT: with the six programs changed by the sed(1) SCRIPT,
# the test of labs.bats whose name begins with TEST fails, and passes without.
assert_noticed() {
  local lab name changed=0
  export LABS=$BATS_TEST_TMPDIR
  for lab in "$verify"/../lab0?_*; do
    name=${lab##*/}
    mkdir "$LABS/$name"
    sed "$2" "$lab/$name.c" >"$LABS/$name/$name.c"
    cmp -s "$lab/$name.c" "$LABS/$name/$name.c" || changed=1
    cc -w -o "$LABS/$name/$name" "$LABS/$name/$name.c"
  done
  ((changed)) || fail 'the sed script changes nothing'
  run clean LABS="$LABS" bats --tap --filter "^$1" "$verify/tests/labs.bats"
  assert_line --index 0 1..1
  assert_line --index 1 --partial 'not ok 1'
}

@test "an exit status that is lost" {
  assert_noticed 'the exit status of the command' 's/WEXITSTATUS(status)/0/'
}
@test "a signal that is passed on bare" {
  assert_noticed 'a command that is killed by a signal' 's/128 + WTERMSIG/WTERMSIG/'
}
@test "another shell by default" {
  assert_noticed 'by default the command is sh' 's/{"sh", NULL}/{"bash", NULL}/'
}
@test "a standard input that is not handed on" {
  assert_noticed 'a pipe as standard input' 's/^    execvp/    close(0);\n&/'
}
@test "another status for a command that is not there" {
  assert_noticed 'a command that is not there' 's/NOT_FOUND = 127/NOT_FOUND = 1/'
}
@test "another status for a command that is not executable" {
  assert_noticed 'a command that is not executable' 's/NOT_EXECUTABLE = 126/NOT_EXECUTABLE = 1/'
}
@test "a stack that many arguments overflow" {
  assert_noticed 'a script without #!' 's/8 \* 1024 \* 1024/64 * 1024/'
}
@test "a usage that is lost" {
  assert_noticed 'a usage that cannot be printed' 's/fflush(stdout) == EOF/0/'
}
@test "a pipe that is not checked" {
  assert_noticed 'no descriptors for the gate' \
    's/pipe2(gate, O_CLOEXEC) == -1/pipe2(gate, O_CLOEXEC) == 1/'
}
@test "a wait that is not checked" {
  assert_noticed 'a caller that ignores SIGCHLD' 's/waitpid(pid, &status, 0) == -1/waitpid(pid, \&status, 0) == 0/'
}
@test "no usage" {
  assert_noticed '--help prints' 's/"--help"/"--nohelp"/'
}
@test "no advice when it is not permitted" {
  assert_noticed 'not permitted' 's/case EPERM/case EIO/'
}
@test "no advice when the namespaces are used up" {
  assert_noticed 'namespaces used up' 's/case ENOSPC/case EIO/'
}
@test "a pipe that the command inherits" {
  assert_noticed 'a lab inherits no descriptor' 's/pipe2(gate, O_CLOEXEC)/pipe(gate)/'
}
@test "a shell that survives the lab" {
  assert_noticed 'killed by SIGTERM' 's/PR_SET_PDEATHSIG, SIGKILL/PR_SET_PDEATHSIG, 0/'
}
@test "a shell that survives a lab that is killed early" {
  assert_noticed 'killed at any of its' 's/PR_SET_PDEATHSIG, SIGKILL/PR_SET_PDEATHSIG, 0/; s/parent.revents != POLLIN/0/'
}
@test "a gate that does not look for a parent that has died" {
  assert_noticed 'killed after it has opened the gate' \
    's/parent.revents != POLLIN/!(parent.revents \& POLLIN)/'
}
@test "a gate that stays shut without a word" {
  assert_noticed 'killed after it has opened the gate' '/^        warnx(/d'
}
@test "a failed mapping that is ignored" {
  assert_noticed 'a parent that cannot write the mapping' 's/^        give_up(pid);//'
}
@test "a shell that does not wait for the mapping" {
  assert_noticed 'in 100 runs lab05' 's/ || poll(&parent, 1, -1) == -1//; s/parent.revents != POLLIN/0/'
}
@test "a mapping without deny" {
  assert_noticed 'labs 05 and 06 need no privilege' 's/"setgroups", "deny"/"setgroups", "allow"/'
}
@test "a namespace that is not new" {
  assert_noticed 'the tools of others agree' '/CLONE_NEWUTS;/d'
}

@test "a clone flag too many" {
  assert_noticed 'strace shows' 's/CLONE_NEWUTS;/CLONE_NEWUTS | CLONE_NEWCGROUP;/'
}

@test "each test of labs.bats is in here" {
  local name
  while read -r name; do
    grep -oE "assert_noticed '[^']*'" "$BATS_TEST_FILENAME" | sed "s/^[^']*'//; s/'$//" |
      while read -r start; do [[ $name != "$start"* ]] || echo noticed; done | grep -q noticed ||
      fail "nothing fails: $name"
  done < <(sed -n 's/^@test "\(.*\)" {$/\1/p' "$verify/tests/labs.bats")
}
