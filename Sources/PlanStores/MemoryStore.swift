public import Plans
import Synchronization

/// A store in memory, for tests and simulations: the same rules as the others, and nothing is kept.
///
/// Transactions follow one another, those that read too; a body must not ask the store for another one.
public final class MemoryStore: PlanStore {
    private let tables = Mutex(MemoryTables())

    public init() {}

    /// Runs a body on a consistent state.
    public func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result {
        try withTransaction(body)
    }

    /// Runs a body whose changes are kept when it returns.
    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try withTransaction(body)
    }

    private func withTransaction<Result>(_ body: (MemoryTransaction) throws -> Result) throws -> Result {
        var result: Result?
        try tables.withLock { tables in
            // Moved, not copied: a copy would have to be made of each table that changes.
            let transaction = MemoryTransaction(tables)
            tables = MemoryTables(tables: [])
            defer { tables = transaction.tables }
            do {
                result = try body(transaction)
                transaction.tables.keep()
            } catch {
                transaction.tables.undo()
                throw error
            }
        }
        guard let result else { throw StoreError.unavailable("no transaction") }
        return result
    }
}
