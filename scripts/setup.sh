#!/bin/sh
# Installs the system packages that the checkout lacks for each WHAT, and nothing else:
#
#     scripts/setup.sh WHAT…        WHAT is build, test (and all of build) or bench (and all of build)
#
# Asks the machine itself each time what is there, so it never goes out of date; that takes a few hundredths of a second.
# Says on standard error what it installs. Exit 0: all is there. 64: wrong use. 69: something is missing that it cannot
# install; the message says what, the hint what to do about it.
#
# Tried on Debian 12. Ubuntu 24.04 has the same packages and macOS the brew formulas named here, both untried.
set -eu

say() { printf 'esimctl: %s\n' "$1" >&2; }
hint() { printf 'hint: %s\n' "$1" >&2; }

# --- What is missing ---------------------------------------------------------------------------------------------------

missing_apt=''
missing_brew=''

# missing APT-PACKAGE BREW-FORMULA : notes it, once
missing() {
    case "$missing_apt " in *" $1 "*) return ;; esac
    missing_apt="$missing_apt $1"
    missing_brew="$missing_brew $2"
}

# need_header HEADER APT-PACKAGE BREW-FORMULA
need_header() {
    for folder in /usr/include /usr/local/include /opt/homebrew/include; do
        [ ! -e "$folder/$1" ] || return 0
    done
    # Elsewhere, perhaps (CPATH): the compiler that comes with Swift knows.
    if echo "#include <$1>" | clang -E -x c - >/dev/null 2>&1; then return 0; fi
    missing "$2" "$3"
}

# need_command COMMAND APT-PACKAGE BREW-FORMULA
need_command() {
    command -v "$1" >/dev/null 2>&1 || missing "$2" "$3"
}

need_build() {
    need_command git git git # SwiftPM fetches packages with it
    need_header qrencode.h libqrencode-dev qrencode
    need_header png.h libpng-dev libpng
    need_header zlib.h zlib1g-dev zlib
    need_header jpeglib.h libjpeg-dev jpeg-turbo
    need_header sqlite3.h libsqlite3-dev sqlite
    need_header ZXing/ZXVersion.h libzxing-dev zxing-cpp
    need_header openssl/ssl.h libssl-dev openssl@3
}

