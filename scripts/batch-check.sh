#!/bin/sh
# Proves that batches scan: draws 10,000 codes, then payloads of 10 to 259 bytes at every level and several scales, and
# compares what zbarimg reads in each picture with what was drawn. Where it can be had, zxing-cpp from PyPI is a second judge
# of the 10,000.
#
#     scripts/batch-check.sh [COUNT]        `make batch-check` builds the program and installs zbarimg first
#
# Exit 0: every picture reads back. 1: one does not; its folder stays for a look.
set -eu
cd "$(dirname "$0")/.."

count=${1:-10000}
program=$PWD/.build/release/esimctl
[ ! -w /dev/shm ] || TMPDIR=/dev/shm
folder=$(mktemp -d "${TMPDIR:-/tmp}/batch-check.XXXXXX")
trap 'exit 130' HUP INT TERM

fail() {
    echo "batch-check: $1; the pictures are in $folder" >&2
    exit 1
}

# read_back FOLDER : what zbarimg reads in the pictures of FOLDER, one text a line, in the order of their names
read_back() {
    # Raw texts have no end of line in this mode: one begins where `LPA:` stands.
    find "$1" -name '*.png' | sort |
        xargs zbarimg --nodbus --quiet --raw -Sbinary -Sdisable -Sqrcode.enable | sed 's/LPA:/\
LPA:/g' | sed 1d
    echo
}

# --- Ten thousand codes --------------------------------------------------------------------------------------------------

# shellcheck disable=SC2016 # no variables in it
awk -v count="$count" 'BEGIN {
    srand(1)
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"
    for (number = 1; number <= count; number++) {
        token = ""
        for (place = 5 + int(rand() * 30); place > 0; place--) token = token substr(letters, 1 + int(rand() * 37), 1)
        host = number % 3 ? "rsp.example.com" : "smdp-" number ".esim.example.org"
        printf "LPA:1$%s$%s%s\n", host, token, number % 5 ? "" : "$$1"
    }
}' >"$folder/codes.txt"
began=$(date +%s)
"$program" qr --batch "$folder/codes.txt" --out-dir "$folder/codes"
drawn=$(find "$folder/codes" -name '*.png' | wc -l)
[ "$drawn" -eq "$count" ] || fail "$drawn pictures instead of $count"
echo "$count codes drawn in $(($(date +%s) - began)) s"
read_back "$folder/codes" >"$folder/read.txt"
cmp "$folder/codes.txt" "$folder/read.txt" || fail "zbarimg reads something else"
echo "$count codes read back by zbarimg"

python=.build-bench/python/bin/python
"$python" -c 'import zxingcpp, PIL' 2>/dev/null ||
    { python3 -m venv .build-bench/python && "$python" -m pip install --quiet zxing-cpp pillow; } >&2 ||
    echo "batch-check: zxing-cpp cannot be installed and is left out" >&2
if "$python" -c 'import zxingcpp, PIL' 2>/dev/null; then
    "$python" - "$folder" <<'END' || fail "zxing-cpp reads something else"
import sys
import zxingcpp
from PIL import Image

for number, code in enumerate(open(sys.argv[1] + "/codes.txt"), 1):
    picture = Image.open(f"{sys.argv[1]}/codes/{number:05}.png").convert("L")
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [symbol.text for symbol in found] == [code.rstrip("\n")], number
END
    echo "$count codes read back by zxing-cpp"
fi

# --- Every length, level and scale ---------------------------------------------------------------------------------------

# shellcheck disable=SC2016
awk 'BEGIN {
    for (length_ = 10; length_ <= 259; length_++) {
        text = length_ % 2 ? "LPA:1$rsp.example.com$" : "LPA:1$RSP.EXAMPLE.COM$"
        while (length(text) < length_) text = text (length_ % 3 ? "04386-AGYFT" : "a1B2c3-D4e5")
        print substr(text, 1, length_)
    }
}' >"$folder/lengths.txt"
for level in L M Q H; do
    for scale in 2 3 4 8; do
        matrix=$folder/$level$scale
        "$program" qr --batch "$folder/lengths.txt" --out-dir "$matrix" --level $level --scale $scale --force 2>/dev/null
        read_back "$matrix" >"$matrix.txt"
        cmp "$folder/lengths.txt" "$matrix.txt" || fail "level $level, $scale pixels a module: zbarimg reads something else"
        rm -rf "$matrix"
    done
done
echo "250 lengths × 4 levels × 4 scales read back by zbarimg"
rm -rf "$folder"
