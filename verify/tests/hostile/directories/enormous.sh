# The source is a terabyte of zeros.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
truncate -s 1T lab01_uts.c
