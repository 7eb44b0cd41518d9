#!/usr/bin/env bats
# The practice host: it runs anything, and the machine does not notice.

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

@test "COMMAND's exit status is passed on" {
  run "$verify/practice-host" sh -c 'exit 7'
  assert_failure 7
  run "$verify/practice-host" true
  assert_success
}

@test "COMMAND is root of a host with its own name, and finds the six labs" {
  run "$verify/practice-host" sh -c 'id -u; hostname; echo lab0?_*/lab0?_*.c | wc -w'
  assert_output $'0\npractice-host\n6'
}

@test "what a participant has written is there too, wherever it lies" {
  mkdir "$BATS_TEST_TMPDIR/mine"
  cp "$verify/../lab05_user/lab05_user.c" "$BATS_TEST_TMPDIR/mine"
  echo secret >"$BATS_TEST_TMPDIR/mine/other"
  WORK=$BATS_TEST_TMPDIR/mine run "$verify/practice-host" sh -c 'ls mine; cc -o mine/lab05 mine/lab05_user.c && mine/lab05 id -u'
  assert_output $'lab05_user.c\n10000'
}

@test "--file puts that file there in place of the labs" {
  echo hello >"$BATS_TEST_TMPDIR/a file"
  run "$verify/practice-host" --file "$BATS_TEST_TMPDIR/a file" sh -c 'ls; cat "a file"'
  assert_output $'a file\nhello'
}

@test "--file with a file that is not there is one line, and 125" {
  run "$verify/practice-host" --file /nosuch true
  assert_failure 125
  assert_output 'practice-host: --file wants an existing file'
}

@test "outside, its processes belong to an ordinary user, never to root" {
  mkfifo "$BATS_TEST_TMPDIR/pid" "$BATS_TEST_TMPDIR/in"
  "$verify/practice-host" --pid-fd 5 cat <"$BATS_TEST_TMPDIR/in" 3>&- 5>"$BATS_TEST_TMPDIR/pid" &
  exec 6>"$BATS_TEST_TMPDIR/in"
  read -r -t 5 pid <"$BATS_TEST_TMPDIR/pid"
  run sed -n 's/^Uid:\t\([0-9]*\).*/\1/p' "/proc/$pid/status"
  refute_output 0
  if ((EUID)); then assert_output "$EUID"; else assert_output 65534; fi
  exec 6>&-
  wait
}

@test "what a careless lab does stays in there" {
  machine_state >"$BATS_TEST_TMPDIR/before"
  run "$verify/practice-host" sh -c '
    exec 2>/dev/null
    hostname oops; domainname oops; hostname; domainname
    mount -t tmpfs oops /tmp; mount -t proc proc /proc; umount -l /dev; grep -c "^oops /tmp" /proc/self/mounts
    ipcmk -Q >/tmp/queue; ipcs -q | grep -c ^0x
    ip link set lo down; ip address add 192.0.2.1 dev lo; ip -o address show lo | grep -c 192.0.2.1
    touch /etc/oops; rm -rf /usr/bin/env /root /home; ls -A /root | wc -l
    kill -9 -1'
  # It has done all that it can, in there.
  assert_output $'oops\noops\n1\n1\n1\n0'
  machine_state >"$BATS_TEST_TMPDIR/after"
  run diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after"
  assert_success
}

# shellcheck disable=SC2016 # expanded on the practice host
@test "its root cannot write to the system's directories, nor make them writable" {
  # What it can do with a directory of its own stands beside.
  run "$verify/practice-host" sh -c '
    exec 2>/dev/null
    mkdir own; mount -t tmpfs own own; mount -o remount,ro,bind own
    for directory in own /usr; do
      touch $directory/oops && echo "$directory: written"
      mount -o remount,rw,bind $directory && echo "$directory: a bind made writable"
      mount -o remount,rw $directory && echo "$directory: made writable"
      touch $directory/oops && echo "$directory: written"
      umount -l $directory && echo "$directory: unmounted"
    done
    ls -d /usr/bin'
  assert_output $'own: a bind made writable\nown: written\nown: unmounted\n/usr/bin'
}

