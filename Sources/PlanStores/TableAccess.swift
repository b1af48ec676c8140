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
    private var known: [[RowValue]: KnownRow] = [:]
    private var selections: [Selection: [KnownRow]] = [:]
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

    init<Record: PlanRecord>(_ type: Record.Type, _ database: Database) {
        self.database = database
        table = type.table
        columns = type.columns
        keyCount = type.keyCount
        isWrittenOnce = type.isWrittenOnce
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        if let known = known[key] { return try known.record() }
        let statement = try finding ?? database.cachedStatement(sql: SQLText.find(type))
        finding = statement
        let found = try rows(statement, key).first ?? KnownRow(nil)
        if found.row == nil { remember(found, key) }
        return try found.record()
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let selection = Selection(columns: query.columns, values: query.values, limit: query.limit)
        if let rows = selections[selection] { return try rows.compactMap { try $0.record() } }
        let found = try rows(database.cachedStatement(sql: SQLText.select(query)), query.values)
        if !query.columns.isEmpty, found.count < Self.capacity {
            if selections.count >= Self.capacity { selections = [:] }
            selections[selection] = found
        }
        return try found.compactMap { try $0.record() }
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
            try statement.forEachRow([], database) { row in
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
        written(record, row, nil)
    }

    /// Throws `.notFound` when there is no such row.
    func update<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let key = Array(row[..<keyCount])
        if let known = known[key] {
            guard let old = known.row else { throw StoreError.notFound(table: table) }
            try update(old, to: row, Record.self)
        } else {
            try run(database.cachedStatement(sql: SQLText.update(Record.self)), Array(row[keyCount...]) + key)
            guard database.changesCount == 1 else { throw StoreError.notFound(table: table) }
        }
        written(record, row, key)
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let key = Array(row[..<keyCount])
        if let known = known[key] {
            guard let old = known.row else { return try insert(record) }
            try update(old, to: row, Record.self)
        } else {
            try run(database.cachedStatement(sql: SQLText.upsert(Record.self)), row)
        }
        written(record, row, key)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        if let known = known[key], known.row == nil { return }
        try run(database.cachedStatement(sql: SQLText.delete(type)), key)
        selections = [:]
        remember(KnownRow(nil), key)
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

    private func written(_ record: any PlanRecord, _ row: [RowValue], _ key: [RowValue]?) {
        if !selections.isEmpty { selections = [:] }
        if isWrittenOnce {
            if !known.isEmpty { known[key ?? Array(row[..<keyCount])] = nil }
        } else {
            remember(KnownRow(row, record), key ?? Array(row[..<keyCount]))
        }
    }

    private func remember(_ row: KnownRow, _ key: [RowValue]) {
        if known.count >= Self.capacity { known = [:] }
        known[key] = row
    }

    // MARK: Statements

    private func run(_ statement: Statement, _ values: [RowValue]) throws {
        do {
            try statement.run(values, database)
        } catch {
            throw StoreError(error, table: table)
        }
    }

    /// What a query finds. Of rows that are known already only the key is read.
    private func rows(_ statement: Statement, _ values: [RowValue]) throws -> [KnownRow] {
        do {
            var found: [KnownRow] = []
            try statement.forEachRow(values, database) { row throws(StoreError) in
                let key = try self.values(row, 0..<keyCount)
                if let known = known[key], known.row != nil { return found.append(known) }
                let new = KnownRow(key + (try self.values(row, keyCount..<columns.count)))
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

/// A row as it stands in the file, or that there is none; and its record, once somebody has asked for it.
final class KnownRow {
    let row: [RowValue]?
    private var decoded: (any PlanRecord)?

    init(_ row: [RowValue]?, _ record: (any PlanRecord)? = nil) {
        self.row = row
        decoded = record
    }

    /// The record of the row; `nil` when there is no row.
    func record<Record: PlanRecord>() throws(StoreError) -> Record? {
        guard let row else { return nil }
        if let known = decoded as? Record { return known }
        let record = try Record(row: row)
        decoded = record
        return record
    }
}
