# shellcheck shell=sh disable=SC2154,SC2086 # variables of scripts/bench.sh
# Renewals: from the balance in a store of a million, by card through the laboratory, simulated; beside django-plans. Read by
# scripts/bench.sh.

subscriptions=1000000
accounts=300
seeds=300
# On the disk that the checkout is on, as every commit has to be there. It is kept: making it takes a minute.
stores=.build-bench/stores
mkdir -p "$stores"

measured=$folder/renewals
"$tools/renewals" balance "$stores" "$subscriptions" "$rounds" >"$measured" || fail "$(cat "$measured")"

# The laboratory says on which port it is.
"$program" lab payments 2>"$folder/lab" &
lab=$!
trap 'kill $lab 2>/dev/null; rm -rf "$folder"' EXIT
server=''
while [ -z "$server" ]; do
    kill -0 $lab 2>/dev/null || fail "$(cat "$folder/lab")"
    sleep 0.1
    server=$(sed -n 's/.* at \(http:.*\)/\1/p' "$folder/lab")
done
for limit in 25 100; do
    "$tools/renewals" gateway "$stores" "$server" $limit 20 >"$folder/gateway" || fail "$(cat "$folder/gateway")"
    cat "$folder/gateway" >>"$measured"
done
kill $lab

swift build -c release --scratch-path .build-simulate --product RenewalSimulator >&2
for stage in narrow wide; do
    # As many wide seeds as keep two cores, or four, or eight, at work to the end.
    [ $stage = narrow ] && count=$seeds || count=8
    .build-simulate/release/RenewalSimulator "$count" 0 $stage >"$folder/$stage" || fail "$(cat "$folder/$stage")"
done
# simulated STAGE WHERE WHAT : so many a second, on all cores or on one
simulated() { sed -n "s/^$1, $2: .*[^0-9]\([0-9][0-9]*\) $3\/s.*/\1/p" "$folder/$1"; }

django=.build-bench/django/bin/python
if ! "$django" -c 'import plans' 2>/dev/null; then
    python3 -m venv .build-bench/django >&2 && "$django" -m pip install --quiet django-plans==2.8.2 >&2 ||
        echo "bench: django-plans cannot be installed and is left out" >&2
fi
peer=-
if "$django" -c 'import plans' 2>/dev/null; then
    rm -f "$stores/django.sqlite"
    "$django" scripts/bench/django-renewals.py "$stores/django.sqlite" $accounts >"$folder/django" 2>&1 ||
        fail "$(tail -3 "$folder/django")"
    peer=$(value django "$folder/django")
fi

rate "renewals, 100 a commit (django)" "≥ 10000/s" "$(value batches "$measured")" "$peer" "/s" 10000
rate "  due ones far apart" "" "$(value scattered "$measured")" - "/s" 0
rate "  one a commit" "≥ 200/s" "$(value single "$measured")" "$peer" "/s" 200
rate "  8 kB and fsync, this disk" "" "$(value syncs "$measured")" - "/s" 0
alone "claim query, 1% due, p99" "≤ 5 ms" "$(value query_p99 "$measured")" ms 5
alone "  all but 100 held by others, p99" "" "$(value held_p99 "$measured")" ms 1000
alone "  claim with its commit, p99" "" "$(value claim_p99 "$measured")" ms 1000
rate "by card, limit 25/s" "≥ 95 %" "$(value gateway_25 "$measured")" - "%" 95
rate "by card, limit 100/s" "≥ 95 %" "$(value gateway_100 "$measured")" - "%" 95
rate "simulated, a whole shop: renewals" "≥ 10000/s" "$(simulated wide '[0-9]* cores*' 'paid charges')" - "/s" 10000
rate "  one core" "" "$(simulated wide 'a core' 'paid charges')" - "/s" 0
rate "  a few customers, faults all over" "" "$(simulated narrow '[0-9]* cores*' 'paid charges')" - "/s" 0
rate "  transactions" "" "$(simulated narrow '[0-9]* cores*' transactions)" - "/s" 0
