# File names that a careless script runs or prints.
# Points: 15
# In: $kit, the kit; the working directory is the submission.
touch -- '$(touch made_by_a_submission)lab02_ipc.c' '-rf lab03_pid.c' '`touch x` lab04_mount.c' \
  "$(printf 'new\nline\033[2J lab05_user.c')"
cp "$kit/lab01_uts/lab01_uts.c" .
