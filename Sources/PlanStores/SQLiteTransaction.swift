import GRDB
import Plans

/// One transaction on a SQLite file. Statements are made from the columns of the records, once, and kept by GRDB.
final class SQLiteTransaction: PlanTransaction {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        try rows(SQLText.find(type), key, of: type).first
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        try rows(SQLText.select(query), query.values, of: Record.self)
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        try run(SQLText.insert(Record.self), record.row, Record.table)
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        try run(SQLText.update(Record.self), Array(row[Record.keyCount...]) + row[..<Record.keyCount], Record.table)
        guard database.changesCount == 1 else { throw StoreError.notFound(table: Record.table) }
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        try run(SQLText.upsert(Record.self), record.row, Record.table)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        try run(SQLText.delete(type), key, type.table)
    }

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        let values: [RowValue] =
            [.integer(now.seconds), .integer(now.seconds)] + tenant.map { [.text($0.text)] }.orEmpty
            + [.integer(Int64(limit))]
        return try rows(SQLText.dueTimers(ofTenant: tenant != nil), values, of: Timer.self)
    }

    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage] {
        let values: [RowValue] =
            [.integer(now.seconds), .integer(now.seconds)] + tenant.map { [.text($0.text)] }.orEmpty
            + [.integer(Int64(limit))]
        return try rows(SQLText.dueMessages(ofTenant: tenant != nil), values, of: OutboxMessage.self)
    }

    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue {
        func earliest(_ query: SQLText.NextDueQuery) throws -> Instant? {
            let statement = try database.cachedStatement(sql: SQLText.nextDue(query, ofTenant: tenant != nil))
            let arguments = StatementArguments(tenant.map { [$0.text] }.orEmpty)
            return try Int64.fetchOne(statement, arguments: arguments).map(Instant.init(seconds:))
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

    // MARK: Statements

    private func run(_ sql: String, _ values: [RowValue], _ table: String) throws {
        do {
            let statement = try database.cachedStatement(sql: sql)
            statement.setUncheckedArguments(StatementArguments(values.map(\.databaseValue)))
            try statement.execute()
        } catch {
            throw StoreError(error, table: table)
        }
    }

    private func rows<Record: PlanRecord>(_ sql: String, _ values: [RowValue], of type: Record.Type) throws -> [Record]
    {
        do {
            let statement = try database.cachedStatement(sql: sql)
            statement.setUncheckedArguments(StatementArguments(values.map(\.databaseValue)))
            let count = type.columns.count
            var records: [Record] = []
            let cursor = try Row.fetchCursor(statement)
            while let row = try cursor.next() {
                records.append(try Record(row: (0..<count).map { try RowValue(row[$0] as DatabaseValue, type, $0) }))
            }
            return records
        } catch {
            throw StoreError(error, table: type.table)
        }
    }
}

extension [RowValue]? {
    fileprivate var orEmpty: [RowValue] { self ?? [] }
}

extension [String]? {
    fileprivate var orEmpty: [String] { self ?? [] }
}

extension RowValue {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }

    init<Record: PlanRecord>(
        _ value: DatabaseValue,
        _ type: Record.Type,
        _ column: Int
    ) throws(StoreError) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .double, .blob: throw .corrupt(table: type.table, column: type.columns[column])
        }
    }
}
