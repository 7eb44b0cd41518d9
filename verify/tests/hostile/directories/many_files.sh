# Thousands of files, deep and wide, around a right source: refused at once, by their count.
# Points: 0
# In: $kit, the kit; the working directory is the submission.
path=.
for i in $(seq 300); do path=$path/deep; done
mkdir -p "$path" wide
(cd wide && seq 5000 | xargs touch)
cp "$kit/lab01_uts/lab01_uts.c" .
