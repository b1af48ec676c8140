public import Plans
import Synchronization

/// A store in memory, for tests and simulations: the same rules as the others, and nothing is kept.
public final class MemoryStore: PlanStore {
    private let state = Mutex(State())

    public init() {}

    /// Runs a body on a consistent state.
    public func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result {
        let transaction = MemoryTransaction(state.withLock { $0 })
        return try body(transaction)
    }

    /// Runs a body whose changes are kept when it returns. Transactions follow one another; they do not overlap.
    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        let transaction = MemoryTransaction(state.withLock { $0 })
        let result = try body(transaction)
        state.withLock { $0 = transaction.state }
        return result
    }

    /// All rows, by table and key.
    struct State: Sendable {
        var tables: [String: Table] = [:]
    }

    /// The rows of a table and where they are found.
    struct Table: Sendable {
        var rows: [[RowValue]: [RowValue]] = [:]
        /// For each group of columns, the keys by the values of these columns.
        var indexes: [[Int]: [[RowValue]: Set<[RowValue]>]] = [:]
        var uniques: [[RowValue]: [RowValue]] = [:]
    }
}

/// One transaction: works on a copy that shares all that it does not change.
private final class MemoryTransaction: PlanTransaction {
    var state: MemoryStore.State

    init(_ state: MemoryStore.State) {
        self.state = state
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        try state.tables[type.table]?.rows[key].map { try Record(row: $0) }
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        guard let table = state.tables[Record.table] else { return [] }
        let positions = query.columns.compactMap(Record.columns.firstIndex(of:))
        let keys: [[RowValue]]
        if positions == Array(0..<Record.keyCount) {
            keys = [query.values]
        } else if let index = table.indexes[positions] {
            keys = Array(index[query.values] ?? [])
        } else {
            keys = table.rows.filter { row in zip(positions, query.values).allSatisfy { row.value[$0] == $1 } }.map(
                \.key
            )
        }
        let rows = keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { table.rows[$0] }
        return try rows.prefix(query.limit ?? rows.count).map { try Record(row: $0) }
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        guard state.tables[Record.table]?.rows[record.key] == nil else {
            throw StoreError.uniqueViolation(table: Record.table)
        }
        try put(record)
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        guard state.tables[Record.table]?.rows[record.key] != nil else {
            throw StoreError.notFound(table: Record.table)
        }
        try put(record)
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        try put(record)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        try remove(type, key)
    }

    private func put<Record: PlanRecord>(_ record: Record) throws {
        guard record.isSound else { throw StoreError.constraintViolation(table: Record.table) }
        let key = record.key
        try remove(Record.self, key)
        var table = state.tables.removeValue(forKey: Record.table) ?? MemoryStore.Table(for: Record.self)
        defer { state.tables[Record.table] = table }
        for unique in record.uniqueKeys {
            guard table.uniques[unique] == nil else { throw StoreError.uniqueViolation(table: Record.table) }
            table.uniques[unique] = key
        }
        let row = record.row
        table.rows[key] = row
        for positions in table.indexes.keys {
            table.indexes[positions]?[positions.map { row[$0] }, default: []].insert(key)
        }
    }

    private func remove<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        guard let row = state.tables[type.table]?.rows[key] else { return }
        var table = state.tables.removeValue(forKey: type.table) ?? MemoryStore.Table(for: type)
        defer { state.tables[type.table] = table }
        for unique in try Record(row: row).uniqueKeys { table.uniques[unique] = nil }
        for positions in table.indexes.keys {
            let values = positions.map { row[$0] }
            table.indexes[positions]?[values]?.remove(key)
            if table.indexes[positions]?[values]?.isEmpty == true { table.indexes[positions]?[values] = nil }
        }
        table.rows[key] = nil
    }

    // MARK: What is due

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        let due = try all(Timer.self).filter {
            $0.dueAt <= now && $0.leaseUntil <= now && (tenant == nil || $0.tenant == tenant)
        }
        return Array(due.sorted { $0.claimOrder.lexicographicallyPrecedes($1.claimOrder) }.prefix(limit))
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        let open = try all(OutboxMessage.self).filter { $0.state == .todo && (tenant == nil || $0.tenant == tenant) }
            .sorted { $0.sendOrder.lexicographicallyPrecedes($1.sendOrder) }
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
        let timers = try all(Timer.self).filter { tenant == nil || $0.tenant == tenant }
        let recovering = timers.filter { $0.kind == .recover || $0.leaseUntil > now }
        let messages = try all(OutboxMessage.self).filter {
            $0.state == .todo && (tenant == nil || $0.tenant == tenant)
        }
        return NextDue(
            timer: timers.map { max($0.dueAt, $0.leaseUntil) }.min(),
            recovery: recovering.map { max($0.dueAt, $0.leaseUntil) }.min(),
            message: messages.map(\.nextTryAt).min()
        )
    }

    private func all<Record: PlanRecord>(_ type: Record.Type) throws -> [Record] {
        try (state.tables[type.table]?.rows.values).map { try $0.map { try Record(row: $0) } } ?? []
    }
}

extension MemoryStore.Table {
    fileprivate init<Record: PlanRecord>(for type: Record.Type) {
        let beginnings = (1..<max(1, type.keyCount)).map { Array(0..<$0) }
        let groups = type.indexes.map { $0.compactMap(type.columns.firstIndex(of:)) }
        for group in beginnings + groups { indexes[group] = [:] }
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
