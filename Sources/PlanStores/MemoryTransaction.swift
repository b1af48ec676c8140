import Plans

/// One transaction: changes the tables in place.
final class MemoryTransaction: PlanTransaction {
    var tables: MemoryTables

    init(_ tables: MemoryTables) {
        self.tables = tables
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        tables.tables[try MemoryTables.place(of: type)].find(MemoryKey(key))?.content.record as? Record
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let place = try MemoryTables.place(of: Record.self)
        let rows = tables.tables[place].select(query.columns, are: query.values)
        return rows.prefix(query.limit ?? rows.count).compactMap { $0.content.record as? Record }
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        let (place, key) = (try MemoryTables.place(of: Record.self), MemoryKey(record.key))
        guard tables.tables[place].find(key) == nil else { throw StoreError.uniqueViolation(table: Record.table) }
        try tables.put(MemoryContent(record), key, nil, in: place)
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        let (place, key) = (try MemoryTables.place(of: Record.self), MemoryKey(record.key))
        guard let row = tables.tables[place].find(key) else { throw StoreError.notFound(table: Record.table) }
        try tables.put(MemoryContent(record), key, row, in: place)
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        let (place, key) = (try MemoryTables.place(of: Record.self), MemoryKey(record.key))
        try tables.put(MemoryContent(record), key, tables.tables[place].find(key), in: place)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        let (place, key) = (try MemoryTables.place(of: type), MemoryKey(key))
        try tables.put(nil, key, tables.tables[place].find(key), in: place)
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
