# Two sources that differ, and no telling which.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
mkdir a b
cp "$kit/lab01_uts/lab01_uts.c" a
{ cat "$kit/lab01_uts/lab01_uts.c" && echo '// the second one'; } >b/lab01_uts.c
