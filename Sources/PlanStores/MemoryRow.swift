import Plans

/// A record in memory, with all that it is found by, worked out once.
final class MemoryRow: Sendable {
    let record: any PlanRecord
    let key: [RowValue]
    /// The values of each group of columns of `indexes`, in their order.
    let indexKeys: [[RowValue]]
    let uniqueKeys: [[RowValue]]

    init<Record: PlanRecord>(_ record: Record, key: [RowValue]) {
        self.record = record
        self.key = key
        indexKeys = record.indexKeys
        uniqueKeys = record.uniqueKeys
    }

    /// The order of keys.
    static func precedes(_ one: MemoryRow, _ other: MemoryRow) -> Bool {
        one.key.lexicographicallyPrecedes(other.key)
    }
}

/// Rows that have something in common. They are brought into the order of their keys when somebody asks for them.
struct MemoryBucket: Sendable {
    private var rows: [MemoryRow] = []
    private var isSorted = true

    var isEmpty: Bool { rows.isEmpty }

    mutating func insert(_ row: MemoryRow) {
        if isSorted, let last = rows.last, !MemoryRow.precedes(last, row) { isSorted = false }
        rows.append(row)
    }

    /// Takes out a row, one of the last as a rule: what is long only grows, but for what is taken back.
    mutating func remove(_ row: MemoryRow) {
        guard let index = rows.lastIndex(where: { $0 === row }) else { return }
        rows.remove(at: index)
    }

    mutating func replace(_ old: MemoryRow, with new: MemoryRow) {
        guard let index = rows.lastIndex(where: { $0 === old }) else { return }
        rows[index] = new
    }

    /// In the order of their keys.
    var inOrder: [MemoryRow] { isSorted ? rows : rows.sorted(by: MemoryRow.precedes) }
}
