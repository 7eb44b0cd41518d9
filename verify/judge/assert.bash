# shellcheck shell=bash
# The parts of bats-assert that the scripts use, wherever the distribution has
# or verify/setup has put them. Loading it whole would cost 20 ms a test.

# find_library NAME: set $library to the directory of its parts.
find_library() {
  local directory
  for directory in "${BASH_SOURCE[0]%/*}/../packages/node_modules" "${BATS_LIB_PATH-}" /usr/lib/bats \
    /usr/lib /usr/share/bats /usr/share /usr/local/lib/node_modules /usr/lib/node_modules; do
    [[ ! -d $directory/$1/src ]] || {
      library=$directory/$1/src
      return
    }
  done
  echo "$1 is not installed: run sh verify/setup" >&2
  return 1
}

find_library bats-support
support=$library
find_library bats-assert
assert=$library
for part in "$support"/{output,error,lang}.bash \
  "$assert"/{assert,refute,assert_equal,assert_success,assert_failure,assert_output,refute_output,assert_line,refute_line}.bash; do
  # shellcheck source=/dev/null
  source "$part"
done
unset support assert library part
