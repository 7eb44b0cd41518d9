#!/usr/bin/env bats
# challenge06_veth: a cable between host and lab.

load ../judge/lab

setup_file() { start_lab challenge06_veth; }

# addresses: print the addresses that ip(8) lists, as 10.0.0.2/24, in one line.
addresses() { grep -o 'inet [0-9./]*' | cut -d ' ' -f 2 | paste -s -d ' '; }

# unchanged: the host's interfaces, addresses and routes are what they were.
unchanged() { [[ -z $(changes_of_host network) ]]; }

hint_challenge() {
  local there here
  [[ -n $LAB_SHELL ]] || return 1
  if [[ ! -e /proc/$LAB_SHELL ]]; then
    unchanged && return 1
    text "the lab has gone, and something of its network is left on the host"
    return 0
  fi
  is_new "$LAB_SHELL" net || return 1
  here=$(host ip -o address show up | addresses)
  there=$(enter "$LAB_SHELL" ip -o address show up | addresses)
  if [[ -z $(enter "$LAB_SHELL" ip -o link show type veth) ]]; then
    text "there is no end of a veth pair in the lab's network: ip link add NAME type veth peer name NAME netns PID, on the host"
  elif [[ $here != *10.0.0.1/24* ]]; then
    text "on the host, nothing that is up has the address 10.0.0.1/24: up is %s" "${here:--}"
  elif [[ $there != *10.0.0.2/24* || $there != *127.0.0.1* ]]; then
    text "in the lab, two things should be up: an end of the pair with the address 10.0.0.2/24, and lo; up is %s" "${there:--}"
  else
    return 1
  fi
}

@test "in the lab 10.0.0.2/24 is up, and lo" {
  run inside ip -o -4 address show up
  assert_success
  assert_output "$(enter "$LAB_SHELL" ip -o -4 address show up)"
  assert_equal "$(addresses <<<"$output")" '127.0.0.1/8 10.0.0.2/24'
}

@test "on the host 10.0.0.1/24 is up, at one end of a veth pair" {
  assert_equal "$(host ip -o address show up type veth | addresses)" 10.0.0.1/24
  assert is_new "$LAB_SHELL" net
}

@test "a ping from the host is answered by the lab" {
  run host ping -c 1 -W 10 10.0.0.2
  assert_success
  # Not by the host itself.
  refute [ "$(host ip -o address | grep -F ' 10.0.0.2/')" ]
}

@test "a server on the host's 10.0.0.1 is reached from the lab" {
  local port peer
  # The server ends with its standard input, which this test holds.
  # shellcheck disable=SC2016 # expanded by perl
  coproc SERVER { host perl -MIO::Socket::INET -MIO::Select -e '$| = 1;
    $socket = IO::Socket::INET->new(Listen => 1, LocalAddr => "10.0.0.1") or die "$@\n";
    print $socket->sockport, "\n";
    exit if grep { $_ != $socket } IO::Select->new($socket, \*STDIN)->can_read;
    print $socket->accept->peerhost, "\n"; <STDIN>'; }
  read -r -t 60 -u "${SERVER[0]}" port
  inside "perl -MIO::Socket::INET -e 'IO::Socket::INET->new(PeerAddr => \"10.0.0.1:$port\", Timeout => 2) or die'"
  # The host sees who it was.
  read -r -t 60 -u "${SERVER[0]}" peer
  assert_equal "$peer" 10.0.0.2
}

@test "uid_map and gid_map are exactly: 10000, the caller's own ID, one" {
  assert_wanted_mapping
}

@test "all six namespaces are new, and no other" {
  assert_wanted_namespaces
}

@test "when the lab has ended, nothing of the cable is left on the host" {
  leave
  assert await unchanged
}
