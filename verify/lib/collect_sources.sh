#!/usr/bin/env bash
# collect_sources: find the six sources in a submission, whoever packed it.
#
# Usage: collect_sources.sh SUBMISSION
#
# Out: on standard output a tar archive. For each lab it holds NAME.c, with the
#      line ends of Unix and without a byte order mark, and NAME.path, where it
#      was in the submission; or NAME.why, why there is none. Exit status: 0, or 1
#      with one line on standard error if SUBMISSION is no directory to be read.
#
# A source is a regular file whose name holds the lab's: lab01_uts.c, but also
# LAB01_UTS.C, lab01_uts-1.c or li_4711_lab01_uts.c, as learning platforms make
# them. If there are several, the one with just that name, and of these the one
# highest up, is it. Hidden files and __MACOSX are not looked at.
#
# The looking is done in a sandbox that holds the submission and nothing else: a
# link in it leads nowhere. See bwrap(1), capabilities(7).
set -euo pipefail

here=$(dirname "$(realpath "$0")")
# shellcheck source=verify/lib/labs.sh
source "$here/labs.sh"
largest=$((256 * 1024))

if [[ -z ${IN_SANDBOX-} ]]; then
  submission=$(realpath -m -- "${1-}")
  [[ -d $submission ]] || {
    printf 'there is no directory %q\n' "${1-}" >&2
    exit 1
  }
  [[ -r $submission && -x $submission ]] || {
    printf 'directory %q cannot be read\n' "$submission" >&2
    exit 1
  }
  # Root may read what others may not, and needs no user namespace for it.
  if ((EUID == 0)); then
    rights=(--unshare-pid --unshare-net --unshare-ipc --cap-drop ALL --cap-add CAP_DAC_READ_SEARCH)
  else
    rights=(--unshare-all)
  fi
  system=()
  for directory in /usr /bin /sbin /lib* /nix /gnu; do
    [[ ! -e $directory ]] || system+=(--ro-bind "$directory" "$directory")
  done
  exec env -i IN_SANDBOX=yes PATH="$PATH" LC_ALL=C \
    bwrap "${rights[@]}" --die-with-parent --new-session "${system[@]}" \
    --ro-bind "$here" /kit --ro-bind "$submission" /submission --proc /proc --dev /dev --tmpfs /tmp \
    --chdir /submission bash /kit/collect_sources.sh </dev/null
fi

# why NAME TEXT...: there is no source of this lab.
why() { printf '%s\n' "${*:2}" >"/tmp/$1.why"; }

# printable PATH: print PATH in one line that drives no terminal.
printable() { tr -c '\040-\176\200-\377' '?' <<<"${1%$'\n'}" | sed 's/?$//'; }

mapfile -d '' -t found < <(find . -maxdepth 8 \( -name '.?*' -o -name __MACOSX \) -prune -o \
  -iname '*lab0[1-6]_*.c' -print0 2>/dev/null)
for name in "${labs[@]}"; do
  best='' best_rank=1000 twin=''
  for path in "${found[@]}"; do
    file=${path##*/}
    [[ ${file,,} =~ ^(.*[^a-z0-9])?$name([^a-z0-9].*)?\.c$ ]] || continue
    # How deep it lies, and a hundred if it is called something else as well.
    slashes=${path//[^\/]/}
    rank=${#slashes}
    [[ $file == "$name.c" ]] || rank=$((rank + 100))
    ((rank != best_rank)) || twin=$path
    ((rank >= best_rank)) || { best=$path best_rank=$rank twin=''; }
  done
  shown=$(printable "${best#./}")
  if [[ -z $best ]]; then
    why "$name" "there is no $name.c in the submission"
  elif [[ -n $twin ]]; then
    why "$name" "two files could be $name.c: $shown and $(printable "${twin#./}")"
  elif [[ -L $best || ! -f $best ]]; then
    why "$name" "$shown is not a regular file"
  elif (($(stat -c %s "$best") > largest)); then
    why "$name" "$shown is larger than $largest bytes"
  elif ! sed -e '1s/^\xef\xbb\xbf//' -e 's/\r$//' "$best" >"/tmp/$name.c" 2>/dev/null; then
    rm -f "/tmp/$name.c"
    why "$name" "$shown cannot be read"
  else
    printf '%s\n' "$shown" >"/tmp/$name.path"
  fi
done
# The same archive for the same sources.
cd /tmp
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=644 -cf - lab*
