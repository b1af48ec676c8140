import Plans

/// A transaction that stands before another one: whoever conforms to it writes only what it does otherwise.
protocol ForwardingTransaction: PlanTransaction {
    var inner: any PlanTransaction { get }
}

extension ForwardingTransaction {
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

    func insert<Record: PlanRecord>(_ record: Record) throws { try inner.insert(record) }
    func update<Record: PlanRecord>(_ record: Record) throws { try inner.update(record) }
    func upsert<Record: PlanRecord>(_ record: Record) throws { try inner.upsert(record) }
    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws { try inner.delete(type, key) }
}
