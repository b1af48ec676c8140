import GRDB
import Plans

/// A reader that can hand out the rows of a table one by one, so that an export needs no more memory for a large table than for a small.
protocol RecordStreaming: AnyObject {
    /// All records of a type, in the order of their keys.
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws
}

extension SQLiteTransaction: RecordStreaming {
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws {
        let cursor: RowCursor
        do {
            cursor = try Row.fetchCursor(database, sql: SQLText.select(Query(type, where: [], are: [])))
        } catch {
            throw StoreError(error, table: type.table)
        }
        while let row = try next(cursor, type) {
            try body(Record(row: type.columns.indices.map { try RowValue(row[$0] as DatabaseValue, type, $0) }))
        }
    }

    private func next<Record: PlanRecord>(_ cursor: RowCursor, _ type: Record.Type) throws -> Row? {
        do {
            return try cursor.next()
        } catch {
            throw StoreError(error, table: type.table)
        }
    }
}
