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

private final class ObservedTransaction: ForwardingTransaction {
    let inner: any PlanTransaction
    var changes: [ObservedStore.Change] = []

    init(_ inner: any PlanTransaction) {
        self.inner = inner
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
