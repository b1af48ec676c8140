#!/bin/sh
# Measures what Docs/Performance.md promises, and prints it beside what other programs take for the same in the same run:
#
#     scripts/bench.sh [PART…]      PART is codes, pictures, chains or renewals; without one all of them
#
# `make bench` builds the program and installs the others first. Each part is a file in scripts/bench.
#
# Exit 0: measured, whether or not a target was met; a missed one is marked. 1: a program gave a wrong result. 64: wrong use.
set -eu
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- codes pictures chains renewals
for part; do
    if [ "$part" = tools ] || [ ! -f "scripts/bench/$part.sh" ]; then
        printf "bench: there is no part '%s'\n" "$part" >&2
        exit 64
    fi
done

# shellcheck disable=SC2034 # of the parts
tools=.build-bench/release
# shellcheck disable=SC2034
count=1000000
# shellcheck disable=SC2034
rounds=5
. scripts/bench/tools.sh

swift build --package-path Benchmarks --scratch-path .build-bench -c release >&2
# In memory, where there is such a folder: what others write to the disk would count otherwise.
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
export TMPDIR="${TMPDIR:-/tmp}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM
# A copy on the disk, as `make install` makes one: what the linker has left in the cache is mapped page by page, what was
# copied or read from the disk in larger pieces, which is worth 0.3 ms at each start.
program=.build-bench/esimctl
cp .build/release/esimctl "$program"

processor=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p)
printf '%s, %s processors, load%s\n' "${processor:-$(uname -m)}" "$(getconf _NPROCESSORS_ONLN)" "$(uptime | sed 's/.*average[s]*://')"
printf '%s\n\n' "$(rg --version | sed -n 1p), $(qrencode --version 2>&1 | sed -n 1p); medians, and minima where it says so"
printf '%-34s %-10s %6s %12s %12s\n' "" target ratio ours peer
for part; do
    # shellcheck disable=SC1090 # any of them
    . "scripts/bench/$part.sh"
done
