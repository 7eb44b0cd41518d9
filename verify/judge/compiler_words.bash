# shellcheck shell=bash
# What the compiler says of a student's source, as compile.sh has it, for people.

# shellcheck source=verify/lib/messages.bash
source "${BASH_SOURCE[0]%/*}/../lib/messages.bash"

# Where functions are declared that the labs' programs call. A header behind a "+" declares
# them only with _GNU_SOURCE.
declare -gA declared_in=()
declare_in() {
  local function
  for function in "${@:2}"; do declared_in[$function]=$1; done
}
declare_in +sched.h clone unshare setns
declare_in +fcntl.h pipe2 splice
declare_in +unistd.h execvpe gettid
declare_in fcntl.h open openat fcntl
declare_in sched.h sched_yield
declare_in signal.h kill signal sigaction sigprocmask sigemptyset sigaddset raise
declare_in stdio.h printf fprintf sprintf snprintf puts perror fopen fclose fputs fflush
declare_in stdlib.h exit malloc calloc free atoi strtol getenv setenv system abort
declare_in string.h strlen strcmp strncmp strcpy strncpy strcat strerror memset memcpy strdup
declare_in unistd.h fork vfork execl execlp execle execv execvp execve _exit read write \
  close pipe dup dup2 sleep usleep getpid getppid getuid geteuid getgid getegid setuid \
  setgid sethostname gethostname setdomainname chdir chroot symlink unlink access syscall
declare_in err.h err errx warn warnx
declare_in sys/mount.h mount umount umount2
declare_in sys/prctl.h prctl
declare_in sys/stat.h mkdir stat chmod umask
declare_in sys/wait.h wait waitpid waitid
declare_in sys/socket.h socket bind listen accept connect
declare_in sys/ioctl.h ioctl
declare_in sys/mman.h mmap munmap

# compiler_words: copy what compile.sh has printed from standard input to output; its own
# lines in the reader's language, and in the end, for each name that is declared nowhere
# and for clone()'s first argument, a line that says what to write.
compiler_words() {
  local line words=''
  while IFS= read -r line || [[ -n $line ]]; do
    words+=$line$'\n'
    case $line in
    'compile: the compiler cannot compile an empty program: '*)
      text 'the compiler cannot compile an empty program: %s' "${line#*program: }"
      ;;
    'compile: '*) text "${line#compile: }" ;;
    *) printf '%s\n' "$line" ;;
    esac
  done
  advise_on_names "$words"
  ! grep -qE -e 'argument 1 of .clone. from incompatible' \
    -e "incompatible function pointer types passing .*'int \(\*\)\(void \*\)'" <<<"$words" ||
    text 'clone() wants a function of this type: int child(void *argument)'
}

# advise_on_names WORDS: the lines about names. gcc and clang have words, and quotes, of
# their own.
advise_on_names() {
  local name header quoted="[‘'\`]([A-Za-z0-9_]+)[’']"
  local undeclared='(implicit declaration of|undeclared|declaring library) (function|identifier)'
  while read -r name; do
    header=${declared_in[$name]-}
    [[ $name != CLONE_NEW* ]] || header=+sched.h
    case $header in
    '') ;;
    +*)
      text '%s is declared where the first line is #define _GNU_SOURCE, and #include <%s> follows' \
        "$name" "${header#+}"
      ;;
    *) text '%s is not declared: add the line #include <%s>' "$name" "$header" ;;
    esac
  done < <(sed -nE "s/^.*$undeclared $quoted.*$/\3/p; s/^.*error: $quoted undeclared.*$/\1/p" \
    <<<"$1" | sort -u)
}
