#!/bin/sh
# Gives the reader of activation codes many inputs that libFuzzer makes up, and checks its laws with each:
#
#     scripts/fuzz.sh [RUNS]        10,000,000 of them by default
#
# The inputs begin with those of Fixtures/activation-codes. One that traps or breaks a law is written to
# .build-fuzz/crashes, and the run ends. Where the toolchain has no libFuzzer (Apple's), the tests of the same laws run with
# as many inputs of their own seeds.
#
# Exit 0: all inputs were taken well. 1: one was not.
set -eu
cd "$(dirname "$0")/.."
runs=${1:-10000000}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' HUP INT TERM

# An empty program shows whether the compiler brings libFuzzer along.
mkdir "$folder/corpus"
echo 'int LLVMFuzzerTestOneInput(const char *bytes, unsigned long count) { return bytes == 0 && count > 0; }' >"$folder/none.c"
if ! clang -fsanitize=fuzzer -o "$folder/none" "$folder/none.c" >/dev/null 2>&1; then
    echo "fuzz: this toolchain has no libFuzzer; the tests of the same laws run with $runs inputs instead" >&2
    # Each seed makes ten inputs.
    exec env ESIM_SEEDS=$(((runs + 9) / 10)) swift test -c release -Xswiftc -enable-testing \
        --scratch-path .build-fuzz --filter 'every input'
fi

FUZZ=1 swift build -c release --scratch-path .build-fuzz --product FuzzActivationCode >&2

# The inputs as JSON writes them, the common escapes undone; one that stays as it is is as good a beginning.
number=0
sed -n 's/.*"input": "\(\([^"\\]\|\\.\)*\)".*/\1/p' Fixtures/activation-codes/*.jsonl |
    while IFS= read -r input; do
        number=$((number + 1))
        printf '%b' "$(printf '%s' "$input" | sed 's/\\"/"/g')" >"$folder/corpus/$number"
    done

crashes=.build-fuzz/crashes
mkdir -p "$crashes"
status=0
# Swift's own backtrace would come before libFuzzer has written the input to a file.
SWIFT_BACKTRACE=enable=no .build-fuzz/release/FuzzActivationCode -runs="$runs" -max_len=600 -timeout=5 -print_final_stats=1 \
    -dict=Tests/Fuzz/activation-code.dict -artifact_prefix="$crashes/" "$folder/corpus" || status=$?
if [ "$status" -ne 0 ]; then
    echo "fuzz: the input is in the newest file of $crashes; once more: .build-fuzz/release/FuzzActivationCode FILE" >&2
    exit 1
fi
