#!/bin/sh
# Measures what Docs/Performance.md promises, and prints it beside what other programs take for the same in the same run:
#
#     scripts/bench.sh        `make bench` builds the program and installs the others first
#
# Exit 0: measured, whether or not a target was met; a missed one is marked. 1: a program gave a wrong result.
set -eu
cd "$(dirname "$0")/.."

tools=.build-bench/release
count=1000000
rounds=5
# shellcheck disable=SC2016 # no variables in it
code='LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815'

fail() {
    printf 'bench: %s\n' "$1" >&2
    exit 1
}

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

# --- The million codes ---------------------------------------------------------------------------------------------------

# As strict as our reading, but for two things that a regular expression cannot say with reason: 255 characters at most, and
# a last label that is not a number.
label='[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?'
arc='(?:0|[1-9][0-9]*)'
oid="(?:[01]\\.(?:[0-9]|[1-3][0-9])|2\\.$arc)(?:\\.$arc)*"
token='[0-9A-Z-]*'
later='(?:[0-9A-Fa-f]+|[0-9A-Fa-f]*\$[!-#%-~]+)'
cat >"$folder/expression" <<END
^(?:LPA:)?1\\\$(?:$label\\.)+$label\\\$$token(?:\\\$$oid|\\\$(?:$oid)?\\\$1|\\\$(?:$oid)?\\\$1?\\\$$later)?\$
END

codes=$folder/codes.txt
"$tools/activation-codes" generate "$count" >"$codes"
said=$("$program" validate --file "$codes" --summary --lang en)
[ "$said" = "$count codes checked: $count valid, 0 with warnings, 0 invalid" ] || fail "esimctl says: $said"
said=$(rg --no-config -c -f "$folder/expression" "$codes")
[ "$said" = "$count" ] || fail "rg says: $said"

"$tools/activation-codes" check "$codes" >"$folder/check"
# value NAME : what the checking pass has printed under that name
value() { sed -n "s/^$1=//p" "$folder/check"; }
[ "$(value faultless)" = "$count" ] || fail "the checking pass says: $(value faultless)"

# --- The same codes in ten thousand files --------------------------------------------------------------------------------

