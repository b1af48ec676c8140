import GRDB
public import Plans

extension SQLiteStore {
    /// Copies the store, as it is at one moment, into a file that is not there yet; others go on working meanwhile.
    ///
    /// The copy is one file without a log beside it. Throws `.unavailable` when it cannot be written.
    public func backup(to path: String) throws(StoreError) {
        do {
            let copy = try DatabaseQueue(path: path)
            try database.backup(to: copy)
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
        } catch {
            throw StoreError(error, table: "")
        }
    }

    /// What is wrong with the file, its references and its records; nothing when all is well. At most 20 findings for each rule.
    public func audit() throws(StoreError) -> [StoreAudit.Finding] {
        do {
            return try database.read { database in
                var findings = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
                    .filter { $0 != "ok" }
                    .map { StoreAudit.Finding(rule: "file-is-intact", subject: $0) }
                findings += try String.fetchAll(
                    database,
                    sql: "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check"
                )
                .map { StoreAudit.Finding(rule: "references-exist", subject: $0) }
                for rule in StoreAudit.rules {
                    findings += try Self.subjects(breaking: rule, database)
                        .map { StoreAudit.Finding(rule: rule.name, subject: $0) }
                }
                return findings
            }
        } catch {
            throw StoreError(error, table: "")
        }
    }

    private static func subjects(breaking rule: StoreAudit.Rule, _ database: Database) throws -> [String] {
        do {
            return try String.fetchAll(database, sql: "\(rule.query) LIMIT 20")
        } catch let error as DatabaseError where error.message == "integer overflow" {
            // Amounts whose sum has more than 64 bits are not those of any money.
            return ["a sum is out of range"]
        }
    }
}
