# shellcheck shell=sh
# How the program is called on the practice host; see verify/judge/caller.sh.
#
# shellcheck disable=SC2034,SC2154 # program is caller.sh's

# The caller has no capability of root but the one without which root, unlike an ordinary
# user, cannot map itself since Linux 5.12: see user_namespaces(7).
call_program() { setpriv --bounding-set=-all,+setfcap "./$program"; }
