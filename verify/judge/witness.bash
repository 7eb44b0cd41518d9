# shellcheck shell=bash
# witness: say what a program changes on the practice host. snapshot.bash starts this, as
# bash -c, in the UTS, IPC and network namespaces of the practice host, as its root, with a
# mount namespace of its own. So no program in the practice host sees the witness.
#
# In:  $1, the PID of the host's process 1; on standard input a line of SECTIONs (name ipc
#      mounts network settings, all of them where the line is empty) for each look.
# Out: on standard output what has changed in these sections since the witness came, a
#      line each, "SECTION - OLD" or "SECTION + NEW", and an empty line. The first empty
#      line says that the witness has come.
#
# The witness furnishes the host first: a System V object of each kind and a POSIX message
# queue, "kit", are there before the program is.
#
# Sources: proc_sys(5), proc_sysvipc(5), mq_overview(7), proc_pid_mountinfo(5), ip(8)
# (-batch), sysvipc(7).
set -u
shopt -s nullglob dotglob

sections=(name ipc mounts network settings)
init=$1
declare -A before

# Nothing of the caller's but standard input, output and error.
for fd in /proc/self/fd/*; do
  fd=${fd##*/}
  if ((fd > 2)); then exec {fd}>&-; fi
done

# Each look_at_SECTION sets the array $seen, a line a thing.

# In these files a reader sees its own UTS namespace.
look_at_name() {
  local host domain
  read -r host </proc/sys/kernel/hostname
  read -r domain </proc/sys/kernel/domainname
  seen=("host name: $host" "NIS domain name: $domain")
}

# The columns are those of ipcs(1). The last two of a shared memory segment say what of it
# lies in memory at the moment.
look_at_ipc() {
  local kind fields queue line
  seen=()
  for kind in msg sem shm; do
    while read -r -a fields && ((${#seen[@]} < 500)); do
      [[ ${fields[0]} != key ]] || continue
      printf -v line '0x%08x' "${fields[0]}"
      seen+=("$kind $line, identifier ${fields[*]:1:13}")
    done <"/proc/sysvipc/$kind"
  done 2>/dev/null
  [[ -n $queues ]] || return
  for queue in /tmp/*; do
    read -r line <"$queue"
    seen+=("POSIX message queue ${queue#/tmp}: ${line%% *}")
    ((${#seen[@]} < 1000)) || break
  done 2>/dev/null
}

# Not the program's doing is what comes of a file that the machine replaces, as packages
# and useradd do: a mounted one is then called deleted, and what is mounted on one, as our
# list of users is by bwrap, is mounted no more.
look_at_mounts() {
  local lines line fields
  seen=()
  mapfile -t -n 2000 lines <"/proc/$init/mountinfo"
  for line in "${lines[@]}"; do
    read -r -a fields <<<"${line/\/\/deleted / }"
    [[ ${fields[4]} != /etc/@(passwd|group) || ${fields[3]} != /bindfile* ]] || continue
    seen+=("${fields[4]} ${fields[*]:5} (${fields[3]} of ${fields[2]})")
  done
}

# Links with their flags, addresses, and the routes of all tables.
look_at_network() {
  mapfile -t seen < <(printf '%s\n' 'link show' 'address show' 'route show table all' 'rule show' |
    ip -oneline -force -batch - 2>/dev/null)
}

# Each with its path. (Of ns_last_pid the kernel makes a new one with every process.)
look_at_settings() {
  mapfile -t seen < <(grep -sH '' "${settings[@]}")
  seen=("${seen[@]#/proc/sys/}")
}
mapfile -t settings < <(find /proc/sys -type f -writable ! -name ns_last_pid 2>/dev/null)

# changes SECTION: print what has changed.
changes() {
  local seen was line
  local -A more=()
  "look_at_$1"
  printf -v line '%s\n' "${seen[@]}"
  [[ $line != "${before[$1]}" ]] || return
  mapfile -t was < <(printf '%s' "${before[$1]}")
  for line in "${seen[@]}"; do more[$line]=$((${more[$line]-0} + 1)); done
  for line in "${was[@]}"; do
    if ((${more[$line]-0} > 0)); then more[$line]=$((more[$line] - 1)); else printf '%s - %s\n' "$1" "$line"; fi
  done
  for line in "${seen[@]}"; do
    ((more[$line] < 1)) || printf '%s + %s\n' "$1" "$line"
  done
}

queues=''
if mount -t mqueue mqueue /tmp; then
  queues=yes
  : >/tmp/kit
fi
ipcmk -Q -M 64 -S 1 >/dev/null
for section in "${sections[@]}"; do
  "look_at_$section"
  ((${#seen[@]})) || exit
  printf -v "before[$section]" '%s\n' "${seen[@]}"
done
echo
while read -r -a wanted; do
  for section in "${wanted[@]:-${sections[@]}}"; do changes "$section"; done
  echo
done
