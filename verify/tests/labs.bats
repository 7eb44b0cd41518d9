#!/usr/bin/env bats
# The six programs: what they promise beside isolation.
#
# shellcheck disable=SC2016 # scripts in quotes are for the practice host

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

more=()

# on_host SCRIPT: run SCRIPT on a practice host, where $labs are the paths of the
# six programs, those of directory $LABS if that is set. The files in the array
# more are there too. What a lab has started holds the FIFO hold open for writing;
# all_gone reads it to its end.
on_host() {
  local file files=()
  for file in "${LABS:-$verify/..}"/lab0?_* "${more[@]}"; do files+=(--file "$file"); done
  timeout 60 "$verify/practice-host" "${files[@]}" bash -c '
    labs=
    for lab in lab0?_*; do labs+=" ./$lab/$lab"; done
    mkfifo hold
    all_gone() { timeout 5 cat <&8 || { echo "$lab leaves a process $*"; exit 1; }; }
    '"$1"
}

# six TEXT: TEXT, six times, in lines.
six() { for _ in 1 2 3 4 5 6; do echo "$1"; done; }

@test "the exit status of the command is passed on: 0 and 3" {
  run on_host 'for lab in $labs; do
    $lab true; zero=$?
    $lab sh -c "exit 3"
    echo $zero $?; done'
  assert_output "$(six '0 3')"
}

@test "a command that is killed by a signal makes 128 and the signal" {
  # From outside, for within lab03 process 1 ignores what it sends itself.
  run on_host 'for lab in $labs; do
    $lab sleep infinity & pid=$!
    until child=$(pgrep -x sleep -P $pid); do :; done
    kill -9 $child; wait $pid; echo $?; done'
  assert_output "$(six 137)"
}

@test "by default the command is sh, on a pipe too" {
  run on_host 'for lab in $labs; do echo "echo \$0; exit 4" | $lab; echo $?; done'
  assert_output "$(six $'sh\n4')"
}

@test "a pipe as standard input works: echo hostname | lab01_uts" {
  run on_host 'for lab in $labs; do echo hostname | $lab; done'
  assert_output "$(six practice-host)"
}

@test "a command that is not there: one line, and 127" {
  run on_host 'for lab in $labs; do $lab nosuch; echo $?; done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  assert_output "$(six $'LAB: cannot run \'nosuch\': No such file or directory\n127')"
}

@test "a command that is not executable: one line, and 126" {
  run on_host 'for lab in $labs; do $lab /tmp; echo $?; done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  assert_output "$(six $'LAB: cannot run \'/tmp\': Permission denied\n126')"
}

@test "a script without #! gets 20,000 arguments" {
  # execvp(3) copies them onto the stack.
  run on_host '
    echo "echo \$#" >script; chmod +x script
    for lab in $labs; do $lab ./script $(seq 20000); done'
  assert_output "$(six 20000)"
}

@test "--help prints the usage, and 0" {
  run on_host 'for lab in $labs; do $lab --help || echo failed; done'
  assert_equal "$(grep -c '^Usage: .*lab0[1-6]_[a-z]* \[COMMAND' <<<"$output")" 6
  refute_output --partial failed
}

@test "a usage that cannot be printed: one line, and 125" {
  run on_host 'for lab in $labs; do $lab --help >/dev/full; echo $?; done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  assert_output "$(six $'LAB: cannot print the usage (is the disk full?): No space left on device\n125')"
}

@test "no descriptors for the gate: one line, and 125" {
  run on_host 'for lab in $labs; do (ulimit -n 4; exec $lab true); echo $?; done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  assert_output "$(six $'LAB: cannot make a pipe (see ulimit -n): Too many open files\n125')"
}

@test "a caller that ignores SIGCHLD: one line, and 125" {
  run on_host '
    for lab in $labs; do
      perl -e "\$SIG{CHLD} = q(IGNORE); exec @ARGV" $lab true; echo $?
    done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  assert_output "$(six $'LAB: cannot wait for \'true\' (is SIGCHLD ignored?): No child processes\n125')"
}

@test "not permitted: labs 01 to 04 say so, and what to do, and 125" {
  run on_host 'for lab in $labs; do setpriv --bounding-set -sys_admin $lab true; echo $?; done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  local refused='LAB: cannot create the namespaces: Operation not permitted (use sudo, or the practice host: make shell)'
  assert_output "$(for _ in 1 2 3 4; do echo "$refused"$'\n125'; done && echo $'0\n0')"
}

@test "namespaces used up: each lab says so, and what to look at, and 125" {
  run on_host '
    set -- $labs
    for kind in uts ipc pid mnt user net; do
      # Read before: the limit is inherited from a practice host of the same kind.
      limit=/proc/sys/user/max_${kind}_namespaces
      was=$(cat $limit); echo 0 >$limit
      $1 true; echo $?
      echo $was >$limit; shift
    done 2>&1 | sed "s/^lab0[a-z0-9_]*/LAB/"'
  assert_output "$(six $'LAB: cannot create the namespaces: No space left on device (a limit in /proc/sys/user is reached, see namespaces(7))\n125')"
}

@test "a lab inherits no descriptor to its command but 0, 1 and 2" {
  run on_host 'for lab in $labs; do
    $lab sleep infinity & pid=$!
    until child=$(pgrep -x sleep -P $pid); do :; done
    echo /proc/$child/fd/*; kill $pid; wait $pid; done 2>/dev/null | sed "s@/proc/[0-9]*/fd/@@g"'
  assert_output "$(six '0 1 2')"
}

