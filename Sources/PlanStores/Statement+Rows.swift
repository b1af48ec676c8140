import GRDB
import GRDBSQLite
import Plans

// Values go in and out without GRDB's own, which take several times as long as SQLite itself for rows of forty columns.

extension Statement {
    /// Carries out a statement that gives no rows. Throws `DatabaseError`.
    func run(_ values: [RowValue], _ texts: BoundTexts, _ database: Database) throws {
        defer { unsafe _ = sqlite3_reset(sqliteStatement) }
        try texts.bind(values, to: self, database)
        while try step(database) {}
    }

    /// Stands on each of the rows that a statement gives, in turn; `value(_:)` reads it. Throws `DatabaseError`, and what the body throws.
    ///
    /// The body runs no statement of the same `texts`.
    func forEachRow(
        _ values: [RowValue],
        _ texts: BoundTexts,
        _ database: Database,
        _ body: (Statement) throws -> Void
    ) throws {
        defer { unsafe _ = sqlite3_reset(sqliteStatement) }
        try texts.bind(values, to: self, database)
        while try step(database) { try body(self) }
    }

    /// Whether there is another row.
    private func step(_ database: Database) throws -> Bool {
        switch unsafe sqlite3_step(sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure(database)
        }
    }

    func failure(_ database: Database) -> DatabaseError {
        let connection = unsafe database.sqliteConnection
        let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }
        let code = unsafe sqlite3_extended_errcode(connection)
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }

    /// What a column of the row holds on which the statement stands; `nil` for what no column of ours holds.
    func value(_ column: Int32) -> RowValue? {
        switch unsafe sqlite3_column_type(sqliteStatement, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(sqliteStatement, column))
        case SQLITE_TEXT:
            let start = unsafe sqlite3_column_text(sqliteStatement, column)
            let count = unsafe Int(sqlite3_column_bytes(sqliteStatement, column))
            return unsafe .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        default: return nil
        }
    }
}
