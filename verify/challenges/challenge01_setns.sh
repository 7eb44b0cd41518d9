# shellcheck shell=sh
# How the program is called on the practice host; see verify/judge/caller.sh.
#
# shellcheck disable=SC2016,SC2034,SC2154 # a script in quotes; program is caller.sh's

# The running lab has a host name that nobody can guess, and says when it has it. It runs
# before the program is called, so that the judge can hold its namespace.
mkfifo ready
unshare --uts --fork sh -c \
  'hostname "running-lab-$(od -An -N4 -tu4 /dev/urandom | tr -d " ")"; echo >ready; exec sleep 1000' &
running_lab=$!
read -r _ <ready
call_program() { "./$program" "$running_lab"; }
