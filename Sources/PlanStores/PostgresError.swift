import Plans

/// Why a statement failed.
struct PostgresError: Error {
    /// Five characters by which the SQL standard and PostgreSQL tell errors apart; empty when the error is libpq's own.
    let sqlState: String
    /// The server's primary message. Details and hints, which hold values of rows, are left behind.
    let message: String

    /// Whether the transaction has lost against another one that ran beside it, and may be tried again.
    var isConflict: Bool { ["40001", "40P01"].contains(sqlState) }

    /// The same in our words.
    func inTable(_ table: String) -> StoreError {
        switch sqlState {
        case "23505": .uniqueViolation(table: table)
        // Lost against others again and again, waited too long for a lock, or was cancelled.
        case "40001", "40P01", "55P03", "57014": .busy
        // The messages of class 22, values that no column takes, hold them.
        case let state where state.hasPrefix("23") || state.hasPrefix("22"): .constraintViolation(table: table)
        default: .unavailable(message)
        }
    }
}
