# shellcheck shell=bash
# shellcheck disable=SC2034 # the tables are for clock, which sources this
# How long a wait for the practice host may take, and why.
#
# A wait is too long when the practice host has *slept* through it: none of its processes
# wanted a processor, so nothing more will come. A busy machine makes a process wait for
# its turn, and that time does not count. A program that computes for ever never sleeps,
# so the processor time is bounded as well. See clock, which measures both.

# In milliseconds of sleep, by what is waited for:
declare -A sleep_limit=(
  [host]=10000  # the practice host, to be up: nothing in it is the program's yet
  [start]=6000  # the program, until its shell answers for the first time
  [answer]=4000 # the shell, for one answer
  [leave]=4000  # the program, to end after its shell
)
# All waits of one lab together, so that a slow program cannot hold up a class:
readonly all_sleep_limit=20000
# In milliseconds of a processor, for one wait: a hundred times what a lab takes.
readonly busy_limit=10000
# In seconds by the wall's clock, for one wait: then the machine is at fault, because a
# process that wants a processor has not had enough of one.
readonly wall_limit=300
