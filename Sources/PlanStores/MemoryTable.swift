import Plans

/// A record in memory, with the values of its columns.
struct MemoryRow: Sendable {
    var record: any PlanRecord
    var values: [RowValue]
}

/// The rows of a table in memory, and where they are found. It keeps the rules that the schema of the other stores keeps.
struct MemoryTable: Sendable {
    private(set) var rows: [[RowValue]: MemoryRow] = [:]
    /// For each group of columns, the keys by the values of these columns.
    private var indexes: [(columns: [Int], keys: [[RowValue]: Set<[RowValue]>])] = []
    private var uniques: [[RowValue]: [RowValue]] = [:]
    private let name: String
    private let keyCount: Int

    init<Record: PlanRecord>(for type: Record.Type) {
        name = type.table
        keyCount = type.keyCount
        let beginnings = (1..<max(1, type.keyCount)).map { Array(0..<$0) }
        let groups = (type.indexes + [["state"]]).map { $0.compactMap(type.columns.firstIndex(of:)) }
        for group in beginnings + groups where !group.isEmpty { indexes.append((group, [:])) }
    }

    /// Puts a row where its key says, or takes the row of a key away. Nothing has changed when it throws.
    /// - Returns: what was there.
    mutating func replace(_ key: [RowValue], with new: MemoryRow?) throws(StoreError) -> MemoryRow? {
        let uniqueKeys = new?.record.uniqueKeys ?? []
        if let new, !new.record.isSound { throw .constraintViolation(table: name) }
        for unique in uniqueKeys {
            if let owner = uniques[unique], owner != key { throw .uniqueViolation(table: name) }
        }
        let old = rows[key]
        if let old { for unique in old.record.uniqueKeys { uniques[unique] = nil } }
        for unique in uniqueKeys { uniques[unique] = key }
        for index in indexes.indices {
            let columns = indexes[index].columns
            let before = old.map { row in columns.map { row.values[$0] } }
            let after = new.map { row in columns.map { row.values[$0] } }
            guard before != after else { continue }
            if let before {
                indexes[index].keys[before]?.remove(key)
                if indexes[index].keys[before]?.isEmpty == true { indexes[index].keys[before] = nil }
            }
            if let after { indexes[index].keys[after, default: []].insert(key) }
        }
        rows[key] = new
        return old
    }

    /// The rows of which some columns have given values, in the order of their keys.
    func select(_ columns: [Int], are values: [RowValue]) -> [MemoryRow] {
        if columns == Array(0..<keyCount) { return [rows[values]].compactMap(\.self) }
        let keys: [[RowValue]]
        if let index = indexes.first(where: { $0.columns == columns }) {
            keys = Array(index.keys[values] ?? [])
        } else {
            keys = rows.filter { row in zip(columns, values).allSatisfy { row.value.values[$0] == $1 } }.map(\.key)
        }
        guard keys.count > 1 else { return keys.compactMap { rows[$0] } }
        return keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { rows[$0] }
    }
}
