# shellcheck shell=sh disable=SC2154,SC2086 # variables of scripts/bench.sh
# Chains of certificates, beside a C program with the same checks of OpenSSL's. Read by scripts/bench.sh.

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

for curve in P-256 brainpoolP256r1; do
    row "offline check, $curve (C)" "≤ 1.5×  " "$(chain_middle "$curve" ours)" "$(chain_middle "$curve" peer)" µs 1.5
done

# A whole process for one chain.
for who in leaf root; do openssl x509 -inform DER -in "$folder/P-256.$who.der" -out "$folder/P-256.$who.pem"; done
beside offline 60 "$program verify --chain $folder/P-256.leaf.pem --host rsp.example.org --ca $folder/P-256.root.pem" \
    "openssl verify -x509_strict -purpose sslserver -verify_hostname rsp.example.org -CAfile $folder/P-256.root.pem $folder/P-256.leaf.pem"
row "verify, one chain (openssl verify)" "≤ 3×    " "$(middle offline ours 4)" "$(middle offline peer 4)" ms 3
row "  minima" "" "$(middle offline ours 7)" "$(middle offline peer 7)" ms -

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
at_least "verify, $hosts servers (handshakes in C)" "≥ 0.5×  " "$(chain_middle hosts ours)" "$(chain_middle hosts peer)" /s 0.5
