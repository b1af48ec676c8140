import Plans

/// The rows of a table in memory, and where they are found. It keeps the rules that the schema of the other stores keeps.
///
/// It is of no type of record, on purpose: generic code that is not made for one type takes several times as long.
struct MemoryTable: Sendable {
    private(set) var rows: [[RowValue]: MemoryRow] = [:]
    /// For each group of columns, the rows by the values of these columns; the beginnings of the key come last.
    private var indexes: [[[RowValue]: MemoryBucket]]
    /// Who has what no other row may have.
    private var owners: [[RowValue]: MemoryRow] = [:]
    private let name: String
    private let columns: [String]
    private let keyCount: Int
    private let indexed: [[String]]

    init(for type: any PlanRecord.Type) {
        name = type.table
        columns = type.columns
        keyCount = type.keyCount
        indexed = type.indexes
        // Of the first column alone, the tenant, all rows are asked for: those need no index.
        indexes = Array(repeating: [:], count: type.indexes.count + max(0, type.keyCount - 2))
    }

    /// Puts a row where its key says, or takes the row of a key away. Nothing has changed when it throws.
    /// - Returns: what was there.
    mutating func replace(_ key: [RowValue], with new: MemoryRow?) throws(StoreError) -> MemoryRow? {
        if let new, !new.record.isSound { throw .constraintViolation(table: name) }
        let old = rows[key]
        try claim(of: old, new)
        for index in indexes.indices { move(index, old, new) }
        if let new { rows[key] = new } else if old != nil { rows[key] = nil }
        return old
    }

    /// Hands over what must be unique.
    private mutating func claim(of old: MemoryRow?, _ new: MemoryRow?) throws(StoreError) {
        let (before, after) = (old?.uniqueKeys ?? [], new?.uniqueKeys ?? [])
        for unique in after {
            if let owner = owners[unique], owner !== old { throw .uniqueViolation(table: name) }
        }
        for unique in before where !after.contains(unique) { owners[unique] = nil }
        for unique in after { owners[unique] = new }
    }

    private mutating func move(_ index: Int, _ old: MemoryRow?, _ new: MemoryRow?) {
        let before = old.map { values(index, of: $0) }
        let after = new.map { values(index, of: $0) }
        if let old, let new, let before, before == after {
            indexes[index][before]?.replace(old, with: new)
            return
        }
        if let old, let before {
            indexes[index][before]?.remove(old)
            if indexes[index][before]?.isEmpty == true { indexes[index][before] = nil }
        }
        if let new, let after { indexes[index][after, default: MemoryBucket()].insert(new) }
    }

    /// What an index knows a row by.
    private func values(_ index: Int, of row: MemoryRow) -> [RowValue] {
        index < row.indexKeys.count
            ? row.indexKeys[index] : Array(row.key[..<(index - row.indexKeys.count + 2)])
    }

    /// The rows of which some columns have given values, in the order of their keys.
    func select(_ names: [String], are values: [RowValue]) -> [MemoryRow] {
        let isOfKey = names.elementsEqual(columns.prefix(names.count))
        if isOfKey, names.count == keyCount { return [rows[values]].compactMap(\.self) }
        if isOfKey, names.count > 1 { return indexes[indexed.count + names.count - 2][values]?.inOrder ?? [] }
        if isOfKey {
            return rows.values.filter { $0.key.starts(with: values) }.sorted(by: MemoryRow.precedes)
        }
        if let index = indexed.firstIndex(of: names) { return indexes[index][values]?.inOrder ?? [] }
        let asked = names.compactMap(columns.firstIndex(of:))
        return rows.values.filter { row in
            let all = row.record.row
            return asked.map { all[$0] } == values
        }.sorted(by: MemoryRow.precedes)
    }
}
