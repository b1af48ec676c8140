import Plans

/// A store that tells somebody what each transaction has changed, once it is kept.
final class ObservedStore: PlanStore {
    private let inner: any PlanStore
    private let observe: @Sendable ([Change]) -> Void

    /// One change of a record.
    enum Change: Sendable {
        case put(any PlanRecord)
        case deleted(table: String, key: [RowValue])
    }

    init(_ inner: any PlanStore, observe: @escaping @Sendable ([Change]) -> Void) {
        self.inner = inner
        self.observe = observe
    }

    func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result { try inner.read(body) }

    func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        var changes: [Change] = []
        let result = try inner.write { transaction in
            changes = []
            let observed = ObservedTransaction(transaction)
            let result = try body(observed)
            changes = observed.changes
            return result
        }
        observe(changes)
        return result
    }
}

private final class ObservedTransaction: PlanTransaction {
    private let inner: any PlanTransaction
    var changes: [ObservedStore.Change] = []

    init(_ inner: any PlanTransaction) {
        self.inner = inner
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        try inner.find(type, key)
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] { try inner.select(query) }

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        try inner.dueTimers(at: now, of: tenant, limit: limit)
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        try inner.dueMessages(at: now, of: tenant, limit: limit)
    }

    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue {
        try inner.nextDue(after: now, of: tenant)
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        try inner.insert(record)
        changes.append(.put(record))
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        try inner.update(record)
        changes.append(.put(record))
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        try inner.upsert(record)
        changes.append(.put(record))
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        try inner.delete(type, key)
        changes.append(.deleted(table: type.table, key: key))
    }
}
