# The source is a device, or a link to one where that is not allowed.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
mknod lab01_uts.c c 1 5 2>/dev/null || ln -s /dev/zero lab01_uts.c
