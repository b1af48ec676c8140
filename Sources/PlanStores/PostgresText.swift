/// What PostgreSQL wants said otherwise than SQLite. Values are never part of it, and none of our statements has a `?` in quotes.
enum PostgresText {
    /// A statement with its places for values numbered.
    ///
    /// A plus sign before a column, which keeps SQLite from an index, is no operator on texts here, and not needed.
    static func statement(_ sql: String) -> String {
        var text = ""
        var count = 0
        for part in sql.replacing("AND +", with: "AND ").split(separator: "?", omittingEmptySubsequences: false) {
            text += count == 0 ? String(part) : "$\(count)\(part)"
            count += 1
        }
        return text
    }

    /// A statement of the schema: an `INTEGER` of SQLite has 64 bits, and its texts are in the order of their bytes, which in UTF-8
    /// is that of their code points, whatever the database's own order is.
    static func definition(_ sql: String) -> String {
        sql.replacing(" INTEGER", with: " BIGINT").replacing(" TEXT", with: " TEXT COLLATE \"C\"")
    }

    /// A name, whatever is in it.
    static func name(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
