import GRDB
import GRDBSQLite
import Plans

/// The texts that the statement in hand is bound to: SQLite reads them where they are, until it is reset.
///
/// There is one statement in hand at a time for each of these.
@safe final class BoundTexts {
    private var bytes: UnsafeMutableRawBufferPointer

    init() {
        unsafe bytes = .allocate(byteCount: 4096, alignment: 1)
    }

    deinit {
        unsafe bytes.deallocate()
    }

    /// Binds all parameters of a statement. Throws `DatabaseError`.
    func bind(_ values: [RowValue], to statement: Statement, _ database: Database) throws {
        makeRoom(for: values)
        let statementPointer = unsafe statement.sqliteStatement
        var used = 0
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code: Int32
            switch value {
            case .null: code = unsafe sqlite3_bind_null(statementPointer, place)
            case .integer(let number): code = unsafe sqlite3_bind_int64(statementPointer, place, number)
            case .text(var text):
                let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[used...])
                let count = text.withUTF8 { source in
                    unsafe rest.copyMemory(from: UnsafeRawBufferPointer(source))
                    return source.count
                }
                let start = unsafe rest.baseAddress?.assumingMemoryBound(to: CChar.self)
                // Without a destructor: SQLite does not copy it.
                code = unsafe sqlite3_bind_text(statementPointer, place, start, Int32(count), nil)
                used += count
            }
            guard code == SQLITE_OK else { throw statement.failure(database) }
        }
    }

    /// Before the first is bound: texts that move are no longer where SQLite reads them. One byte more than they need, so that the
    /// empty text at the end has a place too: without one it would be NULL.
    private func makeRoom(for values: [RowValue]) {
        let needed = values.reduce(1) { sum, value in
            if case .text(let text) = value { sum + text.utf8.count } else { sum }
        }
        guard unsafe needed > bytes.count else { return }
        unsafe bytes.deallocate()
        unsafe bytes = .allocate(byteCount: needed * 2, alignment: 1)
    }
}
