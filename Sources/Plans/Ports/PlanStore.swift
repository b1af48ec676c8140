/// Where plan records are kept: SQLite, PostgreSQL, or memory in tests and simulations.
///
/// All functions may call their body again after a conflict, so a body has no effect but on the transaction.
public protocol PlanStore: Sendable {
    /// Reads a consistent state.
    func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result

    /// Reads and changes in one transaction: all of it is kept when the body returns, nothing of it when the body throws.
    ///
    /// When it returns, the changes survive a crash.
    func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result

    /// The same, for many changes: the store may carry them out while the body goes on, and throw what it refuses when it comes to
    /// that, at the latest in the end.
    func writeMany<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result

    /// As `writeMany`, but a loss of power may take the changes back, all of them or none, unless a later `write` has returned.
    ///
    /// It is for leases: they save others work, and whoever holds one is gone with the power too.
    func writeUntilPowerFails<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result
}

extension PlanStore {
    public func writeMany<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try write(body)
    }

    public func writeUntilPowerFails<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try write(body)
    }
}

/// Reads records. Functions throw `StoreError`.
public protocol PlanReader: AnyObject {
    /// The record with this key; `nil` when there is none.
    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record?

    /// The records that a query asks for, in the order of their keys.
    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record]

    /// What is due at `now`, the earliest first, then by priority and key, not what a worker holds.
    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer]

    /// The messages to be delivered at `now`, in the order in which they were made.
    func dueMessages(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [OutboxMessage]

    /// The earliest instant at which a timer or a message that is not due at `now` becomes so; `nil` when there is none.
    func nextDue(after now: Instant, of tenant: TenantID?) throws -> NextDue
}

/// When there is something to do next.
public struct NextDue: Hashable, Sendable {
    /// The earliest timer, leases reckoned in.
    public var timer: Instant?
    /// The earliest timer of work that is already under way: leased, or waiting for a gateway or another try.
    public var recovery: Instant?
    /// The earliest message.
    public var message: Instant?

    public init(timer: Instant? = nil, recovery: Instant? = nil, message: Instant? = nil) {
        self.timer = timer
        self.recovery = recovery
        self.message = message
    }
}

/// Changes records. Functions throw `StoreError`, and the transaction is then given up.
///
/// The store refuses what no caller may do, however it came about: a second live mandate of a line, a second charge of a
/// cycle, a balance below zero, more refunded than charged (`StoreError.uniqueViolation`, `.constraintViolation`).
public protocol PlanTransaction: PlanReader {
    /// Whether changes are carried out while the body goes on, and what is read in between has to wait for them: then it is better to
    /// read beforehand.
    var defersChanges: Bool { get }

    /// Adds a record; throws `.uniqueViolation` when one with its key is there.
    func insert<Record: PlanRecord>(_ record: Record) throws

    /// Replaces the record that has the key of this one; throws `.notFound` when there is none.
    func update<Record: PlanRecord>(_ record: Record) throws

    /// Adds a record, or replaces the one that has its key.
    func upsert<Record: PlanRecord>(_ record: Record) throws

    /// Removes the record with this key, if it is there.
    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws
}

extension PlanTransaction {
    public var defersChanges: Bool { false }
}

/// Records of which some columns have given values.
public struct Query<Record: PlanRecord>: Hashable, Sendable {
    /// The columns; one of `Record.indexes`, or the beginning of its key.
    public var columns: [String]
    public var values: [RowValue]
    /// At most so many.
    public var limit: Int?

    public init(_ type: Record.Type, where columns: [String], are values: [RowValue], limit: Int? = nil) {
        self.columns = columns
        self.values = values
        self.limit = limit
    }
}

/// Why a store did not do what it was asked.
public enum StoreError: Error, Hashable, Sendable {
    /// There is a record already with which this one cannot be: the table, and what must be unique.
    case uniqueViolation(table: String)
    /// The record breaks a rule of its table.
    case constraintViolation(table: String)
    /// There is no such record.
    case notFound(table: String)
    /// A record cannot be read: which table and column.
    case corrupt(table: String, column: String)
    /// Another process keeps the store busy.
    case busy
    /// The store was made by a newer program: its version and the newest that we know.
    case newer(version: Int, known: Int)
    /// The file is no store.
    case notAStore
    /// The disk is full, the file cannot be opened, the connection broke: the driver's own words, no row in them.
    case unavailable(String)
}