@test "its root cannot change the machine's settings" {
  # shellcheck disable=SC2016 # expanded on the practice host
  run "$verify/practice-host" sh -c '
    exec 2>/dev/null
    for setting in net/ipv4/ip_forward vm/drop_caches vm/swappiness kernel/core_pattern kernel/sysrq; do
      echo 1 >/proc/sys/$setting && echo "wrote $setting"
    done
    echo b >/proc/sysrq-trigger && echo "wrote sysrq"
    date +%Y >/dev/null && echo "read the clock"
    date -s 2000-01-01 >/dev/null && echo "set the clock"
    mknod /tmp/fifo p && echo "made a FIFO"
    mknod /tmp/disk b 8 0 && echo "made a device"
    true'
  # The network's settings are its own.
  assert_output $'wrote net/ipv4/ip_forward\nread the clock\nmade a FIFO'
}

@test "it sees no file of the user's: no home, no checkout, no environment" {
  SECRET=1 run "$verify/practice-host" sh -c "env; ls '$verify' /home 2>&1"
  refute_output --partial SECRET
  assert_output --partial "cannot access '$verify'"
  assert_output --partial "cannot access '/home'"
}

@test "nothing but standard input, output and error crosses" {
  exec 7</etc/passwd
  run "$verify/practice-host" sh -c 'ls /proc/$$/fd'
  assert_output $'0\n1\n2'
}

# ordinary COMMAND: have the practice host's ordinary user run COMMAND, a line for sh.
ordinary() { "$verify/practice-host" --ordinary sh -c "$1"; }

@test "--ordinary: COMMAND is user 1234 of group 5678, with no capability and no way to one" {
  run ordinary 'id -u; id -g; hostname; ls; sed -n "/^Cap[IPEA]/s/.*:\t//p; s/^NoNewPrivs:\t/& /p" /proc/self/status | sort -u'
  assert_output $'1234\n5678\npractice-host\n'"$(cd "$verify/.." && ls -d lab0?_*)"$'\n0000000000000000\nNoNewPrivs:\t 1'
  run ordinary 'exit 7'
  assert_failure 7
  run "$verify/practice-host" --ordinary
  assert_failure 125
  assert_output 'practice-host: --ordinary wants a COMMAND'
}

@test "the ordinary user changes nothing of the host, and maps itself in a namespace of its own" {
  # shellcheck disable=SC2016 # expanded on the practice host
  run ordinary '
    exec 2>/dev/null
    hostname oops && echo "renamed the host"
    ip link set lo up && echo "brought lo up"
    mount -t tmpfs tmpfs /tmp && echo "mounted"
    mount -o remount,rw,bind /usr && echo "remounted"
    unshare --uts true && echo "took a namespace"
    setpriv --clear-groups true && echo "changed its groups"
    for id in 0 1 65534; do setpriv --reuid $id true && echo "became $id"; done
    echo 1 >/proc/sys/vm/swappiness && echo "wrote a setting"
    touch /usr/oops && echo "wrote to the system"
    cat /proc/1/environ && echo "read process 1"
    kill -KILL 1
    echo "the host is there"
    touch file /tmp/file && echo "writes its home"
    unshare --user --map-root-user --mount --uts sh -c "hostname inside && mount -t tmpfs tmpfs /tmp" &&
      echo "has namespaces of its own"'
  assert_output $'the host is there\nwrites its home\nhas namespaces of its own'
}

@test "nothing but standard input, output and error crosses to the ordinary user" {
  exec 7</etc/passwd
  run ordinary 'ls /proc/$$/fd'
  assert_output $'0\n1\n2'
}

# seen_outside: print user and group of the ordinary user, as numbers of the machine.
seen_outside() {
  mkfifo "$BATS_TEST_TMPDIR"/{pid,in}
  "$verify/practice-host" --ordinary --pid-fd 5 sh -c 'echo up; read -r line' <"$BATS_TEST_TMPDIR/in" \
    3>&- 5>"$BATS_TEST_TMPDIR/pid" >"$BATS_TEST_TMPDIR/out" &
  exec 6>"$BATS_TEST_TMPDIR/in"
  read -r pid <"$BATS_TEST_TMPDIR/pid"
  until grep -q up "$BATS_TEST_TMPDIR/out"; do :; done
  pid=$(pgrep -P "$pid")
  sed -n 's/^[UG]id:\t\([0-9]*\).*/\1/p' "/proc/$pid/status"
  exec 6>&-
  wait
  rm "$BATS_TEST_TMPDIR"/{pid,in}
}

@test "outside, the ordinary user is nobody of this machine" {
  if ((EUID)); then
    run seen_outside
    refute_line 0
  else
    run seen_outside
    assert_output $'65533\n65532'
    PRACTICE_HOST_ID=60601 run seen_outside
    assert_output $'60901\n60900'
    refute getent passwd 65533 60901
  fi
}

