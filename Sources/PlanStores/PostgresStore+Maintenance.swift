public import Plans

extension PostgresStore {
    /// What is wrong with the records; nothing when all is well. At most 20 findings for each rule. Files and references are the
    /// server's own business.
    public func audit() throws -> [StoreAudit.Finding] {
        try read { reader in
            guard let transaction = reader as? PostgresTransaction else { return [] }
            return try StoreAudit.rules.flatMap { rule in
                try transaction.texts("\(rule.query) LIMIT 20").map { StoreAudit.Finding(rule: rule.name, subject: $0) }
            }
        }
    }

    /// Removes a schema with all that is in it, if it is there; there is no way back.
    ///
    /// - Throws: `.busy` when somebody uses it, and what opening a store throws.
    public static func remove(location: String, schema: String) throws(StoreError) {
        let connection = try PostgresConnection(location)
        do throws(PostgresError) {
            try connection.run("SET lock_timeout = '10s'")
            try connection.run("DROP SCHEMA IF EXISTS \(PostgresText.name(schema)) CASCADE")
        } catch {
            throw error.inTable("")
        }
    }

    /// Why no store can be opened on a machine without PostgreSQL's client library.
    public static var notInstalled: StoreError { PostgresConnection.notInstalled }
}
