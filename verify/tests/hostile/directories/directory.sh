# The source is a directory.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
mkdir lab01_uts.c
