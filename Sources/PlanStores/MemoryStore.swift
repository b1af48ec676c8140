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
        try body(MemoryTransaction(tables.withLock { $0 }))
    }

    /// Runs a body whose changes are kept when it returns.
    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
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
private struct MemoryTables: Sendable {
    /// In the order of `PlanRecords.all`.
    var tables: [MemoryTable]
    var timers = MemoryTimers()
    var messages = MemoryMessages()

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

    mutating func replace(_ key: [RowValue], in place: Int, with new: MemoryRow?) throws(StoreError) -> MemoryRow? {
        let old = try tables[place].replace(key, with: new)
        if place == Self.timer { timers.replace(old, with: new) }
        if place == Self.message { messages.replace(old, with: new) }
        return old
    }
}

/// One transaction: changes the tables in place, and remembers what they were.
private final class MemoryTransaction: PlanTransaction {
    private(set) var tables: MemoryTables
    private var changes: [(place: Int, key: [RowValue], old: MemoryRow?)] = []

    init(_ tables: MemoryTables) {
        self.tables = tables
    }

    func undo() {
        for change in changes.reversed() {
            // What was there can be there again.
            _ = try? tables.replace(change.key, in: change.place, with: change.old)
        }
        changes = []
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        tables.tables[try MemoryTables.place(of: type)].rows[key]?.record as? Record
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let place = try MemoryTables.place(of: Record.self)
        let rows = tables.tables[place].select(query.columns, are: query.values)
        return rows.prefix(query.limit ?? rows.count).compactMap { $0.record as? Record }
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        let (place, key) = (try MemoryTables.place(of: Record.self), record.key)
        guard tables.tables[place].rows[key] == nil else { throw StoreError.uniqueViolation(table: Record.table) }
        try replace(key, in: place, with: MemoryRow(record, key: key))
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        let (place, key) = (try MemoryTables.place(of: Record.self), record.key)
        guard tables.tables[place].rows[key] != nil else { throw StoreError.notFound(table: Record.table) }
        try replace(key, in: place, with: MemoryRow(record, key: key))
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        let key = record.key
        try replace(key, in: MemoryTables.place(of: Record.self), with: MemoryRow(record, key: key))
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        try replace(key, in: MemoryTables.place(of: type), with: nil)
    }

    private func replace(_ key: [RowValue], in place: Int, with row: MemoryRow?) throws {
        changes.append((place, key, try tables.replace(key, in: place, with: row)))
    }

    // MARK: What is due

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        tables.timers.due(at: now, of: tenant, limit: limit)
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        tables.messages.due(at: now, of: tenant, limit: limit)
    }

    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue {
        let next = tables.timers.next(after: now, of: tenant)
        return NextDue(timer: next.any, recovery: next.recovery, message: tables.messages.next(of: tenant))
    }
}
