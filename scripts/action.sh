#!/usr/bin/env bash
# What action.yml runs; its inputs are the variables ESIMCTL_…. Inputs never become part of a command line by way of the
# shell: a path in a pull request could be a command otherwise.
set -euo pipefail

fail() {
    echo "::error title=esimctl::$1"
    exit 69
}

program=$ESIMCTL_CHECKOUT/esimctl
if [ -n "${ESIMCTL_BINARY:-}" ]; then
    program=$ESIMCTL_BINARY
    case $program in
        https://*)
            [ -n "${ESIMCTL_SHA256:-}" ] || fail "a binary from an address needs its sha256"
            program=$(mktemp -d)/esimctl
            curl --fail --silent --show-error --location --proto '=https' --output "$program" "$ESIMCTL_BINARY" ||
                fail "the binary could not be fetched"
            ;;
        */*) ;;
        *) program=./$program ;;
    esac
    if [ -n "${ESIMCTL_SHA256:-}" ]; then
        echo "$ESIMCTL_SHA256  $program" | sha256sum --check --status || fail "the binary has another SHA-256"
    fi
    [ -x "$program" ] || chmod +x "$program" 2>/dev/null || fail "there is no binary $program"
    "$program" --version >/dev/null 2>&1 ||
        fail "the binary does not run here; on Debian and Ubuntu: apt-get install libqrencode4 and libpng16-16 (or libpng16-16t64)"
fi

arguments=(--text --format "${ESIMCTL_FORMAT:-github}")
[ -z "${ESIMCTL_FAIL_ON:-}" ] || arguments+=("--fail-on=$ESIMCTL_FAIL_ON")
[ -z "${ESIMCTL_CHANGED_SINCE:-}" ] || arguments+=("--changed-since=$ESIMCTL_CHANGED_SINCE")
[ -z "${ESIMCTL_BASELINE:-}" ] || arguments+=("--baseline=$ESIMCTL_BASELINE")
while IFS= read -r path; do
    case $path in
        '') ;;
        -*) arguments+=("./$path") ;;
        *) arguments+=("$path") ;;
    esac
done <<<"${ESIMCTL_PATHS:-.}"

if [ -n "${ESIMCTL_OUTPUT:-}" ]; then
    exec "$program" validate "${arguments[@]}" >"$ESIMCTL_OUTPUT"
fi
exec "$program" validate "${arguments[@]}"
