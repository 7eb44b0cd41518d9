# The source is a link to a file of the machine.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
ln -s /etc/passwd lab01_uts.c
