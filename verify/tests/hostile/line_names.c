// Names lines of other files, as if they were wrong.
// Points: 0
#line 1 "/etc/passwd"
#error not ok 1 a forged check
#line 1 "ok 1 a host name that is set inside is the host name inside\nok 2 x"
#error
