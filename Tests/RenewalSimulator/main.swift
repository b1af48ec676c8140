import PlanSimulation
import PlanStores

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// `make simulate SEEDS=10000`: that many runs of everything that can happen to renewals, and a hundredth as many of a whole shop, on
// all cores. Prints what breaks an invariant, with its seed, and how fast it went. Further arguments: the first seed, the name of a
// stage to run on that one alone, and the name of a fault to build into the engine.

let arguments = CommandLine.arguments.dropFirst()
let count = arguments.first.flatMap { UInt64($0) } ?? 1000
let first = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 0
let sabotage = arguments.compactMap { Sabotage(rawValue: $0) }.first
let only = arguments.compactMap { name in [Stage.narrow, .wide].first { $0.name == name } }.first
let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

let campaigns =
    if let only {
        [Campaign(stage: only, seeds: first..<(first + count), sabotage: sabotage)]
    } else {
        [
            Campaign(stage: .narrow, seeds: first..<(first + count), sabotage: sabotage),
            Campaign(stage: .wide, seeds: first..<(first + max(1, count / 100)), sabotage: sabotage),
        ]
    }
var failed = 0
for campaign in campaigns {
    let result = try await campaign.run(on: cores)
    failed += result.failures.count
    for (seed, violations) in result.failures.sorted(by: { $0.key < $1.key }).prefix(10) {
        print("\(campaign.stage.name) seed \(seed):")
        for violation in violations.prefix(5) { print("    \(violation)") }
    }
    print(result.summary(of: campaign, on: cores))
}
exit(failed > 0 ? 1 : 0)
