import GRDB
import Plans

/// Runs the statements of one transaction, each when its turn has come: changes at once, or while the transaction goes on.
final class StatementRunner {
    private let database: Database
    private let texts = BoundTexts()
    private let background: BackgroundChanges?

    /// With `defersChanges` what the store refuses may be said later, at the latest by `finish()`.
    init(_ database: Database, defersChanges: Bool) {
        self.database = database
        background = defersChanges ? BackgroundChanges(database) : nil
    }

    /// A statement of GRDB's, which keeps them.
    func statement(_ sql: String) throws -> Statement {
        try finish()
        return try database.cachedStatement(sql: sql)
    }

    /// Carries out a change, or sees to it that it will be.
    func change(_ statement: Statement, _ values: [RowValue], table: String) throws {
        if let background { return try background.add(statement, values, table: table) }
        do {
            try statement.run(values, texts, database)
        } catch {
            throw StoreError(error, table: table)
        }
    }

    /// Carries out a change at once. Returns how many rows it was of.
    func changeNow(_ statement: Statement, _ values: [RowValue], table: String) throws -> Int {
        try finish()
        do {
            try statement.run(values, texts, database)
            return database.changesCount
        } catch {
            throw StoreError(error, table: table)
        }
    }

    /// Stands on each row that a query gives, all changes before it carried out. The body runs no statement.
    func forEachRow(
        _ statement: Statement,
        _ values: [RowValue],
        table: String,
        _ body: (Statement) throws -> Void
    ) throws {
        try finish()
        do {
            try statement.forEachRow(values, texts, database, body)
        } catch {
            throw StoreError(error, table: table)
        }
    }

    /// What a query gives that is about no records.
    func instant(_ sql: String, _ arguments: [String]) throws -> Instant? {
        try Int64.fetchOne(statement(sql), arguments: StatementArguments(arguments)).map(Instant.init(seconds:))
    }

    /// Carries out what is left to do. Throws what the store refuses.
    func finish() throws { try background?.finish() }

    /// Carries out nothing more.
    func giveUp() { background?.giveUp() }
}
