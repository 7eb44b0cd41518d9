# shellcheck shell=bash
# The parts of bats-assert that the scripts use, wherever the distribution has
# put them. Loading it whole would cost 20 ms a test.

bats_library() {
  local directory
  for directory in "${BATS_LIB_PATH-}" /usr/lib/bats /usr/lib /usr/share/bats /usr/share \
    /usr/local/lib/node_modules /usr/lib/node_modules; do
    [[ ! -d $directory/$1/src ]] || {
      echo "$directory/$1/src"
      return
    }
  done
  echo "$1 is not installed: run sh verify/setup" >&2
  return 1
}

support=$(bats_library bats-support)
assert=$(bats_library bats-assert)
for part in "$support"/{output,error,lang}.bash \
  "$assert"/{assert,refute,assert_equal,assert_success,assert_failure,assert_output,refute_output,assert_line,refute_line}.bash; do
  # shellcheck source=/dev/null
  source "$part"
done
unset support assert part