@test "killed by SIGTERM, SIGHUP or SIGKILL, a lab leaves nothing running; from lab03 on, no grandchild" {
  run on_host '
    for lab in $labs; do
      case $lab in *lab0[12]*) grandchild=/dev/null ;; *) grandchild=hold ;; esac
      for signal in TERM HUP KILL; do
        mkfifo up
        $lab sh -c "sleep infinity >$grandchild & echo up >up; exec sleep infinity" >hold &
        pid=$!
        exec 8<hold
        read -r word <up
        kill -$signal $pid
        wait $pid 2>/dev/null
        all_gone "after SIG$signal"
        echo $signal $word
        rm up
      done
    done'
  assert_success
  assert_output "$(six $'TERM up\nHUP up\nKILL up')"
}

@test "killed at any of its system calls, a lab leaves nothing running" {
  run on_host '
    exec 2>/dev/null # where bash would comment on each
    for lab in $labs; do
      word= moment=0
      until [ "$word" ]; do
        moment=$((moment + 1))
        strace -o /dev/null -e inject=all:signal=KILL:when=$moment \
          $lab sh -c "echo up; exec sleep infinity" >hold 2>>said & pid=$!
        exec 8<hold
        # The shell is up, or all of them have gone. In the end the lab waits for it.
        read -r word <&8 && pkill -KILL -P $pid
        wait $pid 2>/dev/null
        all_gone
      done
      ((moment > 5)) && echo $word
    done
    # A child that comes too late says so.
    ! grep -v "cannot start: the parent has died" said'
  assert_success
  assert_output "$(six up)"
}

@test "killed after it has opened the gate, but before the child asked to die with it" {
  local lab name directory=${LABS-}
  if [[ -z $directory ]]; then # LD_PRELOAD needs the dynamic linker
    directory=$BATS_TEST_TMPDIR
    for lab in "$verify"/../lab0?_*; do
      name=${lab##*/}
      mkdir "$directory/$name"
      cc -o "$directory/$name/$name" "$lab/$name.c"
    done
  fi
  cc -shared -fPIC -o "$BATS_TEST_TMPDIR/hold.so" "$verify/tests/programs/hold_the_child.c"
  more=("$BATS_TEST_TMPDIR/hold.so")
  LABS=$directory run on_host '
    mkfifo waits go
    for lab in $labs; do
      LD_PRELOAD=./hold.so $lab sleep infinity >hold 2>>said & pid=$!
      exec 8<hold
      read -r <waits
      kill -KILL $pid
      wait $pid
      timeout 5 sh -c ">go" || echo "the child of $lab does not wait"
      all_gone
    done 2>/dev/null
    sed "s/^lab0[a-z0-9_]*/LAB/" said'
  assert_output "$(six 'LAB: cannot start: the parent has died (start the lab again)')"
}

@test "a parent that cannot write the mapping says so, and leaves no child" {
  run on_host '
    mount -t tmpfs none /proc
    for lab in ./lab05_user/lab05_user ./lab06_net/lab06_net; do
      $lab true >hold & pid=$!
      exec 8<hold
      wait $pid; echo $?
      all_gone
    done 2>&1'
  assert_output 'lab05_user: cannot map your ID to 10000 (verify/doctor says why): No such file or directory
125
lab06_net: cannot map your ID to 10000 (verify/doctor says why): No such file or directory
125'
}

@test "in 100 runs lab05 never shows user 65534" {
  run on_host 'for i in $(seq 100); do ./lab05_user/lab05_user id -u; done | sort | uniq -c'
  assert_output --regexp '^ *100 10000$'
}

@test "labs 05 and 06 need no privilege, on the real machine either" {
  # By descriptor, for an ordinary user may not reach the checkout.
  local lab
  # shellcheck source=verify/host/ordinary_user.bash
  source "$verify/host/ordinary_user.bash"
  for lab in lab05_user lab06_net; do
    exec 7<"${LABS:-$verify/..}/$lab/$lab"
    run "${as_ordinary_user[@]}" /proc/self/fd/7 id -u
    assert_output 10000
  done
}

@test "the tools of others agree: lsns, nsenter, and pstree" {
  run on_host '
    mkfifo in
    ./lab06_net/lab06_net <in & pid=$!
    exec 9>in
    until child=$(pgrep -x sh -P $pid); do :; done
    lsns --noheadings --output TYPE --task $child | sort | tr "\n" " "; echo
    nsenter --target $child --uts hostname other
    nsenter --target $child --uts hostname; hostname
    pstree $pid'
  assert_line --index 1 other
  assert_line --index 2 practice-host
  assert_line --index 3 'lab06_net---sh'
}

@test "strace shows one clone flag more in each lab" {
  run on_host 'for lab in $labs; do
    strace -o trace -e trace=clone,clone3 $lab true; grep -o "CLONE_NEW[A-Z|_]*" trace; done'
  assert_output 'CLONE_NEWUTS|SIGCHLD
CLONE_NEWUTS|CLONE_NEWIPC|SIGCHLD
CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWPID|SIGCHLD
CLONE_NEWNS|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWPID|SIGCHLD
CLONE_NEWNS|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWUSER|CLONE_NEWPID|SIGCHLD
CLONE_NEWNS|CLONE_NEWUTS|CLONE_NEWIPC|CLONE_NEWUSER|CLONE_NEWPID|CLONE_NEWNET|SIGCHLD'
}
