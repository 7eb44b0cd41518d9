#!/usr/bin/env bats
# setup on made-up machines: which package manager, which packages, and what fails.
#
# shellcheck disable=SC2016 # scripts in quotes are for the made-up commands

# shellcheck source=verify/tests/helpers.bash
source "$BATS_TEST_DIRNAME/helpers.bash"

setup() {
  bin=$BATS_TEST_TMPDIR/bin calls=$BATS_TEST_TMPDIR/calls
  mkdir "$bin"
  # What the base system of any distribution has.
  with sh env sed awk sort tr dirname cat grep
  command_is id 'echo 0'
}

# with NAME...: put these commands of this machine on the made-up one.
with() {
  local name
  for name; do ln -s "$(command -v "$name")" "$bin/$name"; done
}

# command_is NAME SCRIPT: a command of the made-up machine, which notes how it was called.
command_is() {
  printf '#!/bin/sh\necho "%s $*" >>"%s"\n%s\n' "$1" "$calls" "$2" >"$bin/$1"
  chmod +x "$bin/$1"
}

# on_machine ARGUMENT...: run setup there.
on_machine() { run env -i PATH="$bin" sh "${copy-$kit}/verify/setup" "$@"; }

# kit_without_bats: a copy of the kit, and a machine that lacks bats alone.
kit_without_bats() {
  copy=$BATS_TEST_TMPDIR/kit
  mkdir "$copy"
  cp -r "$kit/Makefile" "$kit/verify" "$copy"
  rm -rf "$copy/verify/packages/node_modules"
  with cc as ld bash parallel bwrap nsenter unshare setpriv ipcmk ipcs script flock newuidmap keyctl pstree ps \
    pgrep ip ifconfig hostname domainname perl tar diff locale
  command_is make 'exit 7'
}
brings_bats='mkdir -p node_modules/bats/bin
: >node_modules/bats/bin/bats
chmod +x node_modules/bats/bin/bats'

@test "where nothing is missing, setup says nothing, installs nothing and runs make" {
  run clean sh "$kit/verify/setup"
  assert_success
  assert_output ''
  run clean sh "$kit/verify/setup" help
  assert_line --regexp '^ *make verify '
}

@test "setup uses the package manager that is there, and says before what it does" {
  local manager
  for manager in apt-get:util-linux zypper:gnu_parallel pacman:inetutils apk:musl-dev dnf:procps-ng; do
    rm -f "$calls" "$bin"/{apt-get,zypper,pacman,apk,dnf}
    command_is "${manager%:*}" 'echo found'
    command_is npm ''
    on_machine verify
    # This one installs nothing, so setup must notice that in the end.
    assert_failure 3
    assert_line --index 0 --regexp '^setup: missing: .*bwrap'
    assert_line --index 1 --regexp "^setup: installing with ${manager%:*}, for about a minute: .*\b${manager#*:}\b"
    assert_line --regexp '^setup: still missing: .*bwrap'
    run cat "$calls"
    assert_line --regexp "^${manager%:*} .*\bbubblewrap\b"
  done
}

@test "setup installs the checkers for test, not for verify" {
  command_is apt-get ''
  command_is npm ''
  on_machine verify
  run cat "$calls"
  refute_output --partial shellcheck
  on_machine test
  run cat "$calls"
  assert_output --partial shellcheck
}

@test "a package manager that fails: setup says so, runs no make, exit status 3" {
  local manager
  command_is make ''
  for manager in apt-get zypper pacman apk dnf; do
    rm -f "$calls" "$bin"/{apt-get,zypper,pacman,apk,dnf}
    command_is "$manager" 'case " $* " in *" -y "* | *" --needed "* | *" add "* | *-interactive\ install\ *)
      echo "no space left"; exit 100 ;; esac; echo found'
    on_machine verify
    assert_failure 3
    assert_line 'no space left'
    assert_line --regexp "^setup: $manager failed, see above; still missing: .*bwrap"
    run cat "$calls"
    refute_line --regexp '^make'
  done
}

