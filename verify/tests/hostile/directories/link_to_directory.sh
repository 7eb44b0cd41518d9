# The directory is a link out of the submission.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
ln -s "$kit/lab01_uts" lab01_uts
