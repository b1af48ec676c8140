public import Plans
import Synchronization

/// A store in memory, for tests and simulations: the same rules as the others, and nothing is kept.
///
/// Transactions follow one another, those that read too; a body must not ask the store for another one.
public final class MemoryStore: PlanStore {
    /// By the type of the record.
    private let tables = Mutex<[ObjectIdentifier: MemoryTable]>([:])

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
            tables = [:]
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

/// One transaction: changes the tables in place, and remembers what they were.
private final class MemoryTransaction: PlanTransaction {
    private(set) var tables: [ObjectIdentifier: MemoryTable]
    private var changes: [(table: ObjectIdentifier, key: [RowValue], old: MemoryRow?)] = []

    init(_ tables: [ObjectIdentifier: MemoryTable]) {
        self.tables = tables
    }

    func undo() {
        for change in changes.reversed() {
            // What was there can be there again.
            _ = try? tables[change.table]?.replace(change.key, with: change.old)
        }
        changes = []
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        tables[ObjectIdentifier(type)]?.rows[key]?.record as? Record
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        guard let table = tables[ObjectIdentifier(Record.self)] else { return [] }
        let rows = table.select(query.columns.compactMap(Record.columns.firstIndex(of:)), are: query.values)
        return rows.prefix(query.limit ?? rows.count).compactMap { $0.record as? Record }
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        let values = record.row
        let key = Array(values[..<Record.keyCount])
        guard tables[ObjectIdentifier(Record.self)]?.rows[key] == nil else {
            throw StoreError.uniqueViolation(table: Record.table)
        }
        try replace(Record.self, key, with: MemoryRow(record: record, values: values))
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        let values = record.row
        let key = Array(values[..<Record.keyCount])
        guard tables[ObjectIdentifier(Record.self)]?.rows[key] != nil else {
            throw StoreError.notFound(table: Record.table)
        }
        try replace(Record.self, key, with: MemoryRow(record: record, values: values))
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        let values = record.row
        try replace(Record.self, Array(values[..<Record.keyCount]), with: MemoryRow(record: record, values: values))
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        try replace(type, key, with: nil)
    }

    private func replace<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue], with row: MemoryRow?) throws {
        let table = ObjectIdentifier(type)
        let old = try tables[table, default: MemoryTable(for: type)].replace(key, with: row)
        changes.append((table, key, old))
    }

    // MARK: What is due

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        let due = timers(of: tenant).filter { $0.dueAt <= now && $0.leaseUntil <= now }
        return Array(due.sorted { $0.claimOrder.lexicographicallyPrecedes($1.claimOrder) }.prefix(limit))
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        let open = openMessages(of: tenant).sorted { $0.sendOrder.lexicographicallyPrecedes($1.sendOrder) }
        var waiting: Set<[String]> = []
        var due: [OutboxMessage] = []
        for message in open {
            // What follows a message of the same subject that has to wait, waits too.
            let line = [message.tenant.text, message.channel.rawValue, message.subject]
            if message.nextTryAt > now { waiting.insert(line) }
            if !waiting.contains(line) { due.append(message) }
        }
        return Array(due.prefix(limit))
    }

    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue {
        let timers = timers(of: tenant)
        let recovering = timers.filter { $0.kind == .recover || $0.leaseUntil > now }
        return NextDue(
            timer: timers.map { max($0.dueAt, $0.leaseUntil) }.min(),
            recovery: recovering.map { max($0.dueAt, $0.leaseUntil) }.min(),
            message: openMessages(of: tenant).map(\.nextTryAt).min()
        )
    }

    private func timers(of tenant: TenantID?) -> [Timer] {
        tables[ObjectIdentifier(Timer.self)]?.rows.values.compactMap { $0.record as? Timer }
            .filter { tenant == nil || $0.tenant == tenant } ?? []
    }

    private func openMessages(of tenant: TenantID?) -> [OutboxMessage] {
        guard let table = tables[ObjectIdentifier(OutboxMessage.self)],
            let state = OutboxMessage.columns.firstIndex(of: "state")
        else { return [] }
        return table.select([state], are: [.text(OutboxMessage.State.todo.rawValue)])
            .compactMap { $0.record as? OutboxMessage }.filter { tenant == nil || $0.tenant == tenant }
    }
}

extension Timer {
    fileprivate var claimOrder: [RowValue] {
        [
            .integer(dueAt.seconds), .integer(Int64(kind.priority)), .text(tenant.text), .text(subject.rawValue),
            .text(id),
        ]
    }
}

extension OutboxMessage {
    fileprivate var sendOrder: [RowValue] {
        [.integer(createdAt.seconds), .text(tenant.text), .text(subject), .integer(sequence), .text(id)]
    }
}
