public import Plans
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Plan records in a schema of a PostgreSQL database, through libpq, which is loaded when the first store is opened.
///
/// It has one connection, a session of its own, which its transactions use one after another; a body must not ask the store for
/// another one. Any number of processes may use the schema at once: every transaction is serializable, and one that has lost against
/// another is run again; after ten seconds of that, or of waiting for a lock, it is given up with `StoreError.busy`.
///
/// A commit is on the server's disk when `write` returns, unless the server was told to lie (`fsync = off`). When the connection
/// breaks while a commit is under way, `StoreError.unavailable` leaves open whether it has happened. A text with U+0000 in it,
/// which PostgreSQL does not keep, is a `.constraintViolation`.
public final class PostgresStore: PlanStore {
    /// What a commit survives.
    public enum Durability: Sendable {
        /// The loss of power.
        case full
        /// The end of the process that asks for it: for simulations and trials.
        case process
    }

    /// The session, as nobody but the holder of the lock sees it.
    private struct Session: @unchecked Sendable {
        // Safe: only one thread at a time has the lock, and a transaction ends before it is given back.
        var connection: PostgresConnection?
    }

    private let location: String
    private let schema: String
    private let durability: Durability
    private let session = Mutex(Session())

    /// Opens a store, makes it when there is none, and brings one of an older version up to date.
    ///
    /// - Parameters:
    ///   - location: Where the database is, as libpq wants it: `host=… dbname=…`, or `postgresql://…`. It may hold a password, and no
    ///     error repeats anything of it.
    ///   - schema: The schema that is the store, at most 63 bytes; it has nothing else in it.
    ///   - durability: What a commit survives.
    ///   - makes: Whether a schema that is not there, or empty, becomes a store; else it is none.
    /// - Throws: `.newer` for a store of a newer program, `.notAStore` for a schema with other things in it, `.busy`,
    ///   `.unavailable` when libpq or the server is not there.
    public init(
        location: String,
        schema: String,
        durability: Durability = .full,
        makes: Bool = true
    ) throws(StoreError) {
        // The server would cut off what is longer, and take two stores for one.
        guard (1...63).contains(schema.utf8.count), !schema.utf8.contains(0) else {
            throw .unavailable("the name of a schema has 1 to 63 bytes")
        }
        (self.location, self.schema, self.durability) = (location, schema, durability)
        let connection = try connect()
        do {
            try PostgresMigration(schema: schema, makes: makes).run(connection)
        } catch let error as PostgresError {
            throw error.inTable("")
        } catch {
            throw error as? StoreError ?? .unavailable("no migration")
        }
        session.withLock { $0.connection = connection }
    }

    private func connect() throws(StoreError) -> PostgresConnection {
        let connection = try PostgresConnection(location)
        do {
            try connection.run("SET search_path TO \(PostgresText.name(schema))")
            try connection.run("SET lock_timeout = '10s'; SET standard_conforming_strings = on")
            switch durability {
            // Stronger settings than `on` stay what they are.
            case .full:
                try connection.run(
                    """
                    SELECT set_config('synchronous_commit', 'on', false) \
                    WHERE current_setting('synchronous_commit') = 'off'
                    """
                )
            case .process: try connection.run("SET synchronous_commit = off")
            }
        } catch {
            throw error.inTable("")
        }
        return connection
    }

    // MARK: Transactions

    /// Reads a consistent state.
    public func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result {
        try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY") { try body($0) }
    }

    /// Runs one transaction.
    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE") { try body($0) }
    }

    /// Runs one transaction that the end of the process leaves as it is; it is on the disk when the next one of `write` is.
    public func writeUntilPowerFails<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try transaction("BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL synchronous_commit = off") { try body($0) }
    }

    /// Waits for as long as this, in all, for others.
    private static let patience = Duration.seconds(10)

    private func transaction<Result>(
        _ beginning: String,
        _ body: (PostgresTransaction) throws -> Result
    ) throws -> Result {
        var result: Result?
        try session.withLock { session in
            let end = ContinuousClock.now + Self.patience
            for attempt in 0... {
                let connection = try begin(beginning, &session)
                switch attemptOnce(connection, body) {
                case .success(let value):
                    result = value
                    return
                case .failure(.refused(let error)): throw error
                case .failure(.conflict):
                    guard ContinuousClock.now < end else { throw StoreError.busy }
                    // At different times, or the same ones would meet again.
                    usleep(.random(in: 0...UInt32(min(50_000, 500 << min(attempt, 7)))))
                }
            }
        }
        guard let result else { throw StoreError.unavailable("no transaction") }
        return result
    }

    private enum Ending: Error {
        case conflict
        case refused(any Error)
    }

    private func attemptOnce<Result>(
        _ connection: PostgresConnection,
        _ body: (PostgresTransaction) throws -> Result
    ) -> Swift.Result<Result, Ending> {
        let transaction = PostgresTransaction(connection)
        let outcome = Swift.Result { try body(transaction) }
        do throws(PostgresError) {
            if case .success(let value) = outcome, transaction.failure == nil {
                try connection.run("COMMIT")
                return .success(value)
            }
            if connection.isOpen { try connection.run("ROLLBACK") }
        } catch {
            guard transaction.failure == nil, case .success = outcome else { return Self.ending(transaction, outcome) }
            if connection.isOpen, connection.isInTransaction { _ = try? connection.run("ROLLBACK") }
            return .failure(error.isConflict ? .conflict : .refused(error.inTable("")))
        }
        return Self.ending(transaction, outcome)
    }

    /// What becomes of a transaction that was rolled back. A body that has gone on after a failure has not saved it.
    private static func ending<Result>(
        _ transaction: PostgresTransaction,
        _ outcome: Swift.Result<Result, any Error>
    ) -> Swift.Result<Result, Ending> {
        if transaction.failure?.cause.isConflict == true { return .failure(.conflict) }
        if case .failure(let error) = outcome { return .failure(.refused(error)) }
        return .failure(.refused(transaction.failure?.error ?? .unavailable("no transaction")))
    }

    /// Begins a transaction, in a new session when the old one has broken meanwhile: nothing was done yet that could be lost.
    private func begin(_ beginning: String, _ session: inout Session) throws(StoreError) -> PostgresConnection {
        if let connection = session.connection, connection.isOpen {
            do {
                try connection.run(beginning)
                return connection
            } catch {
                guard !connection.isOpen else { throw error.inTable("") }
            }
        }
        let connection = try connect()
        session.connection = connection
        do {
            try connection.run(beginning)
        } catch {
            throw error.inTable("")
        }
        return connection
    }

    /// Ends the session. The store can be used again: that begins another one.
    public func close() {
        session.withLock { $0.connection = nil }
    }
}
