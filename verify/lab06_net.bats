#!/usr/bin/env bats
# lab06_net: a network of its own.

load judge/lab
load judge/ordinary

setup_file() { start_lab lab06_net; }

# listen PORT, connect PORT: what to type to listen on a TCP port, 0 for any, or
# to reach it on 127.0.0.1. Each says why it cannot, and listen ends with its
# standard input.
listen() {
  # shellcheck disable=SC2016 # expanded by perl
  printf "perl -MIO::Socket::INET -e '%s'" \
    '$socket = IO::Socket::INET->new(Listen => 1, LocalPort => '"$1"') or die "$@\n"; $| = 1; print $socket->sockport, "\n"; <STDIN>'
}
connect() {
  # shellcheck disable=SC2016 # expanded by perl
  printf "perl -MIO::Socket::INET -e '%s'" \
    'IO::Socket::INET->new(PeerAddr => "127.0.0.1:'"$1"'", Timeout => 2) or die "$@\n"'
}

@test "ip a lists lo, DOWN, without an address, and nothing that is up" {
  run inside ip a
  assert_success
  assert_line --regexp '^1: lo: <LOOPBACK> .* state DOWN'
  refute_output --regexp '[<,]UP[,>]'
  refute_output --partial inet
  # The kernel says the same of the shell's own network.
  assert_output "$(enter "$LAB_SHELL" ip a)"
}

@test "ifconfig runs, succeeds and lists nothing" {
  run inside ifconfig
  assert_success
  assert_output ''
  assert is_new "$LAB_SHELL" net
}

@test "a server on the host's 127.0.0.1 cannot be reached, and its port is free" {
  local port
  coproc SERVER { host sh -c "$(listen 0)"; }
  read -r -t 60 -u "${SERVER[0]}" port
  run host sh -c "$(connect "$port")"
  assert_success
  run host sh -c "$(listen "$port") </dev/null"
  assert_failure
  run inside "$(connect "$port")"
  assert_failure
  run inside "$(listen "$port") </dev/null"
  assert_output "$port"
  assert is_new "$LAB_SHELL" net
}

@test "the host's interfaces have not changed" {
  assert_host_unchanged network
}

@test "uid_map and gid_map are exactly: 10000, the caller's own ID, one" {
  assert_wanted_mapping
}

@test "the mapping was there before the shell was started" {
  assert_equal "$(ids_at_exec "$LAB_SHELL")" '10000 10000'
}

@test "all six namespaces are new, and no other" {
  assert_wanted_namespaces
}

@test "files are still the host's" {
  local file=/tmp/from_inside_$RANDOM$RANDOM
  inside "echo hello >$file"
  assert [ "/proc/$LAB_SHELL/root$file" -ef "/proc/$HOST_INIT/root$file" ]
  refute [ -L "/proc/$HOST_INIT/root$file" ]
}

@test "called by an ordinary user, it maps 10000 to exactly that user and that group" {
  assert_right_for_ordinary_user
}

@test "while the lab runs, nothing else of the host has changed" {
  assert_host_unchanged
  assert_mounts_not_shared
  assert was_new net
}

@test "after exit N the program has ended, with status N, and has left nothing" {
  assert_ends_with_its_shell
  assert was_new net
}

@test "on a terminal it is the same: a prompt, and Ctrl-C ends a command, not the lab" {
  assert_same_on_terminal
  assert was_new net
}
