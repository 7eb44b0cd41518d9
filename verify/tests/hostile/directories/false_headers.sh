# Headers beside the source, named like the system's.
# Points: 15
# In: $kit, the kit; the working directory is the submission.
for name in sched err errno poll signal stdio stdlib string unistd; do
  echo '#error this header is not the system'"'s" >"$name.h"
done
mkdir sys && cp sched.h sys/prctl.h && cp sched.h sys/wait.h
cp "$kit/lab01_uts/lab01_uts.c" .
