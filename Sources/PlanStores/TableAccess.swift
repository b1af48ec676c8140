import GRDB
import Plans

/// What one transaction knows of one table: its statements, and the rows that it has read or written.
///
/// Nobody else changes rows while a transaction lasts, so what was seen once need not be read again, and of a row that is known
/// only the columns are written that have changed. What is known is never more than what the file holds: each change is written at
/// once, so that what the schema refuses is refused where it was tried.
final class TableAccess<Record: PlanRecord> {
    private let database: Database
    private var known: [[RowValue]: Known] = [:]
    private var selections: [Query<Record>: [Record]] = [:]
    private var finding: Statement?
    private var inserting: Statement?
    /// By the columns that they change, a bit for each.
    private var updating: [UInt64: Statement] = [:]

    /// What is known of a key: its row, or that there is none.
    private final class Known {
        let present: (record: Record, row: [RowValue])?

        init(_ present: (record: Record, row: [RowValue])?) {
            self.present = present
        }
    }

    /// How many rows are remembered, so that whoever goes through a whole store does not keep it.
    private static var capacity: Int { 10_000 }

    init(_ database: Database) {
        self.database = database
    }

    func find(_ key: [RowValue]) throws -> Record? {
        if let known = known[key] { return known.present?.record }
        let statement = try finding ?? database.cachedStatement(sql: SQLText.find(Record.self))
        finding = statement
        let found = try rows(statement, key).first
        remember(found, key)
        return found?.record
    }

    func select(_ query: Query<Record>) throws -> [Record] {
        if let records = selections[query] { return records }
        let found = try rows(database.cachedStatement(sql: SQLText.select(query)), query.values)
        let records = found.map(\.record)
        guard !query.columns.isEmpty, found.count < Self.capacity else { return records }
        for pair in found { remember(pair, Array(pair.row[..<Record.keyCount])) }
        if selections.count >= Self.capacity { selections = [:] }
        selections[query] = records
        return records
    }

    func insert(_ record: Record) throws {
        let row = record.row
        let statement = try inserting ?? database.cachedStatement(sql: SQLText.insert(Record.self))
        inserting = statement
        try run(statement, row)
        written(record, row, Array(row[..<Record.keyCount]))
    }

    /// Throws `.notFound` when there is no such row.
    func update(_ record: Record) throws {
        let row = record.row
        let key = Array(row[..<Record.keyCount])
        if let known = known[key] {
            guard let old = known.present?.row else { throw StoreError.notFound(table: Record.table) }
            try update(old, to: row)
        } else {
            try run(database.cachedStatement(sql: SQLText.update(Record.self)), Array(row[Record.keyCount...]) + key)
            guard database.changesCount == 1 else { throw StoreError.notFound(table: Record.table) }
        }
        written(record, row, key)
    }

    func upsert(_ record: Record) throws {
        let row = record.row
        let key = Array(row[..<Record.keyCount])
        if let known = known[key] {
            guard let old = known.present?.row else { return try insert(record) }
            try update(old, to: row)
        } else {
            try run(database.cachedStatement(sql: SQLText.upsert(Record.self)), row)
        }
        written(record, row, key)
    }

    func delete(_ key: [RowValue]) throws {
        if let known = known[key], known.present == nil { return }
        try run(database.cachedStatement(sql: SQLText.delete(Record.self)), key)
        selections = [:]
        remember(nil, key)
    }

    /// The rows that a statement of the store's own finds.
    func records(_ sql: String, _ values: [RowValue]) throws -> [Record] {
        let found = try rows(database.cachedStatement(sql: sql), values)
        for pair in found { remember(pair, Array(pair.row[..<Record.keyCount])) }
        return found.map(\.record)
    }

    /// Writes the columns that are not what they were.
    private func update(_ old: [RowValue], to new: [RowValue]) throws {
        precondition(new.count <= UInt64.bitWidth, "a bit for each column")
        var changes: UInt64 = 0
        var values: [RowValue] = []
        for column in Record.keyCount..<new.count where old[column] != new[column] {
            changes |= 1 << UInt64(column)
            values.append(new[column])
        }
        guard changes != 0 else { return }
        let statement =
            try updating[changes] ?? database.cachedStatement(sql: SQLText.update(Record.self, columns: changes))
        updating[changes] = statement
        try run(statement, values + new[..<Record.keyCount])
    }

    private func written(_ record: Record, _ row: [RowValue], _ key: [RowValue]) {
        if !selections.isEmpty { selections = [:] }
        remember((record, row), key)
    }

    private func remember(_ present: (record: Record, row: [RowValue])?, _ key: [RowValue]) {
        if known.count >= Self.capacity { known = [:] }
        known[key] = Known(present)
    }

    // MARK: Statements

    private func run(_ statement: Statement, _ values: [RowValue]) throws {
        do {
            try statement.run(values, database)
        } catch {
            throw StoreError(error, table: Record.table)
        }
    }

    private func rows(_ statement: Statement, _ values: [RowValue]) throws -> [(record: Record, row: [RowValue])] {
        do {
            var found: [(record: Record, row: [RowValue])] = []
            try statement.forEachRow(values, database, Record.self) { found.append((try Record(row: $0), $0)) }
            return found
        } catch {
            throw StoreError(error, table: Record.table)
        }
    }
}
