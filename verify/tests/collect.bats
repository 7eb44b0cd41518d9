#!/usr/bin/env bats
# What is taken for a lab's source, in every layout that instructors get; what is said where
# nothing is. (What is taken is graded: see grade.bats.)

load ../judge/assert

verify=$(realpath "$BATS_TEST_DIRNAME/..")
# shellcheck source=verify/lib/labs.bash
source "$BATS_TEST_DIRNAME/../lib/labs.bash"

setup() {
  cd "$BATS_TEST_TMPDIR" || return
  mkdir sub
}

# collect [SUBMISSION [FILE...]]: print the paths that are taken, and why nothing is, of each.
collect() {
  local lab
  "$verify/grading/collect_sources" "${@:-sub}" >collected.tar
  for lab in "${labs[@]}"; do
    tar -xOf collected.tar "$lab.path" 2>/dev/null || tar -xOf collected.tar "$lab.why"
  done
}

# each PATH: copy each lab's source to what PATH makes of $lab and $n.
each() {
  local lab n path
  for lab in "${labs[@]}"; do
    n=${lab:4:1}
    path=${1//LAB/$lab}
    path=sub/${path//N/$n}
    mkdir -p "${path%/*}"
    cp "$verify/../$(source_of "$lab")" "$path"
  done
}

# assert_whole: what was taken is the kit's own, byte for byte.
assert_whole() {
  local lab
  for lab in "${labs[@]}"; do
    cmp <(tar -xOf collected.tar "$lab.c") "$verify/../$(source_of "$lab")" || fail "$lab is not whole"
  done
}

@test "names as people and platforms give them" {
  local path
  for path in LAB.c LAB/LAB.c 'LAB (1).c' li_4711_LAB-1.c labN.c lab0N.c 'lab N.c' LAB/main.c labN/prog.c \
    src/deep/LAB.c 张三_LAB.C; do
    rm -rf sub
    each "$path"
    collect
    assert_whole
  done
}

@test "the same content twice is one file; two that differ are none, and both are named" {
  each 'LAB (1).c'
  each 'LAB (2).c'
  run collect
  assert_line --index 0 'lab01_uts (1).c'
  echo >>'sub/lab01_uts (2).c'
  run collect
  assert_line --index 0 'two files could be lab01_uts.c: lab01_uts (1).c and lab01_uts (2).c'
  assert_line --index 1 'lab02_ipc (1).c'
}

@test "a workshop's work/ goes before the labs around it, and the kit's own are nobody's" {
  each LAB/LAB.c
  each work/LAB.c
  run collect
  assert_line --index 2 work/lab03_pid.c
  rm sub/work/lab03_pid.c
  run collect
  assert_line --index 2 --partial 'there is no lab03_pid.c in the submission'
  echo '// mine' >>sub/lab03_pid/lab03_pid.c
  run collect
  assert_line --index 2 lab03_pid/lab03_pid.c
}

@test "a handed-out kit's starter is never taken for the student's file" {
  rmdir sub
  "$verify/workshop/handout" sub >/dev/null
  assert [ -s sub/verify/workshop/exercises/lab01_uts.c ]
  cp "$verify/../lab01_uts/lab01_uts.c" sub/li_4711_lab01_uts.c
  run collect
  assert_line --index 0 li_4711_lab01_uts.c
  rm sub/li_4711_lab01_uts.c
  run collect
  assert_line --index 0 'there is no lab01_uts.c in the submission'
}

@test "line ends of Windows, byte order marks and UTF-16 of both kinds do no harm" {
  local lab encoding
  for encoding in UTF-16LE UTF-16BE; do
    for lab in "${labs[@]}"; do
      { printf '\ufeff' && sed 's/$/\r/' "$verify/../$(source_of "$lab")"; } |
        iconv -f UTF-8 -t "$encoding" >"sub/$lab.c"
    done
    collect
    assert_whole
  done
  printf '// 中文 \U1F600\n' | iconv -f UTF-8 -t UTF-16 >sub/lab01_uts.c
  collect
  assert_equal "$(tar -xOf collected.tar lab01_uts.c)" $'// 中文 \U1F600'
}

@test "a file of another kind, and a header of its own, are answered with a line that names it" {
  each LAB.cpp
  mv sub/lab02_ipc.cpp sub/lab02_ipc.go
  { echo '#include "common.h"' && cat "$verify/../lab03_pid/lab03_pid.c"; } >sub/lab03_pid.c
  mkdir sub/include
  : >sub/include/common.h
  : >sub/lab04_mount.c
  mkfifo sub/lab05_user.c
  printf 'int\0main' >sub/lab06_net.c
  run collect
  assert_line --index 0 'lab01_uts.cpp is C++, and C is wanted: lab01_uts.c'
  assert_line --index 1 'lab02_ipc.go is there, and C source is wanted: lab02_ipc.c'
  assert_line --index 2 'lab03_pid.c includes include/common.h: a lab is one file, so put what it needs into it'
  assert_line --index 3 'lab04_mount.c is empty'
  assert_line --index 4 'lab05_user.c is not a regular file'
  assert_line --index 5 'lab06_net.c is not text: it holds NUL bytes'
  rm -rf sub/*
  echo x >sub/uts.c
  run collect
  assert_line --index 0 'there is no lab01_uts.c in the submission; uts.c is there'
}

@test "archives are unpacked, in each other too, without following links" {
  local format
  each LAB/LAB.c
  for format in zip tar tar.gz tar.xz 7z; do
    rm -f all.*
    bsdtar -acf "all.$format" sub
    collect "all.$format"
    assert_whole
  done
  rm -rf outer
  mkdir outer
  bsdtar -acf outer/inner.zip sub
  bsdtar -acf outer.tar.gz outer
  collect outer.tar.gz
  assert_whole
  # A link to a directory outside, and a file through that link; a name with "..".
  mkdir evil
  perl -e 'use strict; sub member { my ($n, $t, $l, $d) = @_;
    my $h = pack "a100a8a8a8a12a12A8a1a100a6a2", $n, "0000644", "0", "0", sprintf("%011o", length $d), "0", "", $t, $l, "ustar", "00";
    $h .= "\0" x (512 - length $h); my $sum = 0; $sum += ord for split //, $h;
    substr $h, 148, 8, sprintf "%06o\0 ", $sum; return $h . $d . "\0" x (-length($d) % 512) }
    print member("link", 2, "/out", ""), member("link/lab01_uts.path", 0, "", "stolen\n"),
      member("../../out/lab02_ipc.path", 0, "", "stolen\n"), "\0" x 1024' >evil/evil.tar
  run collect evil
  assert_success
  refute_output --partial stolen
  assert_line --index 0 --partial 'evil.tar cannot be unpacked whole'
}

@test "too many files, in the directory or an archive, and too large ones are refused at once" {
  # Empty files, as many as fit into an hour of regular expressions.
  (cd sub && seq -f 'lab01_uts-%g.c' 20000 | xargs touch)
  local begin=$SECONDS
  run collect
  assert_line --index 0 'the submission holds more than 5000 files: hand in the six sources alone'
  tar -cf many.tar sub
  run collect many.tar
  assert_line --index 0 'the submission holds more than 5000 files: hand in the six sources alone'
  ((SECONDS - begin < 30))
  rm -rf sub/*
  head -c 200M /dev/zero >sub/lab01_uts.c
  bsdtar -acf bomb.zip sub
  run collect bomb.zip
  assert_success
  assert_line --index 0 --regexp 'cannot be unpacked whole|is larger than 262144 bytes'
}

@test "only the files that are named, of a directory that holds everybody's" {
  each doe_LAB.c
  echo x >sub/roe_lab01_uts.c
  run collect sub doe_lab01_uts.c
  assert_line --index 0 doe_lab01_uts.c
  assert_line --index 1 'there is no lab02_ipc.c in the submission'
}

@test "a submission that cannot be read is one line, and 3" {
  run "$verify/grading/collect_sources" /nosuch
  assert_failure 3
  assert_output '/nosuch cannot be read'
}
