# shellcheck shell=bash
# What the kernel says of a process. PID is always the one that the reader's own
# /proc shows, whatever the process calls itself.
#
# Sources: proc_pid_ns(5), proc_pid_syscall(5), proc_pid_status(5), proc_pid_mountinfo(5),
# proc_pid_auxv(5), getauxval(3), user_namespaces(7), children in proc_pid_task(5).

# The kinds of namespaces, as /proc/PID/ns calls them: those of the labs in
# their order, and then the others.
# shellcheck disable=SC2034 # for the scripts that source this one
lab_kinds=(uts ipc pid mnt user net)
# shellcheck disable=SC2034
other_kinds=(cgroup time)

# The practice host's namespaces, as they are before the program starts, held
# open: a program may trace process 1 of the host, and move that.
declare -gA host_fd=([uts]=20 [ipc]=21 [pid]=22 [mnt]=23 [user]=24 [net]=25 [cgroup]=26 [time]=27)

# pin_host PID: open them, for us and the processes that we start.
pin_host() {
  exec 20<"/proc/$1/ns/uts" 21<"/proc/$1/ns/ipc" 22<"/proc/$1/ns/pid" 23<"/proc/$1/ns/mnt" \
    24<"/proc/$1/ns/user" 25<"/proc/$1/ns/net" 26<"/proc/$1/ns/cgroup"
  # Linux before 5.6 has no time namespaces.
  if [[ -e /proc/$1/ns/time ]]; then exec 27<"/proc/$1/ns/time"; fi
}

# The number of read(2) on this processor, as /proc/PID/syscall has it. (By the tables of
# the kernel's source: asm-generic has 63, x86-64 has 0, all others have 3.)
case $HOSTTYPE in
x86_64) read_number=0 ;;
aarch64 | riscv* | loongarch*) read_number=63 ;;
*) read_number=3 ;;
esac

# is_reading PID: the process waits in read(2) for its standard input. (/proc/PID/wchan
# would not say so on x86-64 before Linux 5.16: there it is 0.)
is_reading() {
  local number descriptor
  read -r number descriptor _ <"/proc/$1/syscall" && [[ $number == "$read_number" && $descriptor == 0x0 ]]
}

# namespace PID KIND: print the link that names the namespace: uts:[4026531838].
# Returns 1 if there is no such process, or no such kind on this kernel.
namespace() {
  readlink "/proc/$1/ns/$2"
}

# is_new PID KIND: the process has another namespace of this kind than the
# practice host.
is_new() {
  [[ -e /proc/$1/ns/$2 && ! /proc/$1/ns/$2 -ef /proc/self/fd/${host_fd[$2]} ]]
}

# name PID: print the name of the process, as pstree(1) does.
name() {
  cat "/proc/$1/comm"
}

# status PID FIELD: print FIELD of /proc/PID/status.
status() {
  local field value
  while IFS=$':\t' read -r field value; do
    [[ $field != "$2" ]] || {
      echo "$value"
      return
    }
  done <"/proc/$1/status"
}

# add_children PID: add the PIDs of its children, of whichever of its threads, to the
# array $pids.
add_children() {
  local file children
  for file in "/proc/$1/task/"*/children; do
    # There is no line end in this file, so read returns 1; and a process that has just
    # gone has none.
    children=()
    read -r -a children <"$file" || :
    pids+=("${children[@]}")
  done 2>/dev/null
}

# list_tree PID: set the array $pids to PID and the PIDs of all processes below it.
list_tree() {
  local i
  pids=("$1")
  for ((i = 0; i < ${#pids[@]}; i++)); do add_children "${pids[i]}"; done
}

# mounts PID: print what is mounted where for the process, a line a mount:
# device, root, mount point, options. At most 64 KiB, because a program may mount a lot.
mounts() {
  head -c 65536 "/proc/$1/mountinfo" | sed -E 's/^[^ ]+ [^ ]+ //'
}

# map PID NAME: print uid_map or gid_map, one space between its numbers. They
# are: first ID inside, first ID outside, how many. The ID outside is as the
# practice host counts: there is one, 0, for the ID that process 1 has for us.
map() {
  local field=Uid id inside outside count
  [[ $2 == uid_map ]] || field=Gid
  id=$(status "$HOST_INIT" "$field")
  while read -r inside outside count; do
    ((outside != ${id%%[[:space:]]*})) || outside=0
    echo "$inside $outside $count"
  done <"/proc/$1/$2"
}

# ids_at_exec PID: print the user and the group ID that the process had, in its own user
# namespace, when it started its present program: AT_UID and AT_GID, numbers 11 and 13, in
# the auxiliary vector.
ids_at_exec() {
  local number value user='' group=''
  while read -r number value; do
    case $number in
    11) user=$value ;;
    13) group=$value ;;
    esac
  done < <(od -An -v -w"$((2 * $(getconf LONG_BIT) / 8))" -t uL "/proc/$1/auxv")
  echo "$user $group"
}

# pid_in PID WITNESS: print the PID that the process has in the PID namespace of
# WITNESS, which is its own or one around it. NSpid lists the PIDs from ours
# inwards, so the right one stands as deep as the witness's own last one.
pid_in() {
  local pids witness
  read -r -a pids < <(status "$1" NSpid)
  read -r -a witness < <(status "$2" NSpid)
  echo "${pids[${#witness[@]} - 1]}"
}
