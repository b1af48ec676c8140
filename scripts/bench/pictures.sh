# shellcheck shell=sh disable=SC2154,SC2086 # variables of scripts/bench.sh
# Pictures of codes, one at a time and many, beside qrencode, a C program and segno. Read by scripts/bench.sh.

# shellcheck disable=SC2016 # no variables in it
code='LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815'

# What width and height the PNG states.
size() { od -An -tu1 -j16 -N8 "$1"; }
draw="qr '$code' -o $folder/ours.png --overwrite"
draw_peer="-t PNG -l M -s 8 -m 4 -o $folder/peer.png '$code'"
eval "$program $draw" && eval "qrencode $draw_peer"
[ "$(size "$folder/ours.png")" = "$(size "$folder/peer.png")" ] || fail "the two pictures are not of the same size"

pictures=2000
few=400 # for those that take long
"$tools/activation-codes" generate "$pictures" >"$folder/list.txt"
sed "$few q" "$folder/list.txt" >"$folder/few.txt"
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

# of_each NAME WHO COUNT : of the rounds' medians, in microseconds for each of COUNT pictures
of_each() { awk "BEGIN { print $(middle "$1" "$2" 4) * 1000 / $3 }"; }

beside draw 60 "$program $draw" "qrencode $draw_peer"
drawing one "$one_core$program $batch" "$one_core$tools/qr-peer $folder/list.txt $folder/peer"
drawing all "$program $batch" "$one_core$tools/qr-peer $folder/list.txt $folder/peer"
batch_few="$one_core$program qr --batch $folder/few.txt --out-dir $folder/batch"
drawing each "$batch_few" "${one_core}sh $folder/each.sh $folder/few.txt $folder/peer"
[ ! -x "$python" ] || drawing segno "$batch_few" "$one_core$python $folder/each.py $folder/few.txt $folder/peer"
beside version 60 "$program --version" "qrencode --version"

row "qr, PNG (qrencode)" "≤ 3×    " "$(middle draw ours 4)" "$(middle draw peer 4)" ms 3
row "  minima" "" "$(middle draw ours 7)" "$(middle draw peer 7)" ms -
row "qr --batch, one core (C program)" "≤ 1.35× " "$(of_each one ours $pictures)" "$(of_each one peer $pictures)" µs 1.35
row "  all cores (C program on one)" "" "$(of_each all ours $pictures)" "$(of_each all peer $pictures)" µs -
[ ! -x "$python" ] ||
    row "  one core (segno)" "≤ 0.067×" "$(of_each segno ours $few)" "$(of_each segno peer $few)" µs 0.067
row "  one core (a qrencode each)" "" "$(of_each each ours $few)" "$(of_each each peer $few)" µs -
row "--version (qrencode)" "" "$(middle version ours 4)" "$(middle version peer 4)" ms -
row "  minima" "" "$(middle version ours 7)" "$(middle version peer 7)" ms -
