#!/usr/bin/perl
# fill_stdin: a wrong program for any lab. It answers once, and then fills its
# own standard input, so that whoever writes there waits for ever.
use Fcntl;
$| = 1;
my $typed = '';
sysread STDIN, $typed, 4096, length $typed until $typed =~ /echo "(.*)\$\?"\n/;
sysopen my $stdin, '/proc/self/fd/0', O_WRONLY | O_NONBLOCK or die "fill_stdin: $!\n";
while (syswrite $stdin, 'x' x 4096) { }
while (syswrite $stdin, 'x') { }
print "${1}0\n" if $typed =~ /echo "(.*)\$\?"\n/;
pipe my $never, my $writer;
sysread $never, my $byte, 1;
