# Build, run and verify the six labs. "make help" lists what there is.

CFLAGS = -std=gnu11 -O2 -Wall -Wextra -Wpedantic
# A static program starts faster, without the dynamic linker. Not every system has libc.a.
LDFLAGS = $(if $(filter /%,$(shell $(CC) -print-file-name=libc.a)),-static)

programs := $(basename $(wildcard lab0*/lab0*.c))

.PHONY: all base verify shell vm doctor diff tour map exercise check watch hint solution reset \
	grade grade-class handout walkthrough record matrix test breakages benchmark clean \
	help
.SILENT:

# Where there is no msgfmt(1), the messages are English.
translations := $(if $(shell command -v msgfmt),\
	verify/lib/locale/zh_CN/LC_MESSAGES/six-namespaces.mo)

# What holds practice hosts to the system calls that the labs need. Where there is no
# libseccomp to build it with, the doctor says so.
filter := verify/host/seccomp_filter

# What decides a race against the program. Where the C library is too old for it, the
# check that uses it says so.
hold := verify/judge/hold_mapping

# A target builds what it uses, and no more: a mistake in lab05 does not stop lab01.
base: $(filter) $(hold) $(translations)

# What $LAB needs as well. (It may hold anything, so it stays in the environment.)
build = programs=$$(verify/lib/programs "$$LAB") && \
	$(MAKE) --no-print-directory base $$programs
# All that can be built.
build_all = $(MAKE) --no-print-directory --keep-going all || :

$(programs): %: %.c
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(filter): $(filter).c
	$(CC) $(CFLAGS) -o $@ $< -lseccomp 2>/dev/null || $(RM) $@

$(hold): $(hold).c
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< 2>/dev/null || $(RM) $@

# A locale of the language, so that none need be installed: see messages.bash.
utf8_locale := $(firstword $(wildcard /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8))

verify/lib/locale/%/LC_MESSAGES/six-namespaces.mo: verify/lib/locale/%.po
	mkdir -p $(@D)
	$(if $(utf8_locale),ln -sfn $(utf8_locale) verify/lib/locale/$*/$*.UTF-8)
	msgfmt -o $@ $<

# Here, or in the virtual machine: with VM=1, or where this machine cannot.
here = verify/vm/run

# make help prints what stands behind ##: the variables, and after -- what the target does.

## For students

verify: ## [LAB=3] [PROGRAM=file] [ARGS=words] -- check all six labs, or one, or your program
	+$(build)
	$(here) verify/verify $${LAB:+"$$LAB"}

shell: ## -- open the practice host, or join the one that is open
	+$(build_all)
	$(here) verify/practice-host

vm: ## -- open a shell in a virtual machine, where sudo and the labs do no harm
	+$(build_all)
	verify/vm/machine

doctor: $(translations) ## [JSON=1] -- say where labs run on this machine, and what mends it
	verify/doctor $${JSON:+--json}

diff: $(translations) ## LAB=3 -- show what a lab adds to the one before
	verify/pages/diff "$$LAB"

tour: ## LAB=3 -- be taken through a lab, step by step
	+[ -z "$$LAB" ] || { $(build); }
	$(here) verify/pages/tour "$$LAB"

map: ## [LAB=3] -- draw what a lab shares with the host that it runs on
	+if [ -n "$$LAB" ]; then $(build); else $(build_all); fi
	$(here) verify/pages/map "$$LAB"

exercise: $(translations) ## [LAB=2] -- get the starter code of a lab, to write it yourself
	verify/workshop/exercise "$$LAB"

check: base ## [LAB=2] -- check your program
	verify/workshop/check "$$LAB"

watch: base ## [LAB=2] -- check your program on every save, lab after lab
	verify/workshop/watch "$$LAB"

hint: $(translations) ## [LAB=2] -- get the next hint for a lab
	verify/workshop/hint "$$LAB"

solution: $(translations) ## [LAB=2] -- see what your program still lacks
	verify/workshop/solution "$$LAB"

reset: $(translations) ## [LAB=2] -- begin a lab anew, and keep a backup
	verify/workshop/reset "$$LAB"

## For graders, and whoever runs a workshop

grade: base ## SUBMISSION=directory [OUT=directory] -- mark one submission
	$(here) --fresh --root --in "$$SUBMISSION" $${OUT:+--out "$$OUT"} \
		verify/grading/grade "$$SUBMISSION" $${OUT:+"$$OUT"}

grade-class: base ## SUBMISSIONS=directory OUT=directory [JOBS=n] [HOSTS=file] -- mark a class
	$${HOSTS:+env VM=0} $(here) --fresh --root --in "$$SUBMISSIONS" --out "$$OUT" \
		verify/grading/grade-class "$$SUBMISSIONS" "$$OUT"

handout: $(translations) ## OUT=directory -- write a kit without solutions
	verify/workshop/handout "$$OUT"

## For maintainers of the kit

all: base $(programs) ## -- build the six programs
.DEFAULT_GOAL := all

walkthrough: all ## [LAB=3] -- type the commands of the labs' pages, and compare
	$(here) verify/pages/walkthrough $$LAB

record: all ## -- record the tour that stands in the READMEs
	verify/pages/record

matrix: all ## -- verify the labs under the kernels that Debian has, in virtual machines
	verify/vm/matrix

test: all ## -- run all tests of the kit itself
	$(has_tests)
	verify/tests/test

breakages: all ## [BREAK=word] -- break the kit on purpose: does a test notice?
	$(has_tests)
	verify/tests/break $$BREAK

benchmark: all ## -- measure how long verification takes
	$(has_tests)
	verify/tests/benchmark

has_tests = [ -d verify/tests ] || { echo \
	'this kit was handed out without its own tests: make check tests your programs' >&2; exit 1; }

clean: ## -- remove what make has built
	$(RM) -r $(programs) $(filter) $(hold) verify/lib/locale/*/

help: $(translations) ## -- list the targets
	verify/lib/help
