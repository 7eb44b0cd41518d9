#!/bin/sh
# clean_text: copy standard input to output without what no text for people holds:
# control characters but tab and line end, bytes that are not UTF-8, code points
# that XML forbids, and those that turn the direction of writing around.
#
# By way of UTF-16, for iconv(1) of glibc takes code points above U+10FFFF in UTF-8.

LC_ALL=C tr -d '\000-\010\013-\037\177' |
  { iconv -c -f UTF-8 -t UTF-16LE || :; } 2>/dev/null |
  iconv -f UTF-16LE -t UTF-8 |
  LC_ALL=C sed -e 's/\xc2[\x80-\x9f]//g' -e 's/\xef\xbf[\xbe\xbf]//g' \
    -e 's/\xe2\x80[\xaa-\xae]//g' -e 's/\xe2\x81[\xa6-\xa9]//g'
