#!/bin/sh
# Tries the two commands of the README on a bare Debian 12, where nothing is installed but what Swift itself needs:
#
#     scripts/try-bare.sh [FOLDER]
#
# Takes root, debootstrap, a network and a few minutes. FOLDER (/tmp/bookworm-root) receives the bare system and is
# used again the next time; the trial itself runs in a copy, FOLDER.trial, which stays for a look afterwards. Swift and the
# checkout come from this machine: Swift is mounted, read-only, the checkout copied without what was built in it. Mounts
# are the trial's own and end with it.
#
# Exit 0: every step went as it should. 1: one did not, the last line says which.
set -eu

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null; then
    echo "try-bare: needs root and debootstrap" >&2
    exit 69
fi
if [ "${TRY_BARE_INSIDE:-}" != yes ]; then
    TRY_BARE_INSIDE=yes exec unshare --mount --propagation private "$0" "$@"
fi

base=${1:-/tmp/bookworm-root}
trial=$base.trial
checkout=$(cd "$(dirname "$0")/.." && pwd)
swift=$(realpath "$(command -v swift)")
swift=${swift%/usr/bin/*}
# shellcheck disable=SC2016 # no variables in it
code='LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815'

# What https://www.swift.org/install asks for on Debian 12, and git and make.
for_swift=binutils,ca-certificates,gcc,git,libc6-dev,libcurl4,libncurses6,libsqlite3-0,libstdc++-12-dev,libxml2,make,zlib1g-dev

if [ ! -e "$base/usr/bin/make" ]; then
    echo "== making the bare system in $base"
    debootstrap --variant=minbase --include="$for_swift" bookworm "$base" >"$base.log" 2>&1 || { tail "$base.log"; exit 1; }
fi

echo "== copying it and the checkout to $trial"
rm -rf --one-file-system "$trial"
cp -a "$base" "$trial"
mkdir "$trial/srv/esim-toolkit"
tar -C "$checkout" --exclude='./.build*' --exclude=./.git -cf - . | tar -C "$trial/srv/esim-toolkit" --no-same-owner -xf -
cp /etc/resolv.conf "$trial/etc/resolv.conf"
mount -t proc proc "$trial/proc"
mkdir -p "$trial/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$trial/dev/pts" # tests draw on terminals
ln -sf pts/ptmx "$trial/dev/ptmx"

# mount_here FOLDER : the same FOLDER inside, read-only
mount_here() {
    mkdir -p "$trial$1"
    mount --bind "$1" "$trial$1"
    mount -o remount,bind,ro "$trial$1"
}
mount_here "$swift"
# Copies of packages that this machine's git uses in place of GitHub.
if [ -e /etc/gitconfig ]; then
    cp /etc/gitconfig "$trial/etc/gitconfig"
    git config --system --name-only --get-regexp '^url\./' | sed 's|^url\.\(.*\)/\.insteadof$|\1|' | sort -u |
        while read -r folder; do mount_here "$folder"; done
fi

with_swift=$swift/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin

# expect EXIT-CODE NAME USER PATH COMMAND : runs the command inside, shows its output, compares its exit code
expect() {
    echo "== $2"
    began=$(date +%s)
    status=0
    chroot --userspec="$3" "$trial" env -i HOME=/tmp LANG=C.UTF-8 PATH="$4" \
        sh -c "cd /srv/esim-toolkit && $5" || status=$?
    echo "   exit $status after $(($(date +%s) - began)) s"
    if [ "$status" -ne "$1" ]; then
        echo "try-bare: failed: $2: exit $status instead of $1"
        exit 1
    fi
}

mkdir "$trial/opt/no-apt"
chroot "$trial" sh -c 'ln -s /usr/sbin/* /usr/bin/* /opt/no-apt/ 2>/dev/null; rm /opt/no-apt/apt-get'

expect 69 "without Swift" root /usr/bin:/bin "./esimctl qr '$code'"
expect 69 "without the right to install" nobody:nogroup "$with_swift" "./esimctl qr '$code'"
expect 69 "without apt-get" root "$swift/usr/bin:/opt/no-apt" "./esimctl qr '$code'"

expect 0 "the first command" root "$with_swift" "./esimctl qr '$code' --output /tmp/code.png"
expect 0 "the first command again, silent before the program starts" root "$with_swift" \
    "./esimctl --version 2>/tmp/said && test ! -s /tmp/said"
expect 0 "make test" root "$with_swift" "make test"
expect 0 "the symbol, read by zbarimg" root "$with_swift" \
    "zbarimg --nodbus --quiet --raw /tmp/code.png && test \"\$(zbarimg --nodbus --quiet --raw /tmp/code.png)\" = '$code'"

echo "try-bare: all steps went as they should; the trial is in $trial"
