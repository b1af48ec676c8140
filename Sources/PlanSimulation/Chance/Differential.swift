import PlanStores
public import Plans

/// Invariants that take two runs to see: what must come out the same although something was different.
public enum Differential {
    /// 36: a crash at any change, commit or step, and going on, comes to rest where no crash comes to rest.
    ///
    /// - Returns: what came out otherwise; empty when nothing did.
    public static func crashes(seed: UInt64, zones: any ZoneDatabase, points: Int = 4) throws -> [String] {
        let plain = try performance(seed, zones)
        let expected = try plain.restingState()
        var chance = Chance(seed: seed ^ 0x5EED)
        var mishaps: [Rehearsal.Mishap] = []
        for _ in 0..<points {
            mishaps += [
                .crash(.beforeChange(Int.random(in: 1...max(1, plain.changes.count), using: &chance))),
                .crash(.beforeCommit(Int.random(in: 1...max(1, plain.changes.commits), using: &chance))),
                .lostStep(Int.random(in: 1...max(1, plain.steps), using: &chance)),
            ]
        }
        return try plain.wrongs
            + mishaps.flatMap { mishap in
                let other = try performance(seed, zones, mishap: mishap)
                return try (other.wrongs + other.restingState().differences(from: expected)).map {
                    "36, \(mishap): \($0)"
                }
            }
    }

    /// 33: what becomes of one customer makes no difference to the others.
    public static func poison(seed: UInt64, zones: any ZoneDatabase) throws -> [String] {
        let expected = try performance(seed, zones, sleeps: true).restingState()
        let poisoned = try performance(seed, zones, mishap: .poison, sleeps: true)
        return try (poisoned.wrongs + poisoned.restingState().differences(from: expected, but: "a0")).map {
            "33: \($0)"
        }
    }

    /// 35: what one tenant does changes no row of another, under the same names, and makes no difference to them.
    public static func tenants(seed: UInt64, zones: any ZoneDatabase) throws -> [String] {
        let expected = try performance(seed, zones).restingState()
        let shared = try performance(seed, zones, guests: [TenantID("other")])
        return try (shared.wrongs + shared.changes.strays + shared.restingState().differences(from: expected))
            .map { "35: \($0)" }
    }

    /// 37: the same run comes to the same records in another store. 38: what is exported, imported and exported again is the same.
    ///
    /// - Parameters:
    ///   - seed: Of the run.
    ///   - zones: The rules of time zones.
    ///   - other: A store with nothing in it, such as SQLite's, to be compared with memory.
    ///   - copy: Another one, which takes the import.
    /// - Returns: what came out otherwise; empty when nothing did.
    /// - Throws: `StoreError`, and `ImportError` for an export that its own import refuses.
    public static func stores(
        seed: UInt64,
        zones: any ZoneDatabase,
        other: any PlanStore,
        copy: any PlanStore
    ) throws -> [String] {
        let memory = MemoryStore()
        let runs = try [memory as any PlanStore, other].map { store in
            try RandomRun(seed: seed, zones: zones, store: store).run()
        }
        let (one, two) = (try lines(of: memory), try lines(of: other))
        var wrongs = runs[0] == runs[1] ? [] : ["37: the runs were not the same"]
        if one != two { wrongs += differences(one, two).map { "37: \($0)" } }
        var rest = two[...]
        _ = try StoreExport.import(into: copy) { rest.popFirst() }
        let again = try lines(of: copy)
        if again != two { wrongs += differences(two, again).map { "38: \($0)" } }
        return wrongs
    }

    private static func performance(
        _ seed: UInt64,
        _ zones: any ZoneDatabase,
        mishap: Rehearsal.Mishap? = nil,
        guests: [TenantID] = [],
        sleeps: Bool = false
    ) throws -> Rehearsal {
        let rehearsal = try Rehearsal(
            seed: seed,
            store: MemoryStore(),
            zones: zones,
            mishap: mishap,
            guests: guests,
            sleeps: sleeps
        )
        try rehearsal.perform()
        return rehearsal
    }

    private static func lines(of store: any PlanStore) throws -> [String] {
        var lines: [String] = []
        try StoreExport.export(store) { lines.append(String($0.dropLast())) }
        return lines
    }

    /// The first few lines that are not in both.
    private static func differences(_ one: [String], _ other: [String]) -> [String] {
        let (first, second) = (Set(one), Set(other))
        let all =
            first.subtracting(second).sorted().map { "- \($0)" } + second.subtracting(first).sorted().map { "+ \($0)" }
        return Array(all.prefix(6))
    }
}

extension Rehearsal {
    func restingState() throws -> RestingState { try RestingState(of: .sole, in: store, gateways) }
}
