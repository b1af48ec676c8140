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
