import GRDB
import Plans

/// One table in one transaction: of a row that is known only the columns are written that have changed.
///
/// It is of no type of record, on purpose: generic code that is not made for one type takes several times as long as SQLite does.
final class TableAccess {
    private let runner: StatementRunner
    private let table: String
    private let columns: [String]
    private let keyCount: Int
    private let isWrittenOnce: Bool
    private let isWrittenOften: Bool
    private var known = KnownRows()
    /// What the file does not have yet: of tables that are written often.
    private var late: [KnownRow] = []
    private var selecting: [(columns: [String], limit: Int?, statement: Statement)] = []
    private var finding: Statement?
    private var inserting: Statement?
    /// By the columns that they change, a bit for each.
    private var updating: [UInt64: Statement] = [:]

    init<Record: PlanRecord>(_ type: Record.Type, _ runner: StatementRunner) {
        self.runner = runner
        table = type.table
        columns = type.columns
        keyCount = type.keyCount
        isWrittenOnce = type.isWrittenOnce
        isWrittenOften = type.isWrittenOften
    }

    // MARK: Finding

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        try row(of: type, RowKey(key)).record()
    }

    private func row<Record: PlanRecord>(of type: Record.Type, _ key: RowKey) throws -> KnownRow {
        if let known = known[key] { return known }
        let statement = try finding ?? runner.statement(SQLText.find(type))
        finding = statement
        let found = try rows(statement, key.values).first ?? KnownRow(nil)
        if found.row == nil { known.remember(found, key) }
        return found
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let values = RowKey(query.values)
        if query.limit == nil, let rows = known.found(query.columns, values) {
            return try rows.compactMap { try $0.record() }
        }
        let found = try rows(query)
        if query.limit == nil { known.remember(found, query.columns, values, in: columns) }
        return try found.compactMap { try $0.record() }
    }

    /// An index knows the keys of its rows: those that are known are not looked for again.
    private func rows<Record: PlanRecord>(_ query: Query<Record>) throws -> [KnownRow] {
        let isOfKey = query.columns == Array(columns.prefix(query.columns.count))
        guard !isOfKey else {
            return try rows(statement(for: query) { SQLText.select(query) }, query.values)
        }
        var keys: [RowKey] = []
        try runner.forEachRow(statement(for: query) { SQLText.keys(query) }, query.values, table: table) { row in
            keys.append(RowKey(try values(row, 0..<keyCount)))
        }
        return try keys.map { try row(of: Record.self, $0) }
    }

    private func statement<Record: PlanRecord>(for query: Query<Record>, _ text: () -> String) throws -> Statement {
        if let known = selecting.first(where: { $0.limit == query.limit && $0.columns == query.columns }) {
            return known.statement
        }
        let statement = try runner.statement(text())
        selecting.append((query.columns, query.limit, statement))
        return statement
    }

    /// What a statement of the store's own finds.
    func records<Record: PlanRecord>(_ sql: String, _ values: [RowValue]) throws -> [Record] {
        try rows(runner.statement(sql), values).compactMap { try $0.record() }
    }

    /// Hands out all rows in the order of their keys, and remembers none.
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws {
        var failure: (any Error)?
        do {
            let statement = try runner.statement(SQLText.select(Query(type, where: [], are: [])))
            try runner.forEachRow(statement, [], table: table) { row in
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

    /// What a query finds. Of rows that are known already only the key is read.
    private func rows(_ statement: Statement, _ values: [RowValue]) throws -> [KnownRow] {
        var found: [KnownRow] = []
        try runner.forEachRow(statement, values, table: table) { row throws(StoreError) in
            let key = RowKey(try self.values(row, 0..<keyCount))
            if let known = known[key], known.row != nil { return found.append(known) }
            let new = KnownRow(try self.values(row, 0..<columns.count))
            known.remember(new, key)
            found.append(new)
        }
        return found
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

    // MARK: Changing

    func insert<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let statement = try inserting ?? runner.statement(SQLText.insert(Record.self))
        inserting = statement
        try runner.change(statement, row, table: table)
        known.hasComeOrGone(row)
        keep(record, row)
    }

    /// Throws `.notFound` when there is no such row.
    func update<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        let key = Array(row[..<keyCount])
        if let known = known[RowKey(key)] {
            guard known.row != nil else { throw StoreError.notFound(table: table) }
            return try change(known, to: row, record)
        }
        let statement = try runner.statement(SQLText.update(Record.self))
        guard try runner.changeNow(statement, Array(row[keyCount...]) + key, table: table) == 1 else {
            throw StoreError.notFound(table: table)
        }
        known.forgetQueries()
        keep(record, row)
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        let row = record.row
        if let known = known[RowKey(Array(row[..<keyCount]))] {
            if known.row == nil { return try insert(record) }
            return try change(known, to: row, record)
        }
        try runner.change(runner.statement(SQLText.upsert(Record.self)), row, table: table)
        known.forgetQueries()
        keep(record, row)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        let rowKey = RowKey(key)
        let old = known[rowKey]
        if let old, old.row == nil { return }
        try runner.change(runner.statement(SQLText.delete(type)), key, table: table)
        late.removeAll { $0 === old }
        if let row = old?.row { known.hasComeOrGone(row) } else { known.forgetQueries() }
        known.remember(KnownRow(nil), rowKey)
    }

    /// Writes what waits for the end of the transaction.
    func finish() throws {
        for row in late { try row.write?() }
        late = []
    }

    private func change<Record: PlanRecord>(_ known: KnownRow, to row: [RowValue], _ record: Record) throws {
        guard let old = known.row else { return }
        if !isWrittenOften {
            try write(old, to: row, Record.self)
        } else if known.write == nil {
            late.append(known)
            known.write = { [unowned self, unowned known] in
                if let row = known.row { try write(old, to: row, Record.self) }
            }
        }
        self.known.hasChanged(old, to: row)
        known.set(row, record)
    }

    /// Writes the columns that are not what they were.
    private func write<Record: PlanRecord>(_ old: [RowValue], to new: [RowValue], _ type: Record.Type) throws {
        precondition(new.count <= UInt64.bitWidth, "a bit for each column")
        var changes: UInt64 = 0
        var values: [RowValue] = []
        for column in keyCount..<new.count where old[column] != new[column] {
            changes |= 1 << UInt64(column)
            values.append(new[column])
        }
        guard changes != 0 else { return }
        let statement = try updating[changes] ?? runner.statement(SQLText.update(type, columns: changes))
        updating[changes] = statement
        values += new[..<keyCount]
        try runner.change(statement, values, table: table)
    }

    private func keep<Record: PlanRecord>(_ record: Record, _ row: [RowValue]) {
        let key = RowKey(Array(row[..<keyCount]))
        guard !isWrittenOnce else { return known.forget(key) }
        let new = KnownRow(nil)
        new.set(row, record)
        known.remember(new, key)
    }
}
