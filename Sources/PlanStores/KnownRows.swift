import Plans

/// What one transaction knows of the rows of one table: those that it has read or written, and what its queries have found.
///
/// Nobody else changes rows while a transaction lasts, so what was seen once need not be read again.
struct KnownRows {
    private var rows: [RowKey: KnownRow] = [:]
    private var queries: [KnownQuery] = []

    /// How many rows are remembered, so that whoever goes through a whole store does not keep it.
    private static let capacity = 10_000

    /// What was found by the values of some columns.
    private struct KnownQuery {
        var columns: [String]
        /// Where these columns are in a row.
        var places: [Int]
        var found: [RowKey: [KnownRow]] = [:]

        mutating func forget(_ row: [RowValue]) {
            if !found.isEmpty { found[RowKey(places.map { row[$0] })] = nil }
        }
    }

    /// What is known of a key; `nil` when it was never looked at.
    subscript(key: RowKey) -> KnownRow? { rows[key] }

    mutating func remember(_ row: KnownRow, _ key: RowKey) {
        if rows.count >= Self.capacity { forgetAll() }
        rows[key] = row
    }

    mutating func forgetAll() {
        rows = [:]
        forgetQueries()
    }

    mutating func forget(_ key: RowKey) {
        if !rows.isEmpty { rows[key] = nil }
    }

    // MARK: Queries

    func found(_ columns: [String], _ values: RowKey) -> [KnownRow]? {
        queries.first { $0.columns == columns }?.found[values]
    }

    mutating func remember(_ found: [KnownRow], _ columns: [String], _ values: RowKey, in all: [String]) {
        guard !columns.isEmpty, found.count < Self.capacity else { return }
        guard let query = queries.firstIndex(where: { $0.columns == columns }) else {
            let places = columns.compactMap(all.firstIndex(of:))
            queries.append(KnownQuery(columns: columns, places: places, found: [values: found]))
            return
        }
        if queries[query].found.count >= Self.capacity { queries[query].found = [:] }
        queries[query].found[values] = found
    }

    /// Forgets the findings that a new row, or one that is gone, belongs or belonged to.
    mutating func hasComeOrGone(_ row: [RowValue]) {
        for query in queries.indices { queries[query].forget(row) }
    }

    /// Forgets the findings that a changed row has left, or belongs to now; in others it stays what it is.
    mutating func hasChanged(_ old: [RowValue], to new: [RowValue]) {
        for query in queries.indices where queries[query].places.contains(where: { old[$0] != new[$0] }) {
            queries[query].forget(old)
            queries[query].forget(new)
        }
    }

    /// Forgets all findings: a row has changed of which nobody knows what it was.
    mutating func forgetQueries() {
        for query in queries.indices { queries[query].found = [:] }
    }
}
