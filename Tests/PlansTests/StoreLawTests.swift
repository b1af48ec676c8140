import Foundation
import PlanStores
import Plans
import TestSupport
import Testing

/// Whatever a transaction does, in whatever order: it is told the same by every store, and leaves the same behind.
@Suite struct `Any two stores` {
    /// How a SQLite store runs its transactions.
    enum Way: CaseIterable { case one, many }

    /// A thing that a transaction does. There are few rows, so that most things meet others.
    private enum Deed {
        case insert(Int), update(Int), upsert(Int), delete(Int), find(Int), select(Int)
        case count(Int), counter(Int), event(Int), events(Int)
    }

    private static let tenant = TenantID("t")
    private static let now = Instant(seconds: 1_767_225_600)

    private static func charge(_ number: Int, _ generator: inout some RandomNumberGenerator) -> Charge {
        var charge = Charge(
            tenant: tenant,
            id: ChargeID("c\(number)"),
            subject: "s\(Int.random(in: 0..<3, using: &generator))",
            account: AccountID("a1"),
            line: nil,
            cycle: Int64(number),
            kind: .renewal,
            planVersion: 1,
            cost: TaxRate.Split(net: 100, tax: 18),
            taxBasisPoints: 1800,
            currency: .pen,
            mandateVersion: 1,
            provider: .stripe,
            boundary: nil,
            createdAt: now
        )
        charge.attempts = Int.random(in: 0..<3, using: &generator)
        // Now and then what no store takes.
        if Int.random(in: 0..<300, using: &generator) == 0 { charge.refunded = charge.amount + 1 }
        return charge
    }

    private static func deed(_ generator: inout some RandomNumberGenerator) -> Deed {
        let row = Int.random(in: 0..<6, using: &generator)
        switch Int.random(in: 0..<20, using: &generator) {
        // Seldom a row that is there already, and seldom the change of one that is not.
        case 0...1: return .insert(Int.random(in: 0..<2000, using: &generator))
        case 2: return Int.random(in: 0..<20, using: &generator) == 0 ? .update(row) : .upsert(row)
        case 3...7: return .upsert(row)
        case 8: return .delete(row)
        case 9...10: return .find(row)
        case 11...13: return .select(row % 3)
        case 14...15: return .count(row % 2)
        case 16: return .counter(row % 2)
        case 17...18: return .event(row % 2)
        default: return .events(row % 2)
        }
    }

    /// Does so many things in one transaction, and gives what it was told.
    private static func act(
        _ deeds: Int,
        _ transaction: any PlanTransaction,
        _ generator: inout some RandomNumberGenerator
    ) throws -> [String] {
        var told: [String] = []
        for _ in 0..<deeds {
            switch deed(&generator) {
            case .insert(let row): try transaction.insert(charge(row, &generator))
            case .update(let row): try transaction.update(charge(row, &generator))
            case .upsert(let row): try transaction.upsert(charge(row, &generator))
            case .delete(let row): try transaction.delete(Charge.self, [.text("t"), .text("c\(row)")])
            case .find(let row):
                told.append("\(try transaction.find(Charge.self, [.text("t"), .text("c\(row)")])?.row ?? [])")
            case .select(let subject):
                let columns = ["tenant_id", "subject_id"]
                let query = Query(Charge.self, where: columns, are: [.text("t"), .text("s\(subject)")])
                told.append("\(try transaction.select(query).map(\.row))")
            case .count(let name):
                let present = try transaction.find(Counter.self, [.text("t"), .text("n\(name)")])
                var counter = present ?? Counter(tenant: tenant, name: "n\(name)", value: 0)
                counter.value += 1
                try transaction.upsert(counter)
            case .counter(let name):
                told.append("\(try transaction.find(Counter.self, [.text("t"), .text("n\(name)")])?.value ?? 0)")
            case .event(let subject):
                let subject = "s\(subject)"
                let sequence = try events(of: subject, transaction).count + 1
                try transaction.insert(
                    Event(
                        tenant: tenant,
                        subject: subject,
                        sequence: Int64(sequence),
                        kind: "k",
                        actor: "a",
                        at: now,
                        fields: ["n": "\(sequence)"]
                    )
                )
            case .events(let subject): told.append("\(try events(of: "s\(subject)", transaction).map(\.row))")
            }
        }
        return told
    }

    private static func events(of subject: String, _ reader: any PlanReader) throws -> [Event] {
        try reader.select(
            Query(Event.self, where: ["tenant_id", "subject_id"], are: [.text("t"), .text(subject)])
        )
    }

    private static func content(_ store: any PlanStore) throws -> [[RowValue]] {
        try store.read { reader in
            try reader.select(Query(Charge.self, where: [], are: [])).map(\.row)
                + reader.select(Query(Counter.self, where: [], are: [])).map(\.row)
                + reader.select(Query(Event.self, where: [], are: [])).map(\.row)
        }
    }

    @Test(arguments: Way.allCases, UInt64(0)..<6)
    func `say the same and keep the same`(way: Way, seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let memory = MemoryStore()
        let sqlite = try SQLiteStore(path: folder.file("plans.sqlite").path, durability: .process)
        for store in [memory, sqlite] as [any PlanStore] {
            try store.write {
                try $0.insert(
                    Account(tenant: Self.tenant, id: AccountID("a1"), email: "a@example.com", createdAt: Self.now)
                )
            }
        }
        var kept = 0
        for round in 0..<20 {
            let deeds = [1, 4, 12, 150][round % 4]
            var (one, other) = (
                SeededGenerator(seed: seed << 8 | UInt64(round)), SeededGenerator(seed: seed << 8 | UInt64(round))
            )
            let expected = try? memory.write { try Self.act(deeds, $0, &one) }
            let told: [String]? =
                switch way {
                case .one: try? sqlite.write { try Self.act(deeds, $0, &other) }
                case .many: try? sqlite.writeMany { try Self.act(deeds, $0, &other) }
                }
            #expect(told == expected, "round \(round)")
            #expect(try Self.content(sqlite) == Self.content(memory), "round \(round)")
            if deeds > 100 { kept += told == nil ? 0 : 1 }
        }
        #expect(kept > 0, "not all long transactions are refused")
    }
}
