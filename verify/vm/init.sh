# shellcheck shell=sh
# init.sh: process 1 of the virtual machine, for busybox sh: put the file system together.
#
# In: /layout, lines of boot: "link TARGET PATH", a symbolic link; "share TAG PATH", a
# directory of the real machine, by 9p, that does not change while we run; "live TAG PATH",
# one that may. /modules/order, kernel modules; /root and /etc, files of the new root.
# Sources: initramfs in Documentation/filesystems/ramfs-rootfs-initramfs.rst,
# Documentation/filesystems/9p.rst in the Linux source, switch_root(8).
set -eu

/bin/busybox mkdir -p /proc /sys /dev
/bin/busybox --install -s /bin
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
while read -r module; do insmod "/modules/$module"; done </modules/order

# A tmpfs, not the initramfs: a root that pivot_root(2) and mounts in it accept.
mkdir /new
mount -t tmpfs -o mode=755 root /new
cd /new
mkdir -p dev etc home mnt proc root run sys tmp var/tmp
chmod 1777 tmp var/tmp
while read -r kind what path; do
  case $kind in
  link) ln -s "$what" "./$path" ;;
  share) cache=loose ;;
  live) cache=none ;;
  esac
  case $kind in
  share | live)
    mkdir -p "./$path"
    mount -t 9p -o "ro,trans=virtio,version=9p2000.L,msize=512000,cache=$cache" "$what" "./$path"
    ;;
  esac
done </layout
cp -a /etc/. etc
cp -a /root/. root
mount --move /dev dev
mount --move /proc proc
mount --move /sys sys
exec switch_root /new /bin/sh /etc/vm/start.sh