# as_student RANGE COMMAND...: as root, run COMMAND as a user of the name student, who may
# give away the RANGE of numbers (FIRST:COUNT). Seen by nobody else.
as_student() {
  # shellcheck disable=SC2016 # expanded by that bash
  unshare --mount bash -c '
    cp -a /etc "$1" && cd "$1/etc"
    echo student:x:12345:12345::/:/bin/sh >>passwd
    echo "student:$2" | tee subuid >subgid
    mount --bind . /etc && cd /
    exec setpriv --reuid 12345 --regid 12345 --clear-groups "${@:3}"' bash "$BATS_TEST_TMPDIR" "$@"
}

@test "setgroups may be asked for where the numbers are real: for root, and by /etc/subuid" {
  local kit command=(--ordinary sh -c 'id -u; id -g; cat /proc/self/setgroups')
  kit=$(a_kit)
  if ((EUID)); then
    run "$verify/practice-host" "${command[@]}"
    assert_output --regexp $'^1234\n5678\n(allow|deny)$'
    return
  fi
  run "$verify/practice-host" "${command[@]}"
  assert_output $'1234\n5678\nallow'
  export TMPDIR=/tmp # bats's own directory is closed to the student
  run as_student 200000:65536 "$kit/verify/practice-host" "${command[@]}"
  assert_output $'1234\n5678\nallow'
  rm -r "${BATS_TEST_TMPDIR:?}/etc"
  run as_student 200000:0 "$kit/verify/practice-host" "${command[@]}"
  assert_output $'1234\n5678\ndeny'
}

@test "a stranger's code is held to its limits, one's own to wider ones" {
  # shellcheck disable=SC2016 # expanded on the practice host
  local script='
    ulimit -n; ulimit -t; ulimit -v; ulimit -f; ulimit -c
    for i in $(seq 100); do sleep 100 & done; echo "all of them"'
  PRACTICE_HOST_LIMITS=none run "$verify/practice-host" bash -c "$script"
  assert_line --index 0 1024
  assert_line --index 1 10
  assert_line --index 2 2097152
  assert_line --index 3 65536
  assert_line --index 4 0
  assert_line --partial fork
  refute_line 'all of them'
  run "$verify/practice-host" bash -c "$script"
  assert_line --index 1 unlimited
  assert_line 'all of them'
}

@test "a stranger's code is held to its limits as the ordinary user, too" {
  # shellcheck disable=SC2016 # expanded on the practice host
  PRACTICE_HOST_LIMITS=none run ordinary '
    ulimit -n; ulimit -t; ls /etc | wc -l; head -n 1 /proc/sys/user/max_net_namespaces
    for i in $(seq 100); do sleep 100 & done; echo "no limit"'
  assert_line --index 0 1024
  assert_line --index 1 10
  # Where 1234 has no number of its own, the bound is on the namespace around.
  ((EUID)) || assert_line --index 3 64
  assert_line --partial 'fork'
  refute_line 'no limit'
}

@test "it works in a checkout under a home that others cannot enter" {
  local kit
  kit=$(a_kit)
  # For its owner, and for root, who must hand the files over to an ordinary user.
  run run_as_owner "$kit/verify/practice-host" ./lab05_user/lab05_user id -u
  assert_output 10000
  run "$kit/verify/practice-host" ./lab05_user/lab05_user id -u
  assert_output 10000
}

@test "an ordinary user verifies all six labs in such a checkout" {
  local kit
  kit=$(a_kit)
  run run_as_owner make -C "$kit" verify
  assert_success
  assert_output --regexp '[0-9]+ passed, 0 failed'
}

# calls COMMAND...: print how many system calls the process of COMMAND makes itself.
calls() {
  strace -o "$BATS_TEST_TMPDIR/calls" "$@" </dev/null &>/dev/null 3>&- 4>&-
  wc -l <"$BATS_TEST_TMPDIR/calls"
}

