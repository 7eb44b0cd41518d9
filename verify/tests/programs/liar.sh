#!/bin/sh
# liar: a wrong lab01. Its shell isolates nothing, and answers as if it did.
exec sh -c '
  hostname() { if [ -n "$1" ]; then host=$1; else echo "$host"; fi; }
  domainname() { if [ -n "$1" ]; then domain=$1; else echo "$domain"; fi; }
  while read -r line; do eval "$line"; done'
