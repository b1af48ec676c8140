public import Plans
import Synchronization

/// A store in memory, for tests and simulations: the same rules as the others, and nothing is kept.
///
/// Transactions follow one another, those that read too; a body must not ask the store for another one.
public final class MemoryStore: PlanStore {
    private let tables = Mutex(MemoryTables())

    public init() {}

    /// Runs a body on a consistent state.
    public func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result {
        try withTransaction(body)
    }

    /// Runs a body whose changes are kept when it returns.
    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try withTransaction(body)
    }

    private func withTransaction<Result>(_ body: (MemoryTransaction) throws -> Result) throws -> Result {
        var result: Result?
        try tables.withLock { tables in
            // Moved, not copied: a copy would have to be made of each table that changes.
            let transaction = MemoryTransaction(tables)
            tables = MemoryTables(tables: [])
            defer { tables = transaction.tables }
            do {
                result = try body(transaction)
            } catch {
                transaction.undo()
                throw error
            }
        }
        guard let result else { throw StoreError.unavailable("no transaction") }
        return result
    }
}

/// All tables, and what is due.
struct MemoryTables: Sendable {
    /// In the order of `PlanRecords.all`.
    private(set) var tables: [MemoryTable]
    private(set) var timers = MemoryTimers()
    private(set) var messages = MemoryMessages()

    private static let places = Dictionary(
        uniqueKeysWithValues: PlanRecords.all.enumerated().map { (ObjectIdentifier($1), $0) }
    )
    private static let timer = places[ObjectIdentifier(Timer.self)]
    private static let message = places[ObjectIdentifier(OutboxMessage.self)]

    init(tables: [MemoryTable] = PlanRecords.all.map { MemoryTable(for: $0) }) {
        self.tables = tables
    }

    /// Where the table of a type of record is.
    static func place(of type: any PlanRecord.Type) throws(StoreError) -> Int {
        guard let place = places[ObjectIdentifier(type)] else { throw .unavailable("no table \(type.table)") }
        return place
    }

    /// Puts a content where a key says, or takes away what is there. Nothing has changed when it throws.
    mutating func put(_ new: MemoryContent?, _ key: MemoryKey, _ row: MemoryRow?, in place: Int) throws(StoreError) {
        let old = row?.content
        switch (row, new) {
        case (let row?, let new?):
            try tables[place].replace(row, with: new)
            noteDue(place, row, old, new)
        case (let row?, nil):
            tables[place].remove(row)
            noteDue(place, row, old, nil)
        case (nil, let new?):
            let row = MemoryRow(key, new)
            try tables[place].insert(row)
            noteDue(place, row, nil, new)
        case (nil, nil): break
        }
    }

    private mutating func noteDue(_ place: Int, _ row: MemoryRow, _ old: MemoryContent?, _ new: MemoryContent?) {
        if place == Self.timer { timers.replace(row, old, with: new) }
        if place == Self.message { messages.replace(row, old, with: new) }
    }
}
