import PlanSimulation
import PlanStores
import Synchronization

/// A row of seeds on one stage, spread over the cores of a machine.
struct Campaign {
    var stage: Stage
    var seeds: Range<UInt64>
    var sabotage: Sabotage?

    /// Invariants that take two runs to see are looked at for one seed in so many: each takes a dozen runs.
    private static let comparisons: UInt64 = 50

    /// What came of all runs.
    struct Result {
        /// What broke an invariant, by seed.
        var failures: [UInt64: [String]] = [:]
        var paidCharges = 0
        var transactions = 0
        /// How many seeds were compared with a run without crashes, spoilt records and another tenant.
        var compared = 0
        /// How long the runs took from the first to the last, and how long the comparisons took after them.
        var seconds = 0.0
        var comparing = 0.0
    }

    func run(on cores: Int) async throws -> Result {
        let clock = ContinuousClock()
        let begin = clock.now
        var result = Result()
        try await spread(over: seeds.map(\.self), cores) { seed in
            try RandomRun(seed: seed, stage: stage, zones: SystemZones(), sabotage: sabotage).run()
        } take: { outcome in
            result.paidCharges += outcome.paidCharges
            result.transactions += outcome.transactions
            if !outcome.violations.isEmpty { result.failures[outcome.seed] = outcome.violations }
        }
        result.seconds = (clock.now - begin) / .seconds(1)
        guard sabotage == nil, stage.name == Stage.narrow.name else { return result }
        let compared = seeds.filter { $0.isMultiple(of: Self.comparisons) }
        result.compared = compared.count
        try await spread(over: compared, cores) { seed in
            let zones = SystemZones()
            let wrongs =
                try [Differential.crashes(seed: seed, zones: zones)]
                + [Differential.poison(seed: seed, zones: zones), Differential.tenants(seed: seed, zones: zones)]
            return (seed, wrongs.flatMap(\.self))
        } take: { (seed: UInt64, wrongs: [String]) in
            if !wrongs.isEmpty { result.failures[seed, default: []] += wrongs }
        }
        result.comparing = (clock.now - begin) / .seconds(1) - result.seconds
        return result
    }

    /// Does something for each seed, on so many cores at once.
    private func spread<Outcome: Sendable>(
        over seeds: [UInt64],
        _ cores: Int,
        _ body: @escaping @Sendable (UInt64) throws -> Outcome,
        take: (Outcome) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var rest = seeds[...]
            for _ in 0..<cores {
                if let seed = rest.popFirst() { group.addTask { try body(seed) } }
            }
            while let outcome = try await group.next() {
                take(outcome)
                if let seed = rest.popFirst() { group.addTask { try body(seed) } }
            }
        }
    }
}

extension Campaign.Result {
    /// One line for what happened, one for how fast that was, and one for the comparisons where there were any.
    func summary(of campaign: Campaign, on cores: Int) -> String {
        func rate(_ count: Int, _ seconds: Double) -> Int { seconds > 0 ? Int(Double(count) / seconds) : 0 }
        func rates(_ cores: Double) -> String {
            let seconds = seconds * cores
            let seeds = seconds > 0 ? (Double(campaign.seeds.count) / seconds * 10).rounded() / 10 : 0
            return "\(seeds) seeds/s, \(rate(transactions, seconds)) transactions/s, "
                + "\(rate(paidCharges, seconds)) paid charges/s"
        }
        var lines = [
            "\(campaign.stage.name): \(campaign.seeds.count) seeds, \(failures.count) of them broke an invariant; "
                + "\(transactions) transactions, \(paidCharges) paid charges",
            "\(campaign.stage.name), \(cores) cores: \(rates(1))",
            "\(campaign.stage.name), a core: \(rates(Double(cores)))",
        ]
        if compared > 0 {
            lines.append(
                "\(compared) seeds compared with a run without crashes, spoilt records and another tenant, in "
                    + "\(Int(comparing.rounded())) s"
            )
        }
        return lines.joined(separator: "\n")
    }
}
