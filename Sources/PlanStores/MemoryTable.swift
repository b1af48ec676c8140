import Plans

/// The rows of a table in memory, and where they are found. It keeps the rules that the schema of the other stores keeps.
///
/// It is of no type of record, on purpose: generic code that is not made for one type takes several times as long.
struct MemoryTable: Sendable {
    private var rows: [MemoryKey: MemoryRow] = [:]
    /// For each group of `indexes`, the rows by the values of these columns.
    private var indexes: [[MemoryKey: MemoryBucket]]
    /// The rows by the first two columns of their key, where it has more.
    private var groups: [MemoryKey: MemoryBucket] = [:]
    /// Who has what no other row may have.
    private var owners: [MemoryKey: MemoryRow] = [:]
    private let name: String
    private let columns: [String]
    private let keyCount: Int
    private let indexed: [[String]]

    init(for type: any PlanRecord.Type) {
        name = type.table
        columns = type.columns
        keyCount = type.keyCount
        indexed = type.indexes
        indexes = Array(repeating: [:], count: type.indexes.count)
    }

    func find(_ key: MemoryKey) -> MemoryRow? { rows[key] }

    // MARK: Changing

    /// Adds a row whose key is not there yet. Nothing has changed when it throws.
    mutating func insert(_ row: MemoryRow) throws(StoreError) {
        guard row.content.record.isSound else { throw .constraintViolation(table: name) }
        try demandUnique(row.content.uniqueKeys, for: row)
        rows[row.key] = row
        for key in row.content.uniqueKeys { owners[MemoryKey(key)] = row }
        for (index, key) in row.content.indexKeys.enumerated() {
            indexes[index][MemoryKey(key), default: MemoryBucket()].insert(row)
        }
        if keyCount > 2 { groups[group(of: row), default: MemoryBucket()].insert(row) }
    }

    /// Gives a row something else to hold. Nothing has changed when it throws.
    mutating func replace(_ row: MemoryRow, with new: MemoryContent) throws(StoreError) {
        let old = row.content
        guard new.record.isSound else { throw .constraintViolation(table: name) }
        if new.uniqueKeys != old.uniqueKeys {
            try demandUnique(new.uniqueKeys, for: row)
            for key in old.uniqueKeys { owners[MemoryKey(key)] = nil }
            for key in new.uniqueKeys { owners[MemoryKey(key)] = row }
        }
        for index in indexes.indices where old.indexKeys[index] != new.indexKeys[index] {
            take(row, from: index)
            indexes[index][MemoryKey(new.indexKeys[index]), default: MemoryBucket()].insert(row)
        }
        row.content = new
    }

    mutating func remove(_ row: MemoryRow) {
        rows[row.key] = nil
        for key in row.content.uniqueKeys { owners[MemoryKey(key)] = nil }
        for index in indexes.indices { take(row, from: index) }
        if keyCount > 2 {
            let key = group(of: row)
            groups[key]?.remove(row)
            if groups[key]?.isEmpty == true { groups[key] = nil }
        }
    }

    private func demandUnique(_ keys: [[RowValue]], for row: MemoryRow) throws(StoreError) {
        for key in keys {
            if let owner = owners[MemoryKey(key)], owner !== row { throw .uniqueViolation(table: name) }
        }
    }

    private mutating func take(_ row: MemoryRow, from index: Int) {
        let key = MemoryKey(row.content.indexKeys[index])
        indexes[index][key]?.remove(row)
        if indexes[index][key]?.isEmpty == true { indexes[index][key] = nil }
    }

    private func group(of row: MemoryRow) -> MemoryKey { MemoryKey(Array(row.key.values[..<2])) }

    // MARK: Selecting

    /// The rows of which some columns have given values, in the order of their keys.
    func select(_ names: [String], are values: [RowValue]) -> [MemoryRow] {
        if let index = indexed.firstIndex(of: names) { return indexes[index][MemoryKey(values)]?.inOrder ?? [] }
        let isOfKey = names.elementsEqual(columns.prefix(names.count))
        if isOfKey, names.count == keyCount { return [rows[MemoryKey(values)]].compactMap(\.self) }
        if isOfKey, names.count == 2 { return groups[MemoryKey(values)]?.inOrder ?? [] }
        let asked = names.compactMap(columns.firstIndex(of:))
        return rows.values.filter { row in
            if isOfKey, asked.count < keyCount { return row.key.values.starts(with: values) }
            let all = row.content.record.row
            return asked.map { all[$0] } == values
        }.sorted(by: MemoryRow.precedes)
    }
}
