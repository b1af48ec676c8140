# shellcheck shell=sh disable=SC2154,SC2086 # variables of scripts/bench.sh
# A million activation codes, in one file and in ten thousand, beside ripgrep. Read by scripts/bench.sh.

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
[ "$(value faultless "$folder/check")" = "$count" ] || fail "the checking pass says: $(value faultless "$folder/check")"

# The same codes in ten thousand files: a hundred folders of a hundred files; a linter looks for LPA:, so each code has it.
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

beside validate 10 "$program validate --file $codes --summary" "rg --no-config -c -f $folder/expression $codes"
beside lint 10 "$program validate $tree --summary" "rg --no-config -c -f $folder/anywhere $tree"

row "validate $count codes (rg)" "≤ 0.5×  " "$(middle validate ours 4)" "$(middle validate peer 4)" ms 0.5
row "  minima" "" "$(middle validate ours 7)" "$(middle validate peer 7)" ms -
row "  peak memory" "< 30 MB" "$(awk "BEGIN { print $our_peak / 1000 }")" "$(awk "BEGIN { print $peer_peak / 1000 }")" MB -
row "validate them in 10000 files (rg)" "≤ 2×    " "$(middle lint ours 4)" "$(middle lint peer 4)" ms 2
row "  minima" "" "$(middle lint ours 7)" "$(middle lint peer 7)" ms -
alone "checking pass, $(value bytes "$folder/check") bytes a code" "≤ 50 ns " "$(value median "$folder/check")" ns 50
alone "  minimum" "" "$(value min "$folder/check")" ns 50
alone "  allocations" "0" "$(value allocations "$folder/check")" "" 0
