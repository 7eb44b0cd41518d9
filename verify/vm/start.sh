# shellcheck shell=sh
# start.sh: process 1 of the virtual machine, once its file system stands: mount what
# systemd(1) mounts on a real host, and serve.
#
# Commands come by SSH (machine says why), over a serial port of virtio. When the other end
# hangs up, the machine ends, by QEMU.
# Sources: dropbear(8), bootup(7), mount_namespaces(7).
set -eu

export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mkdir /dev/pts /dev/shm /dev/mqueue
mount -t devpts -o mode=620,gid=5,ptmxmode=666 devpts /dev/pts
mount -t tmpfs -o mode=1777,nosuid,nodev shm /dev/shm
mount -t mqueue mqueue /dev/mqueue
mount -t tmpfs -o mode=755,nosuid,nodev run /run
mount -t cgroup2 cgroup2 /sys/fs/cgroup
ln -s /proc/self/fd /dev/fd
ln -s fd/0 /dev/stdin
ln -s fd/1 /dev/stdout
ln -s fd/2 /dev/stderr
# As systemd makes them: lab04 lives on that.
mount --make-rshared /
hostname virtual-machine
ip link set lo up
chmod 700 /root
mkdir -p /home/student
chown student:student /home/student
umask 022

dropbearkey -t ed25519 -f /etc/vm/host_key >/dev/null 2>&1
# It goes into the background when it listens.
dropbear -E -p 127.0.0.1:22 -P /run/dropbear.pid -r /etc/vm/host_key >/dev/console 2>&1
# The port can be opened once: for both directions.
port=$(echo /dev/vport*p1)
/etc/vm/busybox nc 127.0.0.1 22 0<>"$port" 1>&0 || :
echo o >/proc/sysrq-trigger
# Process 1 must not end before the kernel has switched off.
exec sleep 60