# The folder of the version is in nobody's PATH.
has_postgres() {
    for folder in /usr/lib/postgresql/*/bin; do
        [ ! -x "$folder/initdb" ] || return 0
    done
    command -v initdb >/dev/null 2>&1
}

need_test() {
    need_build
    # The tests start a server of their own; that of the package is left alone.
    has_postgres || missing postgresql postgresql
    need_command zbarimg zbar-tools zbar
    need_command rsvg-convert librsvg2-bin librsvg
    need_command pngcheck pngcheck pngcheck
    need_command qrencode qrencode qrencode
    need_command xmllint libxml2-utils libxml2
    need_command pdftotext poppler-utils poppler
    need_command ripmime ripmime ripmime
    need_command fc-list fontconfig fontconfig
    [ -d /usr/share/zoneinfo ] || missing tzdata tzdata # macOS has it
    # Any font with simplified Chinese characters will do; this is a small one. macOS has some.
    [ -n "$(fc-list ':charset=7801 7eed' family 2>/dev/null)" ] || missing fonts-droid-fallback fontconfig
    need_command identify imagemagick imagemagick
    need_command gs ghostscript ghostscript
    need_command cjpeg libjpeg-turbo-progs jpeg-turbo
    need_command jq jq jq
    need_command sqlite3 sqlite3 sqlite
    need_command openssl openssl openssl@3
    # In a folder that not everybody's PATH has.
    [ -x /usr/sbin/nginx ] || need_command nginx nginx-light nginx
    need_command curl curl curl
    need_command unzip unzip unzip
    need_command python3 python3 python3
    need_command aiosmtpd python3-aiosmtpd aiosmtpd
    python3 -c 'import ensurepip' 2>/dev/null || missing python3-venv python3
}

need_bench() {
    need_build
    need_command rg ripgrep ripgrep
    need_command qrencode qrencode qrencode
    need_command hyperfine hyperfine hyperfine
    [ -x /usr/sbin/nginx ] || need_command nginx nginx-light nginx
    [ "$(uname)" = Darwin ] || need_command valgrind valgrind valgrind # not to be had for macOS
}

find_missing() {
    missing_apt=''
    missing_brew=''
    for what; do
        "need_$what"
    done
}

# --- Swift -------------------------------------------------------------------------------------------------------------

need_swift() {
    if ! swift=$(command -v swift); then
        say "Swift is not installed, or not in PATH"
        hint "install Swift 6.2 or later: https://www.swift.org/install"
        exit 69
    fi
    # `swift --version` passes the question on to its frontend; asking that directly takes 20 ms instead of 75.
    if [ -x "${swift%/*}/swift-frontend" ]; then
        said=$("${swift%/*}/swift-frontend" -version 2>/dev/null) || said=''
    else
        said=$(swift --version 2>/dev/null) || said=''
    fi
    version=${said#*Swift version }
    version=${version%%[!0-9.]*}
    major=${version%%.*}
    minor=${version#"$major"}
    minor=${minor#.}
    minor=${minor%%.*}
    if [ "${major:-0}" -lt 6 ] || { [ "$major" -eq 6 ] && [ "${minor:-0}" -lt 2 ]; }; then
        say "Swift 6.2 or later is needed; $swift is ${version:-of unknown version}"
        hint "install a newer one: https://www.swift.org/install"
        exit 69
    fi
}

# --- Installing --------------------------------------------------------------------------------------------------------

# Sets `root` to what must stand before a command so that root runs it, or fails when there is no way.
become_root() {
    if [ "$(id -u)" -eq 0 ]; then
        root=''
    elif ! command -v sudo >/dev/null 2>&1; then
        return 1
    elif sudo -n true 2>/dev/null; then
        root='sudo -n'
    elif [ -t 2 ] && (: </dev/tty) 2>/dev/null; then
        root='sudo' # asks for the password on the terminal
    else
        return 1
    fi
}

# apt_get ARGUMENTS… : quiet, its output kept in `said` in case it fails
apt_get() {
    # shellcheck disable=SC2086 # `root` is several words or none
    said=$($root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600 "$@" 2>&1)
}

# shellcheck disable=SC2086 # `missing_…` are lists of words
install_missing() {
    if command -v apt-get >/dev/null 2>&1; then
        if ! become_root; then
            say "these system packages are missing, and installing them takes an administrator:$missing_apt"
            hint "sudo apt-get install -y --no-install-recommends$missing_apt"
            exit 69
        fi
        say "installing$missing_apt"
        apt_get install --no-install-recommends $missing_apt && return
        # On a fresh machine apt has no list of packages yet, or one that is out of date. That another list than the one
        # with our packages cannot be had is no reason to give up.
        # (Without this Error-Mode it ends with 0 when there is no network.)
        updating=''
        apt_get update -o APT::Update::Error-Mode=any || updating=$said
        apt_get install --no-install-recommends $missing_apt && return
        printf '%s\n' "$updating" "$said" >&2
        say "apt-get could not install$missing_apt"
        hint "apt-get's reason is above; once that is put right: sudo apt-get install -y --no-install-recommends$missing_apt"
        exit 69
    fi
    if command -v brew >/dev/null 2>&1; then
        say "installing$missing_brew"
        brew install --quiet $missing_brew >&2 && return
        say "brew could not install$missing_brew"
        hint "brew's reason is above; once that is put right: brew install$missing_brew"
        exit 69
    fi
    say "these libraries and programs are missing:$missing_brew"
    hint "there is neither apt-get nor brew to install them with: install them, headers included, in this system's own way"
    exit 69
}

# --- Main --------------------------------------------------------------------------------------------------------------

usage() {
    say "$1"
    hint "usage: scripts/setup.sh build|test|bench …"
    exit 64
}

[ $# -gt 0 ] || usage "say what to set up"
for what; do
    case $what in
        build | test | bench) ;;
        *) usage "cannot set up '$what'" ;;
    esac
done

need_swift
find_missing "$@"
if [ -n "$missing_apt" ]; then
    # One at a time: whoever waited may find everything there. The lock is on this file and ends with the process.
    if command -v flock >/dev/null 2>&1; then
        exec 9<"$0"
        flock 9
        find_missing "$@"
    fi
    [ -z "$missing_apt" ] || install_missing
fi
for what; do
    [ "$what" != test ] || "${0%/*}/judges.sh"
done
