import GRDB

extension SQLiteStore {
    /// Tells SQLite how many rows it is to reckon with, once for each file.
    ///
    /// Every key begins with the tenant, and there is but one in most stores. SQLite does not know that: where it has no statistics it
    /// takes ten rows for what a tenant has, and reads all of them in the order of the key rather than an index of the few that are
    /// wanted. The figures that `ANALYZE` would find in a store of a million are written down instead: an empty store has none yet,
    /// and plans that change as a store grows are not to be relied on. With `anew` those that are there are of other indexes.
    static func writeEstimates(_ database: Database, anew: Bool) throws {
        guard try anew || !hasEstimates(database) else { return }
        try database.inTransaction(.immediate) {
            // Another process may have done it meanwhile.
            if try anew || !hasEstimates(database) { try insertEstimates(database) }
            return .commit
        }
        try database.execute(sql: "ANALYZE sqlite_master")  // reads them in
    }

    private static func hasEstimates(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'") != nil
    }

    private static func insertEstimates(_ database: Database) throws {
        // Makes the table of the estimates.
        if try !hasEstimates(database) { try database.execute(sql: "ANALYZE") }
        try database.execute(sql: "DELETE FROM sqlite_stat1")
        for table in try String.fetchAll(
            database,
            sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ) {
            for index in try Row.fetchAll(
                database,
                sql: "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?)",
                arguments: [table]
            ) {
                let columns = try String.fetchAll(
                    database,
                    sql: "SELECT coalesce(name, 'expression') FROM pragma_index_info(?) ORDER BY seqno",
                    arguments: [index["name"]]
                )
                // The key of a table without row ids goes by the table's name.
                try database.execute(
                    sql: "INSERT INTO sqlite_stat1(tbl, idx, stat) VALUES(?, ?, ?)",
                    arguments: [
                        table, index["origin"] == "pk" ? table : index["name"] as String,
                        estimate(columns, isUnique: index["unique"], isPartial: index["partial"]),
                    ]
                )
            }
        }
    }

    /// The rows of an index, then for each of its beginnings the rows that have it in common. An index of some rows only is one of few.
    private static func estimate(_ columns: [String], isUnique: Bool, isPartial: Bool) -> String {
        let rows = isPartial ? 1000 : 1_000_000
        let common = columns.indices.map { place in
            if place == 0, columns[place] == "tenant_id", columns.count > 1 { return rows }
            return isUnique && place == columns.count - 1 ? 1 : 10
        }
        return ([rows] + common).map(String.init).joined(separator: " ")
    }
}
