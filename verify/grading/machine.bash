# shellcheck shell=bash
# What the grader wants of a machine before it marks anybody, beside what the doctor asks
# for: room where programs may run, and that the kit's own six programs get every point on it.
#
# The self-test takes as long as one submission, so its success is noted, for this boot, this
# version of the kit and this user, in $XDG_CACHE_HOME (by default ~/.cache).
#
# shellcheck disable=SC2154 # from script.bash and labs.bash, and verify

# absolute_path: take out of PATH what is not absolute: a submission may lie in the working
# directory. Add where the system's tools are.
absolute_path() {
  local directory directories kept=''
  IFS=: read -r -a directories <<<"$PATH"
  for directory in "${directories[@]}" /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
    [[ $directory != /* || ":$kept" == *":$directory:"* ]] || kept+=$directory:
  done
  PATH=${kept%:}
}

# make_room: set $scratch, and TMPDIR, to a new directory in which programs may run.
make_room() {
  local directory
  for directory in "${TMPDIR:-/tmp}" /var/tmp /dev/shm "${HOME:-/tmp}"; do
    scratch=$(mktemp -d "$directory/grade.XXXXXXXXXX" 2>/dev/null) || continue
    printf '#!/bin/sh\n' >"$scratch/program"
    chmod +x "$scratch/program"
    ! "$scratch/program" 2>/dev/null || {
      rm "$scratch/program"
      export TMPDIR=$scratch
      return
    }
    rm -rf "$scratch"
  done
  die "$machine_cannot" \
    'not graded: there is no directory in which programs may run: %s; set TMPDIR to one' \
    'is /tmp full, or mounted noexec?'
}

# kit_archive: print an archive of all that grading uses: the same bytes for the same kit.
kit_archive() {
  local lab sources=()
  for lab in "${labs[@]}"; do sources+=("$(source_of "$lab")"); done
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=go=rX,u+w \
    --exclude=verify/tests --exclude=verify/pages --exclude='verify/lib/locale/*/*' \
    --exclude=verify/host/seccomp_filter -cf - -C "$verify/.." Makefile verify "${sources[@]}"
}

# self_test cached|anew: end the command where the kit's own programs do not get every point here.
# With anew, whatever has been noted.
self_test() {
  local cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}} key lock why
  has_solutions || die "$machine_cannot" \
    'not graded: this kit was handed out without the finished programs, which grading begins with'
  key=$({ cat /proc/sys/kernel/random/boot_id && echo "$EUID $PRACTICE_HOST_LIMITS" && kit_archive; } |
    sha256sum)
  cache=${cache:-$scratch}/six-namespaces/graded
  mkdir -p "$cache" 2>/dev/null || mkdir -p "${cache:=$scratch/cache}"
  # Others that grade at the same time wait for the first.
  exec {lock}>"$cache/lock"
  flock --timeout 600 "$lock" || die "$machine_cannot" 'not graded: another self-test does not end'
  if [[ $1 == anew || ! -e $cache/${key%% *} ]]; then
    # A machine that is very busy gets a second chance.
    why=$(own_marks) || why=$(own_marks) || die "$machine_cannot" 'not graded: %s' "$why"
    find "$cache" -type f ! -name lock -delete
    : >"$cache/${key%% *}"
  fi
  exec {lock}>&-
}

# own_marks: grade the kit's own programs. Prints what is wrong, and returns 1, unless they
# get every point.
own_marks() {
  local own=$scratch/own lab failed
  rm -rf "$own"
  mkdir -p "$own/sources"
  for lab in "${labs[@]}"; do
    cp "$verify/../$(source_of "$lab")" "$own/sources/$lab.c"
    echo "$lab.c" >"$own/sources/$lab.path"
  done
  tar -cf "$own/sources.tar" -C "$own/sources" "${labs[@]/%/.c}" "${labs[@]/%/.path}"
  "$verify/grading/grade" --collected --untested "$own/sources.tar" "$own/out" \
    >/dev/null 2>"$own/log" || {
    sed -n 's/^not graded: //; 1p' "$own/log"
    return 1
  }
  failed=$(jq -r '[.tests[] | select(.status != "passed")][0]
    | select(. != null) | "\(.name): \(.output | split("\n") | map(select(. != ""))[:3] | join(" "))"' \
    "$own/out/results.json")
  [[ -z $failed ]] || {
    text "the kit's own programs do not get every point on this machine: %s" "$failed"
    return 1
  }
}