@test "a package that the distribution has not is named, and all others are installed" {
  local manager
  for manager in apt-get zypper pacman apk dnf; do
    rm -f "$calls" "$bin"/{apt-get,zypper,pacman,apk,dnf}
    command_is "$manager" 'case " $* " in *" -Si "* | *simulate* | *search* | *repoquery*) ;; *) exit ;; esac
      case " $* " in *" keyutils "*)
        [ '"$manager"' != zypper ] || echo "No matching items found."; exit 1 ;; esac; echo found'
    command_is npm ''
    on_machine verify
    assert_failure 3
    assert_line --regexp "^setup: $manager has no package keyutils"
    run grep -vE 'simulate|-Si|search|repoquery' "$calls"
    refute_output --partial keyutils
    assert_line --regexp "^$manager .*bubblewrap.*psmisc"
  done
}

@test "lists that cannot be renewed do not stop setup" {
  command_is apt-get '[ "$1" != update ]'
  command_is npm ''
  on_machine verify
  assert_line --regexp '^setup: apt-get could not renew all its lists'
  run cat "$calls"
  assert_line --regexp '^apt-get install -y .*bubblewrap'
}

@test "a bats that is too old: setup says so, and npm brings a newer one for the kit alone" {
  kit_without_bats
  command_is bats 'echo Bats 1.2.1'
  # The distribution has that bats and neither library; npm comes with the packages.
  command_is apt-get 'case "$*" in
    *bats-*) exit 100 ;;
    "install -y"*npm*) printf "%s\n" "#!/bin/sh" "echo npm \$PWD \$* >>\"$calls\"" "$brings_bats" >'"$bin"'/npm; chmod +x '"$bin"'/npm ;;
  esac'
  with mkdir chmod
  run env -i PATH="$bin" calls="$calls" brings_bats="$brings_bats" \
    sh "$copy/verify/setup" verify LAB=1
  # It ends as make does.
  assert_failure 7
  assert_line --regexp '^setup: this machine lacks bats:1.8.2.*: taking bats, .* npm registry'
  run cat "$calls"
  assert_line --regexp "^npm $copy/verify/packages ci --ignore-scripts"
  assert_line 'make verify LAB=1'
  # The second time nothing is missing.
  rm "$calls"
  on_machine
  assert_success
  assert_output ''
}

@test "setup --install installs for a target, and runs no make" {
  kit_without_bats
  with mkdir chmod
  command_is apt-get ''
  command_is npm "$brings_bats"
  on_machine --install verify
  assert_success
  run cat "$calls"
  assert_line --regexp '^npm ci'
  refute_line --regexp '^make'
}

@test "a bats of 1.8.2 or newer will do, whatever the digits" {
  local version
  kit_without_bats
  mkdir -p "$BATS_TEST_TMPDIR"/lib/bats-{support,assert}/src
  for version in 1.8.2:7 1.10.0:7 2.0.0:7 1.13.0-dev:7 1.8.1:3 1.2.1:3 0.4.0:3; do
    command_is bats "echo Bats ${version%:*}"
    run env -i PATH="$bin" BATS_LIB_PATH="$BATS_TEST_TMPDIR/lib" sh "$copy/verify/setup" verify
    assert_failure "${version#*:}"
  done
}

@test "npm that fails: setup says so, exit status 3" {
  kit_without_bats
  command_is apt-get ''
  command_is npm 'exit 1'
  on_machine verify
  assert_failure 3
  assert_line 'setup: npm failed, see above; bats is still missing'
}

@test "bats alone is missing: npm brings it without root" {
  kit_without_bats
  with mkdir chmod
  command_is id 'echo 1000'
  command_is apt-get ''
  command_is npm "$brings_bats"
  on_machine verify
  assert_failure 7
  run cat "$calls"
  refute_line --regexp '^apt-get'
  assert_line --regexp '^npm ci'
}

@test "an ordinary user is told that sudo asks for a password, before it does" {
  command_is id 'echo 1000'
  command_is apt-get ''
  command_is npm ''
  command_is sudo '[ "$1" != -n ]'
  on_machine verify
  assert_line --index 1 --regexp '^setup: installing with sudo apt-get'
  assert_line --index 2 'setup: sudo asks for your password now'
  run cat "$calls"
  assert_line --regexp '^sudo env .* apt-get install .*bubblewrap'
  # Not where it asks for none.
  command_is sudo ''
  on_machine verify
  refute_line 'setup: sudo asks for your password now'
}

