import GRDB
public import Plans
import SystemPackage

/// Plan records in one SQLite file, through GRDB.
///
/// A commit is on the disk when `write` returns (WAL, `synchronous=FULL`). Any number of processes may use the file; they take turns
/// to write, and one that waits longer than ten seconds gets `StoreError.busy`.
public final class SQLiteStore: PlanStore {
    /// What a commit survives.
    public enum Durability: String, Sendable {
        /// The loss of power.
        case full = "FULL"
        /// The end of the process, no more: for simulations and trials.
        case process = "OFF"
    }

    let database: DatabaseQueue
    private let durability: Durability

    /// How long the log grows before it is written back, in pages of 4 kB.
    private static let pagesInLog = 8192
    /// The most memory that pages take, in kB.
    private static let cacheKilobytes = 65_536

    /// Marks a file as ours (`application_id`): "eSIM".
    private static let applicationID: Int64 = 0x6553_494D

    /// Opens a store, makes it when there is none, and brings one of an older version up to date.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - durability: What a commit survives.
    ///   - makes: Whether an empty file becomes a store; else it is none.
    /// - Throws: `.newer` for a store of a newer program, `.notAStore` for any other file, `.unavailable` when it cannot be opened.
    public init(path: String, durability: Durability = .full, makes: Bool = true) throws(StoreError) {
        self.durability = durability
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // Pages that every transaction changes go to the file once for many of them, and those of a batch are read once.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.pagesInLog)")
            try database.execute(sql: "PRAGMA cache_size = -\(Self.cacheKilobytes)")
        }
        do {
            // Before anything is written into it: turning the log on makes a database of an empty file.
            guard try makes || Stat(FilePath(path)).size > 0 else { throw StoreError.notAStore }
            database = try DatabaseQueue(path: path, configuration: configuration)
            // Not before: GRDB makes it NORMAL itself when it turns the log on, which would lose the last commits with the power.
            try database.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
            }
            try Self.migrate(database, makes: makes)
        } catch {
            throw StoreError(error, table: "")
        }
    }

    private static func migrate(_ queue: DatabaseQueue, makes: Bool) throws {
        try queue.writeWithoutTransaction { database in
            let known = Schema.current
            let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
            let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
            let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            guard isEmpty ? makes : application == applicationID else { throw StoreError.notAStore }
            guard version <= known else { throw StoreError.newer(version: version, known: known) }
            guard version < known else { return try Self.writeEstimates(database, anew: false) }
            try database.inTransaction(.immediate) {
                // Another process may have done it meanwhile.
                let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                for statements in Schema.versions[version...] {
                    for statement in statements {
                        // A table without row ids is one tree instead of two.
                        let isTable = statement.hasPrefix("CREATE TABLE")
                        try database.execute(sql: isTable ? statement + " WITHOUT ROWID" : statement)
                    }
                }
                try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                try database.execute(sql: "PRAGMA user_version = \(known)")
                return .commit
            }
            try Self.writeEstimates(database, anew: true)
        }
    }

    /// Reads a consistent state.
    public func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result {
        do {
            return try database.read { try body(SQLiteTransaction($0)) }
        } catch let error as DatabaseError {
            throw StoreError(error, table: "")
        }
    }

    /// Runs one transaction.
    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try write(durability, defersChanges: false, body)
    }

    /// Runs one transaction whose changes are carried out on another thread while it goes on.
    public func writeMany<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try write(durability, defersChanges: true, body)
    }

    /// Runs one transaction that the end of the process leaves as it is; it is on the disk when the next one of `write` is.
    public func writeUntilPowerFails<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try write(.process, defersChanges: true, body)
    }

    private func write<Result>(
        _ wanted: Durability,
        defersChanges: Bool,
        _ body: (any PlanTransaction) throws -> Result
    ) throws -> Result {
        do {
            return try database.writeWithoutTransaction { database in
                let isLess = wanted != durability
                if isLess { try database.execute(sql: "PRAGMA synchronous = NORMAL") }
                var result: Result?
                let ending = Swift.Result {
                    try database.inTransaction(.immediate) {
                        let transaction = SQLiteTransaction(database, defersChanges: defersChanges)
                        // Before anything is rolled back, or after all is done.
                        defer { transaction.runner.giveUp() }
                        result = try body(transaction)
                        try transaction.finish()
                        return .commit
                    }
                }
                if isLess { try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)") }
                try ending.get()
                guard let result else { throw StoreError.unavailable("no transaction") }
                return result
            }
        } catch let error as DatabaseError {
            throw StoreError(error, table: "")
        }
    }

    /// What SQLite itself finds wrong with the file; `ok` when it is sound.
    public func integrityCheck() throws -> String {
        try database.read { try String.fetchAll($0, sql: "PRAGMA integrity_check").joined(separator: "\n") }
    }

    /// Writes the log back into the file and lets both go.
    public func close() throws {
        try database.close()
    }
}

extension StoreError {
    /// A driver's error in our words; no value of a row is in them.
    init(_ error: any Error, table: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError:
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
                self = .uniqueViolation(table: table)
            case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_FOREIGNKEY, .SQLITE_CONSTRAINT_NOTNULL:
                self = .constraintViolation(table: table)
            default:
                switch error.resultCode {
                case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
                case .SQLITE_NOTADB: self = .notAStore
                case .SQLITE_CONSTRAINT: self = .constraintViolation(table: table)
                default:
                    // A backup names the code, but its message may be one of a connection on which nothing has failed.
                    let message = error.message == "not an error" ? nil : error.message
                    let ofCode = DatabaseError(resultCode: error.resultCode).message
                    self = .unavailable(message ?? ofCode ?? "\(error.resultCode)")
                }
            }
        default: self = .unavailable(String(describing: type(of: error)))
        }
    }
}
