#!/bin/sh
# slow_shell: a wrong program for lab01. It isolates, and answers each line only
# after three seconds.
#
# shellcheck disable=SC2016 # for the inner shell
exec unshare --uts sh -c '
  while read -r line; do
    case $line in *@*) ;; *) sleep 3 </dev/null ;; esac
    eval "$line"
  done'
