# The source is a FIFO that nobody writes.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
mkfifo lab01_uts.c
