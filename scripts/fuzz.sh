#!/bin/sh
# Gives the readers that we wrote many inputs that libFuzzer makes up, and checks their laws with each:
#
#     scripts/fuzz.sh [RUNS [SECONDS [TARGET…]]]
#
# Each target takes RUNS inputs (10,000,000 by default), or as many as it can in SECONDS (600). The targets are
#
#     ActivationCode    the reader of activation codes
#     Documents         what looks for codes in text, Markdown, HTML, tables, JSON, YAML and mails, cut into blocks
#     Pictures          the headers and limits of PNG and JPEG, and decoding
#     Symbols           drawing QR symbols and reading them back
#     Certificates      files of certificates and CRLs, their path check and the rules
#
# With SANITIZE=address in the environment memory is watched too, which takes several times as long, and a leak ends the run.
#
# The inputs begin with those of Fixtures. One that traps or breaks a law is written to .build-fuzz/crashes, and the run
# ends. Where the toolchain has no libFuzzer (Apple's), the tests of the same laws run with their own seeds.
#
# Exit 0: all inputs were taken well. 1: one was not.
set -eu
cd "$(dirname "$0")/.."
runs=${1:-10000000}
seconds=${2:-600}
if [ $# -gt 2 ]; then shift 2; else set -- ActivationCode Documents Pictures Symbols Certificates; fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM

# An empty program shows whether the compiler brings libFuzzer along.
echo 'int LLVMFuzzerTestOneInput(const char *bytes, unsigned long count) { return bytes == 0 && count > 0; }' >"$folder/none.c"
if ! clang -fsanitize=fuzzer -o "$folder/none" "$folder/none.c" >/dev/null 2>&1; then
    echo "fuzz: this toolchain has no libFuzzer; the tests of the same laws run with $runs inputs instead" >&2
    # Each seed makes ten inputs.
    exec env ESIM_SEEDS=$(((runs + 9) / 10)) swift test -c release -Xswiftc -enable-testing \
        --scratch-path .build-fuzz --filter 'For every'
fi

# --- What the inputs begin with ------------------------------------------------------------------------------------------

# The inputs as JSON writes them, the common escapes undone; one that stays as it is is as good a beginning.
begin_ActivationCode() {
    number=0
    sed -n 's/.*"input": "\(\([^"\\]\|\\.\)*\)".*/\1/p' Fixtures/activation-codes/*.jsonl |
        while IFS= read -r input; do
            number=$((number + 1))
            printf '%b' "$(printf '%s' "$input" | sed 's/\\"/"/g')" >"$1/$number"
        done
}

# The first byte is the kind of document, in the order of DocumentKind, the second the size of the first block.
begin_Documents() {
    for file in Fixtures/lint/documents/*; do
        case $file in
            *.md) kind=1 ;;
            *.html) kind=2 ;;
            *.csv) kind=3 ;;
            *.tsv) kind=4 ;;
            *.json | *.jsonl) kind=5 ;;
            *.yaml | *.yml) kind=6 ;;
            *.eml) kind=7 ;;
            *) kind=0 ;;
        esac
        { printf '%b' "\\000$kind\\0020" && cat "$file"; } >"$1/${file##*/}"
    done
}

# Pictures of one pixel and of a symbol, as far as there are programs to draw them.
begin_Pictures() {
    if command -v convert >/dev/null 2>&1; then
        for kind in png:one.png "jpeg:one.jpg" "-interlace PNG png:interlaced.png" "-interlace JPEG jpeg:progressive.jpg"; do
            # shellcheck disable=SC2086 # several words
            convert -size 3x2 gradient:red-blue ${kind%:*}:"$1/${kind##*:}" 2>/dev/null || true
        done
    fi
    if command -v qrencode >/dev/null 2>&1; then qrencode -s 2 -o "$1/symbol.png" ESIM; fi
}

# One for each way to make a symbol of the rest.
begin_Symbols() {
    for way in 0 1 2 3; do
        printf '%b' "\\000$way\\0004\\0001" >"$1/$way"
        printf 'LPA:04386' >>"$1/$way"
    done
}

# A chain on each curve: its parts, the whole, and the whole with a CRL, in DER and PEM.
begin_Certificates() {
    for curve in P-256 brainpoolP256r1; do
        scripts/chain.sh "$1" $curve
        cat "$1/$curve.leaf.der" "$1/$curve.root.der" >"$1/$curve.chain.der"
        for part in leaf root; do openssl x509 -inform DER -in "$1/$curve.$part.der" -out "$1/$curve.$part.pem"; done
        cat "$1/$curve.leaf.pem" "$1/$curve.root.pem" >"$1/$curve.chain.pem"
        { cat "$1/$curve.chain.pem" && openssl crl -inform DER -in "$1/$curve.crl.der"; } >"$1/$curve.all.pem"
        openssl crl2pkcs7 -nocrl -certfile "$1/$curve.chain.pem" -outform DER -out "$1/$curve.p7b"
    done
}

# --- The runs ------------------------------------------------------------------------------------------------------------

build=.build-fuzz${SANITIZE:+-$SANITIZE}
crashes=$build/crashes
mkdir -p "$crashes"
for target; do
    echo "fuzz: $target" >&2
    FUZZ=${SANITIZE:-1} swift build -c release --scratch-path "$build" --product "Fuzz$target" >&2
    mkdir "$folder/$target"
    "begin_$target" "$folder/$target"
    case $target in
        ActivationCode) length=600 ;;
        *) length=3000 ;;
    esac
    # Swift's own backtrace would come before libFuzzer has written the input to a file.
    if ! SWIFT_BACKTRACE=enable=no "$build/release/Fuzz$target" -runs="$runs" -max_total_time="$seconds" \
        -max_len=$length -timeout=30 -print_final_stats=1 -dict=Tests/Fuzz/activation-code.dict \
        -artifact_prefix="$crashes/" "$folder/$target"; then
        echo "fuzz: the input is in the newest file of $crashes; once more: $build/release/Fuzz$target FILE" >&2
        exit 1
    fi
done