@test "sudo that refuses: setup says what to ask for, exit status 3" {
  command_is id 'echo 1000'
  command_is apt-get ''
  command_is sudo 'exit 1'
  on_machine verify
  assert_failure 3
  assert_line --regexp '^setup: sudo refuses; ask whoever is root here to run: apt-get install .*bubblewrap'
}

@test "setup without root and without sudo says what to ask for" {
  command_is id 'echo 1000'
  command_is apt-get ''
  on_machine verify
  assert_failure 3
  assert_equal "${#lines[@]}" 1
  assert_output --regexp '^setup: missing: .*; ask whoever is root here to run: apt-get install .*bubblewrap'
}

@test "setup without a package manager that it knows names what is missing" {
  on_machine verify
  assert_failure 3
  assert_equal "${#lines[@]}" 1
  assert_output --regexp '^setup: missing: .*bwrap.*; no package manager'
}

@test "wrong arguments: one line, nothing installed, exit status 2" {
  local arguments
  command_is apt-get ''
  for arguments in verfy -x 'verify -j' 'verify 3' 'verify =3' LAB=3 .PHONY 'v.*' '--install nosuch' '--install --install'; do
    # shellcheck disable=SC2086 # words to be split
    on_machine $arguments
    assert_failure 2
    assert_equal "${#lines[@]}" 1
  done
  refute [ -e "$calls" ]
  on_machine --help
  assert_success
  assert_output 'Usage: sh verify/setup [--install] [TARGET [VARIABLE=VALUE]...]'
}

@test "the table of packages has a package, or '-', for every tool and manager" {
  run awk '!/^#/ && NF != 7' "$kit/verify/packages/table"
  assert_output ''
  run grep -c '^verify ' "$kit/verify/packages/table"
  assert [ "$output" -gt 20 ]
}

@test "the lock file of npm has the versions that are wanted, with checksums" {
  cd "$kit/verify/packages"
  run jq -r '.packages | to_entries[] | select(.key != "") | select(.value.integrity | startswith("sha512-"))
    | "\(.key) \(.value.version)"' package-lock.json
  assert_output "$(jq -r '.dependencies | to_entries[] | "node_modules/\(.key) \(.value)"' package.json)"
  assert_equal "${#lines[@]}" 3
}

@test "the kit runs the bats that setup has brought, with its libraries" {
  kit_without_bats
  local own=$copy/verify/packages/node_modules part
  mkdir -p "$own/bats/bin" "$own"/bats-{support,assert}/src
  printf '#!/bin/sh\necho the own bats\n' >"$own/bats/bin/bats"
  chmod +x "$own/bats/bin/bats"
  run env PRACTICE_HOST_EXAMINED=yes "$copy/verify/verify"
  assert_output 'the own bats'
  for part in support/src/{output,error,lang} \
    assert/src/{assert,refute,assert_{equal,success,failure,output,line},refute_{output,line}}; do
    echo "echo ${part##*/}" >"$own/bats-$part.bash"
  done
  run bash -c '. "$1"' bash "$copy"/verify/*/assert.bash
  assert_line refute_line
  assert_equal "${#lines[@]}" 12
}

@test "a clone with core.autocrlf has the kit's line ends" {
  cd "$BATS_TEST_TMPDIR"
  mkdir tree
  cp -r "$kit"/{.gitattributes,Makefile,verify} tree
  # Of the environment's git, nothing; the names are for the commit alone.
  in_git() {
    env -i PATH="$PATH" HOME="$BATS_TEST_TMPDIR" git -c core.autocrlf=true \
      -c user.name=tests -c user.email=tests@localhost "$@"
  }
  in_git -C tree init --quiet
  in_git -C tree add --all
  in_git -C tree commit --quiet --message tree
  in_git clone --quiet tree clone
  run grep -rlI --exclude-dir=.git $'\r$' clone
  assert_output ''
  # The same without the attributes, so that this test can fail.
  in_git -C tree rm --quiet .gitattributes
  in_git -C tree commit --quiet --message none
  in_git clone --quiet tree other
  run grep -rlI --exclude-dir=.git $'\r$' other/verify/setup
  assert_output other/verify/setup
}
