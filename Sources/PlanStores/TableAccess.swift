import GRDB
import Plans

/// What one transaction knows of one table: its statements, and the rows that it has read or written.
///
/// Nobody else changes rows while a transaction lasts, so what was seen once need not be read again, and of a row that is known
/// only the columns are written that have changed. What is known is never more than what the file holds: each change is written at
/// once, so that what the schema refuses is refused where it was tried.
///
/// It is of no type of record, on purpose: generic code that is not made for one type takes several times as long as SQLite does.
final class TableAccess {
    private let database: Database
    private let table: String
    private let columns: [String]
    private let keyCount: Int
    private let isWrittenOnce: Bool
    private let isWrittenOften: Bool
    private let texts: BoundTexts
    private var known: [RowKey: KnownRow] = [:]
    /// What is known otherwise than the file has it: of tables that are written often.
    private var late: [KnownRow] = []
    private var selections: [Selection: [KnownRow]] = [:]
    private var selecting: [(columns: [String], limit: Int?, statement: Statement)] = []
    private var finding: Statement?
    private var inserting: Statement?
    /// By the columns that they change, a bit for each.
    private var updating: [UInt64: Statement] = [:]

    /// A query for some rows.
    private struct Selection: Hashable {
        var columns: [String]
        var values: [RowValue]
        var limit: Int?
    }

    /// How many rows are remembered, so that whoever goes through a whole store does not keep it.
    private static let capacity = 10_000

    init<Record: PlanRecord>(_ type: Record.Type, _ database: Database, _ texts: BoundTexts) {
        self.database = database
        self.texts = texts
        table = type.table
        columns = type.columns
        keyCount = type.keyCount
        isWrittenOnce = type.isWrittenOnce
        isWrittenOften = type.isWrittenOften
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        if let known = known[RowKey(key)] { return try known.record() }
        let statement = try finding ?? database.cachedStatement(sql: SQLText.find(type))
        finding = statement
        let found = try rows(statement, key).first ?? KnownRow(nil)
        if found.row == nil { remember(found, RowKey(key)) }
        return try found.record()
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let selection = Selection(columns: query.columns, values: query.values, limit: query.limit)
        if let rows = selections[selection] { return try rows.compactMap { try $0.record() } }
        let found = try rows(statement(for: query), query.values)
        if !query.columns.isEmpty, found.count < Self.capacity {
            if selections.count >= Self.capacity { selections = [:] }
            selections[selection] = found
        }
        return try found.compactMap { try $0.record() }
    }

    private func statement<Record: PlanRecord>(for query: Query<Record>) throws -> Statement {
        if let known = selecting.first(where: { $0.limit == query.limit && $0.columns == query.columns }) {
            return known.statement
        }
        let statement = try database.cachedStatement(sql: SQLText.select(query))
        selecting.append((query.columns, query.limit, statement))
        return statement
    }

    /// What a statement of the store's own finds.
    func records<Record: PlanRecord>(_ sql: String, _ values: [RowValue]) throws -> [Record] {
        try rows(database.cachedStatement(sql: sql), values).compactMap { try $0.record() }
    }

    /// Hands out all rows in the order of their keys, and remembers none.
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws {
        var failure: (any Error)?
        do {
            let statement = try database.cachedStatement(sql: SQLText.select(Query(type, where: [], are: [])))
            try statement.forEachRow([], texts, database) { row in
                do {
                    try body(Record(row: values(row, 0..<columns.count)))
                } catch {
                    failure = error
                    throw error
                }
            }
        } catch {
            throw failure ?? StoreError(error, table: table)
        }
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let statement = try inserting ?? database.cachedStatement(sql: SQLText.insert(Record.self))
        inserting = statement
        try run(statement, row)
        written(record, row)
    }