@test "killed from outside at any moment, it takes all of its processes along" {
  # strace(1) kills it at its first system call, at many others, and when the host is up; in
  # turns, one whose user is root there and one whose user is not.
  # All of its processes hold the FIFO open, so it can be read to its end when they are gone.
  local moment last said='' up=0 early=0 kind=()
  last=$(calls "$verify/practice-host" true)
  assert [ "$last" -gt 200 ]
  mkfifo "$BATS_TEST_TMPDIR/hold"
  for ((moment = 1; moment <= last; moment += 13)); do
    if ((${#kind[@]})); then kind=(); else kind=(--ordinary); fi
    strace -o /dev/null -e inject=all:signal=KILL:when="$moment" \
      "$verify/practice-host" "${kind[@]}" sh -c 'echo up; setsid sleep 1000 & sleep 1000' \
      </dev/null >"$BATS_TEST_TMPDIR/hold" 2>/dev/null 3>&- 4>&- &
    exec 6<"$BATS_TEST_TMPDIR/hold"
    if read -r -t 20 said <&6; then
      assert_equal "$said" up
      up=$((up + 1))
      pkill -KILL -P $! || :
    else
      early=$((early + 1))
    fi
    timeout 20 cat <&6 >/dev/null || fail "killed at its system call $moment, it leaves a process"
    wait $! || :
  done
  assert [ "$up" -gt 0 ]
  assert [ "$early" -gt 10 ]
}

@test "the guard removes the cgroup of a host that has lived long, also when it is not empty at once" {
  # Bash counts its SECONDS from what they are at the start. A cgroup whose last process is
  # on its way out: rmdir(1) fails twice.
  mkdir "$BATS_TEST_TMPDIR"/{bin,cgroup}
  # shellcheck disable=SC2016 # expanded by that shell
  printf '#!/bin/sh\necho >>"%s/calls"\n[ "$(wc -l <"%s/calls")" -lt 3 ] || exec %s "$@"\nexit 1\n' \
    "$BATS_TEST_TMPDIR" "$BATS_TEST_TMPDIR" "$(command -v rmdir)" >"$BATS_TEST_TMPDIR/bin/rmdir"
  chmod +x "$BATS_TEST_TMPDIR/bin/rmdir"
  SECONDS=1000 CGROUPS=$BATS_TEST_TMPDIR/cgroup PATH=$BATS_TEST_TMPDIR/bin:$PATH \
    bash -c '"$1/host/guard" "$$" none </dev/null; true' bash "$verify"
  refute [ -e "$BATS_TEST_TMPDIR/cgroup" ]
  assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/calls")" 3
}

@test "no user namespaces: one line says why and what mends it, and 125" {
  run unshare --user --map-root-user sh -c "
    echo 0 >/proc/sys/user/max_user_namespaces
    '$verify/practice-host' true"
  assert_failure 125
  assert_output --regexp '^no practice host here: user.max_user_namespaces is 0, .*: sysctl user.max_user_namespaces=15000$'
}

# table KIND WHERE...: print the names of this kind in the table of system calls that
# have one of these places.
table() {
  awk -v places=" ${*:2} " '$1 == "'"$1"'" && index(places, " " $3 " ") { print $2 }' \
    "$verify/host/system_calls"
}

# ask WHERE KIND VALUE...: have the kernel asked for each VALUE, in a practice host of
# the user's own or in one that runs a stranger's code (graded). Prints each answer once.
ask() {
  local limits=''
  [[ $1 == own ]] || limits=none
  [[ -e $BATS_FILE_TMPDIR/ask_kernel ]] ||
    cc -o "$BATS_FILE_TMPDIR/ask_kernel" "$BATS_TEST_DIRNAME/programs/ask_kernel.c" -lseccomp
  # shellcheck disable=SC2016 # expanded on the practice host
  PRACTICE_HOST_LIMITS=$limits "$verify/practice-host" --file "$BATS_FILE_TMPDIR/ask_kernel" \
    sh -c 'kind=$1; shift; for value; do ./ask_kernel $kind $value; done | sort -u' sh "${@:2}"
}

@test "programs get sockets of the families that the labs need, and of no other" {
  local where
  for where in own graded; do
    run ask "$where" family 1 2 10 16
    assert_output ok
    run ask "$where" protocol 0 4
    assert_output ok
    # Every other, AF_VSOCK (40) among them, and 1, 2 and 16 with a bit that the kernel drops.
    run ask "$where" family {0,{3..9},{11..15},{18..64},4294967297,4294967298,-1}
    assert_output 'Address family not supported by protocol'
    for kind in 3 16 40 4294967297; do
      run ask "$where" family "$kind pair"
      assert_line --regexp 'not supported'
      refute_line ok
    done
    run ask "$where" protocol {{1..3},{5..11},{13..15},{17..64},4294967296}
    assert_output 'Protocol not supported'
  done
  run ask own family 17
  assert_output ok
  run ask graded family 17
  assert_output 'Address family not supported by protocol'
  run ask graded protocol 12 16
  assert_output 'Protocol not supported'
}

@test "programs cannot make the system calls that no lab needs, and can make others" {
  local calls
  mapfile -t calls < <(table call all)
  ((${#calls[@]} >= 20)) || fail "${#calls[@]} calls are in the table"
  run ask own call "${calls[@]}"
  assert_output 'Operation not permitted'
  run ask own call getpid ptrace
  assert_output $'No such process\nok'
  mapfile -t calls < <(table call all graded)
  run ask graded call "${calls[@]}"
  assert_output 'Operation not permitted'
  run ask graded call getpid
  assert_output ok
  # TIOCSTI, TIOCLINUX, also with a bit that the kernel drops; FIONREAD.
  run ask own request 0x5412 0x541c 0x100005412
  assert_output 'Operation not permitted'
  run ask own request 0x541b
  refute_output 'Operation not permitted'
  run ask graded option 0 41 4294967296
  assert_output 'Operation not permitted'
  # getpid of a 32-bit program on x86; elsewhere ask_kernel says the same.
  run ask own foreign 20
  assert_output --regexp 'not implemented|not supported'
}

@test "without a line of the table, that call is made: it is the table that refuses" {
  grep -v ' keyctl ' "$verify/host/system_calls" >"$BATS_TEST_TMPDIR/table"
  ask own call getpid
  run "$verify/host/seccomp_filter" "$verify/host/system_calls" "$BATS_FILE_TMPDIR/ask_kernel" call keyctl
  assert_output 'Operation not permitted'
  run "$verify/host/seccomp_filter" "$BATS_TEST_TMPDIR/table" "$BATS_FILE_TMPDIR/ask_kernel" call keyctl
  refute_output 'Operation not permitted'
}

@test "a table that is not understood is one line, and 125" {
  local line
  for line in 'call nosuch all' 'family AF_NOSUCH all' 'verb keyctl all' 'call keyctl there' 'call keyctl'; do
    echo "$line why" >"$BATS_TEST_TMPDIR/table"
    [[ $line != 'call keyctl' ]] || echo "$line" >"$BATS_TEST_TMPDIR/table"
    run "$verify/host/seccomp_filter" "$BATS_TEST_TMPDIR/table"
    assert_failure 125
    assert_output --partial 'seccomp_filter: '
  done
  run "$verify/host/seccomp_filter" /nosuch true
  assert_failure 125
}

@test "a stranger's code gets few namespaces" {
  run ask graded namespaces 1
  assert_output --regexp '^[1-6][0-9]$'
  run ask own namespaces 1
  assert_output 1000
}

@test "without the filter the doctor says so, and a stranger's code does not run" {
  local kit
  kit=$(a_kit)
  rm "$kit/verify/host/seccomp_filter"
  run "$kit/verify/practice-host" echo "it runs"
  assert_success
  assert_line --index 0 --partial 'without a filter of system calls'
  assert_line --index 1 "it runs"
  PRACTICE_HOST_LIMITS=none run "$kit/verify/practice-host" echo "it runs"
  assert_failure 125
  assert_line --partial 'there is no filter of system calls'
  refute_line "it runs"
}

@test "a filter that cannot be made is no filter that lets all pass" {
  local kit
  kit=$(a_kit)
  echo 'call nosuch all' >"$kit/verify/host/system_calls"
  run "$kit/verify/practice-host" echo "it runs"
  assert_failure 125
  refute_line "it runs"
}

@test "twelve hosts of one user have a POSIX message queue each, at a time" {
  run bash -c '
    mkfifo "$2/go"
    exec 7<>"$2/go"
    for i in {1..12}; do
      "$1/practice-host" unshare --mount sh -c "mount -t mqueue none /tmp && touch /tmp/queue; ls /tmp; read -r _" <"$2/go" &
    done >"$2/made" 2>&1
    tail -n +1 -f --pid $$ "$2/made" | head -n 12
    for i in {1..12}; do echo; done >&7
    wait' bash "$verify" "$BATS_TEST_TMPDIR" 3>&- 4>&-
  assert_equal "$(sort <<<"$output" | uniq -c | xargs)" '12 queue'
}
