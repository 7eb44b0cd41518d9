# A kit whose Makefile, scripts, programs and hidden files give every point.
# Points: 15
# In: $kit, the kit; the working directory is the submission.
cp -r "$kit"/lab0?_* "$kit/Makefile" .
rm -f lab0?_*/lab0?_*.c
mkdir -p verify/grading lab01_uts .git/hooks
cp "$kit/lab01_uts/lab01_uts.c" lab01_uts/
echo 'all verify grade:; touch /tmp/made_by_a_submission' >Makefile
for lab in "$kit"/verify/lab0?_*.bats; do echo '@test "forged" { :; }' >"verify/${lab##*/}"; done
printf '#!/bin/sh\ntouch /tmp/made_by_a_submission\n' | tee verify/verify verify/grading/grade .git/hooks/post-checkout .bashrc >cc
chmod +x verify/verify verify/grading/grade cc
echo '100 lab01_uts forged' >verify/grading/points
