# Build, run and verify the six labs. "make help" lists what there is.

CFLAGS = -std=gnu11 -O2 -Wall -Wextra -Wpedantic
# A static program starts faster, without the dynamic linker. Not every system has libc.a.
LDFLAGS = $(if $(filter /%,$(shell $(CC) -print-file-name=libc.a)),-static)

programs := $(basename $(wildcard lab0*/lab0*.c))

.PHONY: all verify shell diff tour map walkthrough record exercise check watch hint solution reset handout \
	grade grade-class test benchmark clean help
.SILENT:

# Where there is no msgfmt(1), the messages are English.
translations := $(if $(shell command -v msgfmt),verify/lib/locale/zh_CN/LC_MESSAGES/six-namespaces.mo)

# What holds practice hosts to the system calls that the labs need. Where there is no
# libseccomp to build it with, the doctor says so.
filter := verify/host/seccomp_filter

all: $(programs) $(filter) $(translations) ## build the six programs

$(programs): %: %.c
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $<

$(filter): $(filter).c
	$(CC) $(CFLAGS) -o $@ $< -lseccomp 2>/dev/null || $(RM) $@

# A locale of the language, so that none need be installed: see messages.sh.
utf8_locale := $(firstword $(wildcard /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8))

verify/lib/locale/%/LC_MESSAGES/six-namespaces.mo: verify/lib/locale/%.po
	mkdir -p $(@D)
	$(if $(utf8_locale),ln -sfn $(utf8_locale) verify/lib/locale/$*/$*.UTF-8)
	msgfmt -o $@ $<

verify: all ## check the isolation of all six, or of one: make verify LAB=3
	verify/verify "$$LAB"

shell: all ## open the practice host; in a second terminal: join it
	verify/practice-host

diff: ## show what a lab adds to the one before: make diff LAB=3
	verify/pages/diff "$$LAB"

tour: all ## be taken through a lab, step by step: make tour LAB=3
	verify/pages/tour "$$LAB"

map: all ## draw what the lab that runs in your practice host shares with it; or one of its own: make map LAB=3
	verify/pages/map "$$LAB"

walkthrough: all ## type the commands of the labs' pages, and compare: make walkthrough [LAB=3]
	verify/pages/walkthrough $$LAB

record: all ## record the tour again, in both languages, for the READMEs
	verify/pages/record

exercise: $(translations) ## get the starter code of a lab to write it yourself: make exercise LAB=2 [WORK=directory]
	verify/workshop/exercise "$$LAB"

check: $(filter) $(translations) ## check your program: make check LAB=2
	verify/workshop/check "$$LAB"

watch: $(filter) $(translations) ## check your program on every save, lab after lab
	verify/workshop/watch "$$LAB"

hint: $(translations) ## the next hint for a lab: make hint LAB=2
	verify/workshop/hint "$$LAB"

solution: $(translations) ## what your program still lacks: make solution LAB=2
	verify/workshop/solution "$$LAB"

reset: $(translations) ## begin a lab anew, and keep a backup: make reset LAB=2
	verify/workshop/reset "$$LAB"

handout: $(translations) ## write a kit without solutions, for a workshop: make handout OUT=directory
	verify/workshop/handout "$$OUT"

grade: $(filter) ## mark one submission: make grade SUBMISSION=directory [OUT=directory]
	verify/grading/grade "$$SUBMISSION" $${OUT:+"$$OUT"}

grade-class: $(filter) ## mark a class: make grade-class SUBMISSIONS=directory OUT=directory [JOBS=n] [HOSTS=file]
	verify/grading/grade-class "$$SUBMISSIONS" "$$OUT"

test: all ## run all tests of the kit itself
	$(has_tests)
	verify/tests/test

benchmark: all ## measure how long verification takes
	$(has_tests)
	verify/tests/benchmark

has_tests = [ -d verify/tests ] || { echo 'this kit was handed out without its own tests: make check tests your programs' >&2; exit 1; }

clean: ## remove what make has built
	$(RM) -r $(programs) $(filter) verify/lib/locale/*/

help: $(translations) ## list the targets
	verify/lib/help
