# shellcheck shell=bash
# The one way into the practice host: its UTS, IPC and network namespaces, as its root.
#
# The program that runs there, its files and the PIDs that it sees are the real
# machine's, so nothing in the practice host can replace or trace it.
#
# Sources: nsenter(1), setns(2).
#
# shellcheck disable=SC2154 # host_fd comes from kernel.bash, as_ordinary_user from host/

# host COMMAND...: run COMMAND on the practice host.
host() {
  enter_namespaces "/proc/self/fd/${host_fd[uts]}" "/proc/self/fd/${host_fd[ipc]}" \
    "/proc/self/fd/${host_fd[net]}" "$@"
}

# enter PID COMMAND...: run COMMAND in the UTS, IPC and network namespaces of PID.
enter() {
  enter_namespaces "/proc/$1/ns/uts" "/proc/$1/ns/ipc" "/proc/$1/ns/net" "${@:2}"
}

# enter_namespaces UTS IPC NET COMMAND...: the same, for these paths.
enter_namespaces() {
  local -
  set +T
  "${as_ordinary_user[@]}" nsenter --user="/proc/self/fd/${host_fd[user]}" \
    --uts="$1" --ipc="$2" --net="$3" --preserve-credentials -- "${@:4}"
}
