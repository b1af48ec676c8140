import Plans

/// One transaction in PostgreSQL. Statements are made from the columns of the records, once, and kept by the connection.
///
/// After a statement that failed the server takes no more; what was done before is gone with it. Whoever ends the transaction has to
/// look at `failure`: the body may not have passed it on.
final class PostgresTransaction: PlanTransaction {
    private let connection: PostgresConnection
    /// The first statement that failed, and what was said about it.
    private(set) var failure: (cause: PostgresError, error: StoreError)?

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    private func run(_ sql: String, _ values: [RowValue], table: String) throws(StoreError) -> PostgresRows {
        if let failure { throw failure.error }
        do throws(PostgresError) {
            return try connection.run(sql, values)
        } catch {
            let said = error.inTable(table)
            failure = (error, said)
            throw said
        }
    }

    // MARK: Reading

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        let found: [Record] = try records(SQLText.find(type), key)
        return found.first
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        try records(SQLText.select(query), query.values)
    }

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        try records(SQLText.dueTimers(ofTenant: tenant != nil), dueValues(now, tenant, limit))
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        try records(SQLText.dueMessages(ofTenant: tenant != nil), dueValues(now, tenant, limit))
    }

    private func dueValues(_ now: Instant, _ tenant: TenantID?, _ limit: Int) -> [RowValue] {
        [.integer(now.seconds), .integer(now.seconds)] + [tenant].compactMap { $0.map { .text($0.text) } }
            + [.integer(Int64(limit))]
    }

    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue {
        func earliest(_ query: SQLText.NextDueQuery) throws -> Instant? {
            let sql = SQLText.nextDue(query, ofTenant: tenant != nil)
            return try run(sql, [tenant].compactMap { $0.map { .text($0.text) } }, table: "timer").number
                .map(Instant.init(seconds:))
        }
        let leased = try earliest(.leasedTimer)
        return NextDue(
            timer: try [earliest(.freeTimer), leased].compactMap(\.self).min(),
            recovery: try [leased, earliest(.recoveryTimer)].compactMap(\.self).min(),
            message: try earliest(.message)
        )
    }

    /// The first column of what a query finds that is about no records; it is a text.
    func texts(_ sql: String) throws(StoreError) -> [String] {
        let rows = try run(sql, [], table: "")
        return (0..<rows.count).compactMap { if case .text(let text)? = rows.value($0, 0) { text } else { nil } }
    }

    private func records<Record: PlanRecord>(_ sql: String, _ values: [RowValue]) throws -> [Record] {
        let rows = try run(sql, values, table: Record.table)
        return try (0..<rows.count).map { try record(rows, $0) }
    }

    private func record<Record: PlanRecord>(_ rows: PostgresRows, _ row: Int) throws(StoreError) -> Record {
        var values: [RowValue] = []
        values.reserveCapacity(Record.columns.count)
        for (index, column) in Record.columns.enumerated() {
            guard let value = rows.value(row, index) else { throw .corrupt(table: Record.table, column: column) }
            values.append(value)
        }
        return try Record(row: values)
    }

    // MARK: Changing

    func insert<Record: PlanRecord>(_ record: Record) throws {
        // A key that is taken is said by the number of rows: it is no failure, and the transaction goes on if the body wants it to.
        let sql = "\(SQLText.insert(Record.self)) ON CONFLICT DO NOTHING"
        guard try run(sql, record.row, table: Record.table).changeCount == 1 else {
            throw StoreError.uniqueViolation(table: Record.table)
        }
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let values = Array(row[Record.keyCount...]) + row[..<Record.keyCount]
        guard try run(SQLText.update(Record.self), values, table: Record.table).changeCount == 1 else {
            throw StoreError.notFound(table: Record.table)
        }
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        _ = try run(SQLText.upsert(Record.self), record.row, table: Record.table)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        _ = try run(SQLText.delete(type), key, table: type.table)
    }
}

extension PostgresTransaction: RecordStreaming {
    /// libpq keeps all that a statement has found; of a cursor it gets a thousand rows at a time.
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws {
        let cursor = "rows_of_\(type.table)"
        let query = SQLText.select(Query(type, where: [], are: []))
        _ = try run("DECLARE \(cursor) NO SCROLL CURSOR FOR \(query)", [], table: type.table)
        while true {
            let rows = try run("FETCH 1000 FROM \(cursor)", [], table: type.table)
            guard rows.count > 0 else { break }
            for row in 0..<rows.count { try body(record(rows, row)) }
        }
        _ = try run("CLOSE \(cursor)", [], table: type.table)
    }
}
