import GRDB
import Plans

/// One transaction on a SQLite file. Statements are made from the columns of the records, once, and kept by GRDB.
final class SQLiteTransaction: PlanTransaction {
    let runner: StatementRunner
    /// By the type of the record.
    private var tables: [ObjectIdentifier: TableAccess] = [:]

    let defersChanges: Bool

    /// With `defersChanges` what the store refuses may be said later, at the latest by `finish()`.
    init(_ database: Database, defersChanges: Bool = false) {
        self.defersChanges = defersChanges
        runner = StatementRunner(database, defersChanges: defersChanges)
    }

    private func table<Record: PlanRecord>(_ type: Record.Type) -> TableAccess {
        if let table = tables[ObjectIdentifier(type)] { return table }
        let table = TableAccess(type, runner)
        tables[ObjectIdentifier(type)] = table
        return table
    }

    /// Writes what waits for the end of the transaction, which has come.
    func finish() throws {
        for table in tables.values { try table.finish() }
        try runner.finish()
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        try table(type).find(type, key)
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        try table(Record.self).select(query)
    }

    func insert<Record: PlanRecord>(_ record: Record) throws { try table(Record.self).insert(record) }
    func update<Record: PlanRecord>(_ record: Record) throws { try table(Record.self).update(record) }
    func upsert<Record: PlanRecord>(_ record: Record) throws { try table(Record.self).upsert(record) }
    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws { try table(type).delete(type, key) }

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        try table(Timer.self).records(SQLText.dueTimers(ofTenant: tenant != nil), dueValues(now, tenant, limit))
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        try table(OutboxMessage.self)
            .records(SQLText.dueMessages(ofTenant: tenant != nil), dueValues(now, tenant, limit))
    }

    private func dueValues(_ now: Instant, _ tenant: TenantID?, _ limit: Int) -> [RowValue] {
        [.integer(now.seconds), .integer(now.seconds)] + [tenant].compactMap { $0.map { .text($0.text) } }
            + [.integer(Int64(limit))]
    }

    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue {
        func earliest(_ query: SQLText.NextDueQuery) throws -> Instant? {
            try runner.instant(SQLText.nextDue(query, ofTenant: tenant != nil), [tenant].compactMap { $0?.text })
        }
        let free = try earliest(.freeTimer)
        let leased = try earliest(.leasedTimer)
        let recovery = try earliest(.recoveryTimer)
        return NextDue(
            timer: [free, leased].compactMap(\.self).min(),
            recovery: [leased, recovery].compactMap(\.self).min(),
            message: try earliest(.message)
        )
    }
}