# A hundred folders of a hundred files; a linter looks for LPA:, so each code has it.
tree=$folder/tree
mkdir "$tree"
sed 's/^1\$/LPA:&/' "$codes" | split -l $((count / 100)) - "$tree/"
for part in "$tree"/*; do
    mv "$part" "$folder/part"
    mkdir "$part"
    split -l $((count / 10000)) "$folder/part" "$part/"
done
# The same expression, not bound to the line.
sed 's/^^(?:LPA:)?/LPA:/; s/\$$//' "$folder/expression" >"$folder/anywhere"
said=$("$program" validate "$tree" --summary --lang en)
[ "$said" = "$count codes checked: $count valid, 0 with warnings, 0 invalid" ] || fail "esimctl says: $said"
said=$(rg --no-config -c --no-filename -f "$folder/anywhere" "$tree" | awk '{ sum += $1 } END { print NR, sum }')
[ "$said" = "10000 $count" ] || fail "rg says: $said"

our_peak=$("$tools/peak-memory" "$program" validate --file "$codes" --summary)
peer_peak=$("$tools/peak-memory" rg --no-config -c -f "$folder/expression" "$codes")

# --- The picture ---------------------------------------------------------------------------------------------------------

# What width and height the PNG states.
size() { od -An -tu1 -j16 -N8 "$1"; }
draw="qr '$code' -o $folder/ours.png --overwrite"
draw_peer="-t PNG -l M -s 8 -m 4 -o $folder/peer.png '$code'"
eval "$program $draw" && eval "qrencode $draw_peer"
[ "$(size "$folder/ours.png")" = "$(size "$folder/peer.png")" ] || fail "the two pictures are not of the same size"

# --- Chains of certificates ------------------------------------------------------------------------------------------------

# check_chains CURVE : ours and the C program in turn, in microseconds for each check, into $folder/CURVE.WHO
check_chains() {
    at=$(($(date +%s) + 86400))
    round=0
    while [ $round -lt $rounds ]; do
        round=$((round + 1))
        "$tools/chain-check" "$folder/$1.leaf.der" "$folder/$1.root.der" 1000 $at rsp.example.org >>"$folder/$1.ours"
        "$tools/chain-peer" "$folder/$1.leaf.der" "$folder/$1.root.der" 1000 $at >>"$folder/$1.peer"
    done
}
# chain_middle CURVE WHO : of the rounds
chain_middle() { sort -n "$folder/$1.$2" | sed -n "$(((rounds + 1) / 2))p"; }

for curve in P-256 brainpoolP256r1; do
    scripts/chain.sh "$folder" "$curve"
    check_chains "$curve"
done

# --- A thousand servers ---------------------------------------------------------------------------------------------------

hosts=1000
port=28443
{
    printf 'daemon off; pid %s/nginx.pid; worker_processes 2; error_log %s/nginx.log;\n' "$folder" "$folder"
    printf 'events { worker_connections 4096; }\nhttp { access_log off; server { ssl_protocols TLSv1.2 TLSv1.3;\n'
    printf 'ssl_certificate %s/P-256.leaf.pem; ssl_certificate_key %s/P-256.leaf.key;\n' "$folder" "$folder"
    awk -v hosts=$hosts -v port=$port 'BEGIN {
        for (n = 1; n <= hosts; n++) printf "listen 127.0.%d.%d:%d ssl;\n", n / 256, n % 256, port
    }'
    printf '} }\n'
} >"$folder/nginx.conf"
awk -v hosts=$hosts -v port=$port 'BEGIN { for (n = 1; n <= hosts; n++) printf "127.0.%d.%d:%d\n", n / 256, n % 256, port }' \
    >"$folder/hosts.txt"
openssl x509 -inform DER -in "$folder/P-256.leaf.der" -out "$folder/P-256.leaf.pem"
nginx=$(PATH=$PATH:/usr/sbin command -v nginx)
"$nginx" -q -e "$folder/nginx.log" -c "$folder/nginx.conf" 2>"$folder/said" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$folder"' EXIT
wait_for_server=50
until "$tools/handshake-peer" $port 1 1 >/dev/null 2>&1; do
    wait_for_server=$((wait_for_server - 1))
    [ $wait_for_server -gt 0 ] || fail "nginx does not start: $(cat "$folder/said" "$folder/nginx.log")"
    sleep 0.1
done
round=0
while [ $round -lt $rounds ]; do
    round=$((round + 1))
    start=$(date +%s%N)
    "$program" verify --file "$folder/hosts.txt" --host rsp.example.org --ca "$folder/P-256.root.der" --offline --format json \
        >"$folder/verified" || fail "verify finds fault with the servers: $(tail -c 400 "$folder/verified")"
    end=$(date +%s%N)
    awk "BEGIN { print $hosts * 1e9 / ($end - $start) }" >>"$folder/hosts.ours"
    "$tools/handshake-peer" $port $hosts 64 >>"$folder/hosts.peer" 2>"$folder/said" || fail "$(cat "$folder/said")"
done
kill $server
trap 'rm -rf "$folder"' EXIT

# --- Many pictures -------------------------------------------------------------------------------------------------------

pictures=2000
few=400 # for those that take long
sed "$pictures q" "$codes" >"$folder/list.txt"
sed "$few q" "$codes" >"$folder/few.txt"
one_core=''
[ -z "$(command -v taskset)" ] || one_core='taskset -c 0 ' # not to be had for macOS
batch="qr --batch $folder/list.txt --out-dir $folder/batch"
eval "$program $batch" && "$tools/qr-peer" "$folder/list.txt" "$folder/c"
[ "$(find "$folder/batch" -name '*.png' | wc -l)" -eq $pictures ] || fail "esimctl did not draw $pictures pictures"
for name in 00001 0$pictures; do
    [ "$(size "$folder/batch/$name.png")" = "$(size "$folder/c/$name.png")" ] || fail "picture $name is of two sizes"
done

cat >"$folder/each.sh" <<'END'
number=0
while IFS= read -r code; do
    number=$((number + 1))
    qrencode -t PNG -l M -s 8 -m 4 -o "$2/$number.png" -- "$code"
done <"$1"
END
cat >"$folder/each.py" <<'END'
import sys
import segno

for number, line in enumerate(open(sys.argv[1]), 1):
    segno.make(line.rstrip("\n"), error="m", micro=False).save(f"{sys.argv[2]}/{number}.png", scale=8, border=4)
END
# segno is a library for Python: in an environment of its own, if it can be had.
python=.build-bench/python/bin/python
if ! "$python" -c 'import segno' 2>/dev/null; then
    python3 -m venv .build-bench/python >&2 && "$python" -m pip install --quiet segno >&2 ||
        echo "bench: segno cannot be installed and is left out" >&2
fi

# --- Side by side --------------------------------------------------------------------------------------------------------

# beside NAME RUNS OURS PEER : several short rounds in turn, so that a noisy moment strikes both
beside() {
    round=0
    while [ $round -lt $rounds ]; do
        round=$((round + 1))
        hyperfine --shell=none --style none --warmup 3 --runs "$2" --export-csv "$folder/$1.$round.csv" \
            --command-name ours "$3" --command-name peer "$4" >"$folder/said" 2>&1 || fail "$(cat "$folder/said")"
    done
}
beside validate 10 "$program validate --file $codes --summary" "rg --no-config -c -f $folder/expression $codes"
# drawing NAME OURS PEER : the same for programs that make a folder of pictures, into an empty one each time
drawing() {
    round=0
    while [ $round -lt $rounds ]; do
        round=$((round + 1))
        hyperfine --shell=none --style none --runs 2 --export-csv "$folder/$1.$round.csv" \
            --prepare "rm -rf $folder/batch" --command-name ours "$2" \
            --prepare "sh -c 'rm -rf $folder/peer; mkdir $folder/peer'" --command-name peer "$3" \
            >"$folder/said" 2>&1 || fail "$(cat "$folder/said")"
    done
}
beside lint 10 "$program validate $tree --summary" "rg --no-config -c -f $folder/anywhere $tree"
beside draw 60 "$program $draw" "qrencode $draw_peer"
drawing one "$one_core$program $batch" "$one_core$tools/qr-peer $folder/list.txt $folder/peer"
drawing all "$program $batch" "$one_core$tools/qr-peer $folder/list.txt $folder/peer"
batch_few="$one_core$program qr --batch $folder/few.txt --out-dir $folder/batch"
drawing each "$batch_few" "${one_core}sh $folder/each.sh $folder/few.txt $folder/peer"
[ ! -x "$python" ] || drawing segno "$batch_few" "$one_core$python $folder/each.py $folder/few.txt $folder/peer"
beside version 60 "$program --version" "qrencode --version"

# middle NAME WHO COLUMN : of the rounds, in milliseconds; the columns are hyperfine's (4 median, 7 minimum)
middle() {
    cat "$folder/$1".*.csv | awk -F, -v who="$2" -v column="$3" '$1 == who { print $column * 1000 }' |
        sort -n | sed -n "$(((rounds + 1) / 2))p"
}

# A whole process for one chain.
openssl x509 -inform DER -in "$folder/P-256.root.der" -out "$folder/P-256.root.pem"
beside offline 60 "$program verify --chain $folder/P-256.leaf.pem --host rsp.example.org --ca $folder/P-256.root.pem" \
    "openssl verify -x509_strict -purpose sslserver -verify_hostname rsp.example.org -CAfile $folder/P-256.root.pem $folder/P-256.leaf.pem"

# of_each NAME WHO COUNT : of the rounds' medians, in microseconds for each of COUNT pictures
of_each() { awk "BEGIN { print $(middle "$1" "$2" 4) * 1000 / $3 }"; }

# row WHAT TARGET OURS PEER UNIT LIMIT : a line of the table; LIMIT is a factor of the peer's figure, or - for none
row() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v peer="$4" -v unit="$5" -v limit="$6" 'BEGIN {
        ratio = ours / peer
        printf "%-34s %-9s %6.2f× %9.2f %-2s %9.2f %-2s %s\n", what, target, ratio, ours, unit, peer, unit,
            (limit != "-" && ratio > limit ? "missed" : "")
    }'
}

# at_least WHAT TARGET OURS PEER UNIT LIMIT : the same where more is better
at_least() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v peer="$4" -v unit="$5" -v limit="$6" 'BEGIN {
        ratio = ours / peer
        printf "%-34s %-9s %6.2f× %9.0f %-2s %9.0f %-2s %s\n", what, target, ratio, ours, unit, peer, unit,
            (ratio < limit ? "missed" : "")
    }'
}

# alone WHAT TARGET OURS UNIT LIMIT : one without a peer
alone() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v unit="$4" -v limit="$5" 'BEGIN {
        printf "%-34s %-9s %7s %9s %-2s %12s %s\n", what, target, "", ours, unit, "", (ours + 0 > limit ? "missed" : "")
    }'
}

processor=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | sed -n 1p)
printf '%s, %s processors, load%s\n' "${processor:-$(uname -m)}" "$(getconf _NPROCESSORS_ONLN)" "$(uptime | sed 's/.*average[s]*://')"
printf '%s\n\n' "$(rg --version | sed -n 1p), $(qrencode --version 2>&1 | sed -n 1p); medians, and minima where it says so"
printf '%-34s %-10s %6s %12s %12s\n' "" target ratio ours peer
row "validate $count codes (rg)" "≤ 0.5×  " "$(middle validate ours 4)" "$(middle validate peer 4)" ms 0.5
row "  minima" "" "$(middle validate ours 7)" "$(middle validate peer 7)" ms -
row "  peak memory" "< 30 MB" "$(awk "BEGIN { print $our_peak / 1000 }")" "$(awk "BEGIN { print $peer_peak / 1000 }")" MB -
row "validate them in 10000 files (rg)" "≤ 2×    " "$(middle lint ours 4)" "$(middle lint peer 4)" ms 2
row "  minima" "" "$(middle lint ours 7)" "$(middle lint peer 7)" ms -
alone "checking pass, $(value bytes) bytes a code" "≤ 50 ns " "$(value median)" ns 50
alone "  minimum" "" "$(value min)" ns 50
alone "  allocations" "0" "$(value allocations)" "" 0
row "qr, PNG (qrencode)" "≤ 3×    " "$(middle draw ours 4)" "$(middle draw peer 4)" ms 3
row "  minima" "" "$(middle draw ours 7)" "$(middle draw peer 7)" ms -
row "qr --batch, one core (C program)" "≤ 1.35× " "$(of_each one ours $pictures)" "$(of_each one peer $pictures)" µs 1.35
row "  all cores (C program on one)" "" "$(of_each all ours $pictures)" "$(of_each all peer $pictures)" µs -
[ ! -x "$python" ] ||
    row "  one core (segno)" "≤ 0.067×" "$(of_each segno ours $few)" "$(of_each segno peer $few)" µs 0.067
row "  one core (a qrencode each)" "" "$(of_each each ours $few)" "$(of_each each peer $few)" µs -
row "--version (qrencode)" "" "$(middle version ours 4)" "$(middle version peer 4)" ms -
row "  minima" "" "$(middle version ours 7)" "$(middle version peer 7)" ms -
for curve in P-256 brainpoolP256r1; do
    row "offline check, $curve (C)" "≤ 1.5×  " "$(chain_middle "$curve" ours)" "$(chain_middle "$curve" peer)" µs 1.5
done
row "verify, one chain (openssl verify)" "≤ 3×    " "$(middle offline ours 4)" "$(middle offline peer 4)" ms 3
row "  minima" "" "$(middle offline ours 7)" "$(middle offline peer 7)" ms -
at_least "verify, $hosts servers (handshakes in C)" "≥ 0.5×  " "$(chain_middle hosts ours)" "$(chain_middle hosts peer)" /s 0.5