    /// Throws `.notFound` when there is no such row.
    func update<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let key = Array(row[..<keyCount])
        if let known = known[RowKey(key)] {
            guard known.row != nil else { throw StoreError.notFound(table: table) }
            return try change(known, to: row, record)
        }
        try run(database.cachedStatement(sql: SQLText.update(Record.self)), Array(row[keyCount...]) + key)
        guard database.changesCount == 1 else { throw StoreError.notFound(table: table) }
        written(record, row)
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        if let known = known[RowKey(Array(row[..<keyCount]))] {
            if known.row == nil { return try insert(record) }
            return try change(known, to: row, record)
        }
        try run(database.cachedStatement(sql: SQLText.upsert(Record.self)), row)
        written(record, row)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        let known = known[RowKey(key)]
        if let known, known.row == nil { return }
        try run(database.cachedStatement(sql: SQLText.delete(type)), key)
        selections = [:]
        late.removeAll { $0 === known }
        remember(KnownRow(nil), RowKey(key))
    }

    /// Writes what waits for the end of the transaction.
    func finish() throws {
        for row in late { try row.write?() }
        late = []
    }

    private func change<Record: PlanRecord>(_ known: KnownRow, to row: [RowValue], _ record: Record) throws {
        guard let old = known.row else { return }
        if isWrittenOften {
            if known.write == nil {
                late.append(known)
                known.write = { [unowned self, unowned known] in
                    if let row = known.row { try update(old, to: row, Record.self) }
                }
            }
        } else {
            try update(old, to: row, Record.self)
        }
        if !selections.isEmpty { selections = [:] }
        known.set(row, record)
    }

    /// Writes the columns that are not what they were.
    private func update<Record: PlanRecord>(_ old: [RowValue], to new: [RowValue], _ type: Record.Type) throws {
        precondition(new.count <= UInt64.bitWidth, "a bit for each column")
        var changes: UInt64 = 0
        var values: [RowValue] = []
        for column in keyCount..<new.count where old[column] != new[column] {
            changes |= 1 << UInt64(column)
            values.append(new[column])
        }
        guard changes != 0 else { return }
        let statement = try updating[changes] ?? database.cachedStatement(sql: SQLText.update(type, columns: changes))
        updating[changes] = statement
        values += new[..<keyCount]
        try run(statement, values)
    }

    // MARK: What is known

    private func written<Record: PlanRecord>(_ record: Record, _ row: [RowValue]) {
        if !selections.isEmpty { selections = [:] }
        if !isWrittenOnce {
            let new = KnownRow(nil)
            new.set(row, record)
            remember(new, RowKey(Array(row[..<keyCount])))
        } else if !known.isEmpty {
            known[RowKey(Array(row[..<keyCount]))] = nil
        }
    }

    private func remember(_ row: KnownRow, _ key: RowKey) {
        // What waits to be written is known until it is.
        if known.count >= Self.capacity, late.isEmpty { known = [:] }
        known[key] = row
    }

    // MARK: Statements

    private func run(_ statement: Statement, _ values: [RowValue]) throws {
        do {
            try statement.run(values, texts, database)
        } catch {
            throw StoreError(error, table: table)
        }
    }

    /// What a query finds. Of rows that are known already only the key is read.
    private func rows(_ statement: Statement, _ values: [RowValue]) throws -> [KnownRow] {
        do {
            var found: [KnownRow] = []
            try statement.forEachRow(values, texts, database) { row throws(StoreError) in
                let key = RowKey(try self.values(row, 0..<keyCount))
                if let known = known[key], known.row != nil { return found.append(known) }
                let new = KnownRow(try self.values(row, 0..<columns.count))
                remember(new, key)
                found.append(new)
            }
            return found
        } catch {
            throw StoreError(error, table: table)
        }
    }

    private func values(_ row: Statement, _ range: Range<Int>) throws(StoreError) -> [RowValue] {
        var values: [RowValue] = []
        values.reserveCapacity(range.count)
        for column in range {
            guard let value = row.value(Int32(column)) else {
                throw .corrupt(table: table, column: columns[column])
            }
            values.append(value)
        }
        return values
    }
}
