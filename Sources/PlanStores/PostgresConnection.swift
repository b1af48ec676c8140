internal import CPostgreSQL
import Plans

/// One session of a PostgreSQL server, and the statements that are prepared in it.
///
/// It blocks, and is used by one thread at a time. When the server has gone away it stays closed (`isOpen`).
@safe final class PostgresConnection {
    private let connection: OpaquePointer
    /// Names of prepared statements, by the text that the store has for them.
    private var prepared: [String: String] = [:]

    /// Connects.
    ///
    /// - Throws: `.unavailable`, in which nothing of `location` is repeated.
    init(_ location: String) throws(StoreError) {
        guard CPostgreSQL_load() == CPostgreSQL_ok else { throw Self.notInstalled }
        guard !location.utf8.contains(0), unsafe CPostgreSQL_understands(location) != 0 else {
            throw .unavailable("the connection string cannot be understood")
        }
        guard let connection = unsafe CPostgreSQL_connect(location) else { throw .unavailable("out of memory") }
        unsafe self.connection = connection
        guard isOpen else {
            let reason = unsafe CPostgreSQL_reason(connection).map { unsafe String(cString: $0) }
            throw .unavailable(Self.redacted(reason ?? "", of: location))
        }
    }

    deinit {
        unsafe CPostgreSQL_close(connection)
    }

    /// Why there is no PostgreSQL on a machine without its client library.
    static let notInstalled = StoreError.unavailable("libpq.so.5 is not installed")

    /// Whether the server is there, as far as the last statement tells.
    var isOpen: Bool { unsafe CPostgreSQL_isOpen(connection) != 0 }

    /// Whether a transaction is under way, failed or not.
    var isInTransaction: Bool { unsafe CPostgreSQL_isInTransaction(connection) != 0 }

    /// Runs statements of ours that have no parameters. Gives what the last of them found.
    @discardableResult
    func run(_ statements: String) throws(PostgresError) -> PostgresRows {
        try unsafe rows(CPostgreSQL_run(connection, statements))
    }

    /// Runs a statement with a `?` for each of the values; it is prepared when it comes for the first time.
    func run(_ sql: String, _ values: [RowValue]) throws(PostgresError) -> PostgresRows {
        let name = try name(of: sql)
        let parameters = try PostgresParameters(values)
        let result = unsafe parameters.withPointers { pointers in
            unsafe CPostgreSQL_runPrepared(connection, name, Int32(values.count), pointers)
        }
        return try unsafe rows(result)
    }

    /// The name of a prepared statement.
    private func name(of sql: String) throws(PostgresError) -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        _ = try unsafe rows(CPostgreSQL_prepare(connection, name, PostgresText.statement(sql)))
        prepared[sql] = name
        return name
    }

    private func rows(_ result: OpaquePointer?) throws(PostgresError) -> PostgresRows {
        guard let result = unsafe result else { throw PostgresError(sqlState: "", message: "out of memory") }
        let rows = unsafe PostgresRows(result)
        if let error = rows.error {
            // Whether the server's farewell is heard, or libpq finds nobody there, is chance.
            let isGone = !isOpen || error.sqlState.isEmpty
            throw isGone ? PostgresError(sqlState: "", message: "the connection broke") : error
        }
        return rows
    }

    /// libpq's words for why there is no connection, without what it quotes: that may be any piece of a location that was written
    /// wrongly, of its password too.
    private static func redacted(_ reason: String, of location: String) -> String {
        let generic = "the server cannot be reached"
        let hasQuotationMarks = location.contains("\"") || location.contains("%22")
        guard !hasQuotationMarks, reason.utf8.allSatisfy({ $0 < 0x80 }) else { return generic }
        let parts = reason.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else { return generic }
        let words = parts.enumerated().map { $0.offset % 2 == 0 ? String($0.element) : "…" }.joined(separator: "\"")
        // What follows in other lines asks whether the server is running, or tells the same of its other addresses.
        return words.split(separator: "\n").first.map(String.init) ?? generic
    }
}
