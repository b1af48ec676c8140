import Plans

/// Makes a store of a schema, or brings it up to date, in one transaction; processes that come at the same time wait for each other.
struct PostgresMigration {
    let schema: String
    /// Whether a schema that is not there, or empty, becomes a store.
    let makes: Bool

    /// Holds the version, in one row, and tells a store from any other schema.
    private static let versionTable = "esimctl_store"
    /// "eSIM", as in a SQLite file.
    private static let lock = 0x6553_494D

    /// Throws `PostgresError` and `StoreError`.
    func run(_ connection: PostgresConnection) throws {
        // What others have committed while we waited for the lock has to be seen.
        try connection.run("BEGIN ISOLATION LEVEL READ COMMITTED")
        do {
            try connection.run("SELECT pg_advisory_xact_lock(\(Self.lock))")
            try migrate(connection)
            try connection.run("COMMIT")
        } catch {
            _ = try? connection.run("ROLLBACK")
            throw error
        }
    }

    private func migrate(_ connection: PostgresConnection) throws {
        guard try connection.run("SELECT 1 WHERE current_setting('server_encoding') = 'UTF8'").count == 1 else {
            throw StoreError.unavailable("the encoding of the database is not UTF8")
        }
        let known = Schema.current
        let version = try version(connection)
        guard version <= known else { throw StoreError.newer(version: version, known: known) }
        guard version < known else { return }
        for statement in Schema.versions[version...].joined() {
            try connection.run(PostgresText.definition(statement))
        }
        try connection.run("DELETE FROM \(Self.versionTable)")
        try connection.run("INSERT INTO \(Self.versionTable) VALUES(\(known))")
    }

    /// The version of the store, which is made, and has version 0, if there is none.
    private func version(_ connection: PostgresConnection) throws -> Int {
        let name = [RowValue.text(schema)]
        let isThere = try connection.run("SELECT 1 FROM pg_namespace WHERE nspname = ?", name).count == 1
        let objects = try connection.run(
            """
            SELECT CASE WHEN relname = '\(Self.versionTable)' THEN 1 ELSE 0 END FROM pg_class \
            JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = ? ORDER BY 1 DESC LIMIT 1
            """,
            name
        )
        if objects.count == 0 {
            guard makes else { throw StoreError.notAStore }
            if !isThere { try connection.run("CREATE SCHEMA \(PostgresText.name(schema))") }
            try connection.run("CREATE TABLE \(Self.versionTable)(version BIGINT NOT NULL)")
            return 0
        }
        guard objects.number == 1 else { throw StoreError.notAStore }
        guard let version = try connection.run("SELECT version FROM \(Self.versionTable)").number, version > 0 else {
            throw StoreError.notAStore
        }
        return Int(version)
    }
}
