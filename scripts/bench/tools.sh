# shellcheck shell=sh disable=SC2154,SC2086 # variables of scripts/bench.sh
# What the parts of scripts/bench.sh have in common; it is read by that, not run.

fail() {
    printf 'bench: %s\n' "$1" >&2
    exit 1
}

# beside NAME RUNS OURS PEER : several short rounds in turn, so that a noisy moment strikes both
beside() {
    round=0
    while [ $round -lt $rounds ]; do
        round=$((round + 1))
        hyperfine --shell=none --style none --warmup 3 --runs "$2" --export-csv "$folder/$1.$round.csv" \
            --command-name ours "$3" --command-name peer "$4" >"$folder/said" 2>&1 || fail "$(cat "$folder/said")"
    done
}

# middle NAME WHO COLUMN : of the rounds, in milliseconds; the columns are hyperfine's (4 median, 7 minimum)
middle() {
    cat "$folder/$1".*.csv | awk -F, -v who="$2" -v column="$3" '$1 == who { print $column * 1000 }' |
        sort -n | sed -n "$(((rounds + 1) / 2))p"
}

# row WHAT TARGET OURS PEER UNIT LIMIT : a line of the table; LIMIT is a factor of the peer's figure, or - for none
row() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v peer="$4" -v unit="$5" -v limit="$6" 'BEGIN {
        ratio = ours / peer
        printf "%-34s %-9s %6.2f× %9.2f %-2s %9.2f %-2s %s\n", what, target, ratio, ours, unit, peer, unit,
            (limit != "-" && ratio > limit ? "missed" : "")
    }'
}

# alone WHAT TARGET OURS UNIT LIMIT : one without a peer
alone() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v unit="$4" -v limit="$5" 'BEGIN {
        printf "%-34s %-9s %7s %9s %-2s %12s %s\n", what, target, "", ours, unit, "", (ours + 0 > limit ? "missed" : "")
    }'
}

# rate WHAT TARGET OURS PEER UNIT LEAST : one of which more is better, - for no peer, 0 for no target
rate() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v peer="$4" -v unit="$5" -v least="$6" 'BEGIN {
        ratio = peer == "-" ? "" : sprintf("%.0f×", ours / peer)
        printf "%-34s %-10s %7s %9s %-2s %9s %-2s %s\n", what, target, ratio, ours, unit, peer == "-" ? "" : peer,
            peer == "-" ? "" : unit, (ours + 0 < least ? "missed" : "")
    }'
}

# at_least WHAT TARGET OURS PEER UNIT LEAST : a line of the table where more is better; LEAST is a factor of the peer's figure
at_least() {
    awk -v what="$1" -v target="$2" -v ours="$3" -v peer="$4" -v unit="$5" -v least="$6" 'BEGIN {
        ratio = ours / peer
        printf "%-34s %-9s %6.2f× %9.0f %-2s %9.0f %-2s %s\n", what, target, ratio, ours, unit, peer, unit,
            (ratio < least ? "missed" : "")
    }'
}

# value NAME FILE : what a program has printed into FILE as NAME=value
value() { sed -n "s/^$1=//p" "$2"; }
