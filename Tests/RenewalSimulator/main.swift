import PlanSimulation
import PlanStores

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// `make simulate SEEDS=10000`: that many runs of everything that can happen to renewals. Prints what breaks an invariant, with its
// seed, and how fast it went. Further arguments: the first seed, and the name of a fault to build into the engine.

let arguments = CommandLine.arguments.dropFirst()
let count = arguments.first.flatMap { UInt64($0) } ?? 1000
let first = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 0
let stage: Stage = arguments.contains("wide") ? .wide : .narrow
let sabotage = arguments.dropFirst(2).first.flatMap { Sabotage(rawValue: $0) }
let clock = ContinuousClock()
let begin = clock.now
var failed = 0
var paid = 0
var transactions = 0

/// Invariants that take two runs to see are looked at for one seed in so many: each takes a dozen runs.
let comparisons: UInt64 = 50
var compared = 0

for seed in first..<(first + count) {
    let outcome = try RandomRun(seed: seed, stage: stage, zones: SystemZones(), sabotage: sabotage).run()
    paid += outcome.paidCharges
    transactions += outcome.transactions
    var violations = outcome.violations
    if sabotage == nil, seed % comparisons == 0 {
        compared += 1
        violations += try Differential.crashes(seed: seed, zones: SystemZones())
        violations += try Differential.poison(seed: seed, zones: SystemZones())
        violations += try Differential.tenants(seed: seed, zones: SystemZones())
    }
    guard !violations.isEmpty else { continue }
    failed += 1
    if failed <= 10 {
        print("seed \(seed):")
        for violation in violations.prefix(5) { print("    \(violation)") }
    }
}

let seconds = (clock.now - begin) / .seconds(1)
func rate(_ number: Int) -> Int { seconds > 0 ? Int(Double(number) / seconds) : 0 }
print("\(count) seeds, \(failed) of them broke an invariant; \(transactions) transactions, \(paid) paid charges")
print("\(compared) of them with crashes, spoilt records and another tenant beside, and compared with a run without")
print("\(rate(Int(count))) seeds/s, \(rate(transactions)) transactions/s, \(rate(paid)) paid charges/s")
exit(failed > 0 ? 1 : 0)
