import Plans

/// What a row in memory holds, with all that it is found by, worked out once.
struct MemoryContent: Sendable {
    let record: any PlanRecord
    /// The values of each group of columns of `indexes`, in their order.
    let indexKeys: [[RowValue]]
    let uniqueKeys: [[RowValue]]

    init<Record: PlanRecord>(_ record: Record) {
        self.record = record
        indexKeys = record.indexKeys
        uniqueKeys = record.uniqueKeys
    }
}

/// The key of a row, hashed once: most keys that are compared differ, and need not be looked at.
struct MemoryKey: Hashable, Sendable {
    let values: [RowValue]
    private let hash: Int

    init(_ values: [RowValue]) {
        self.values = values
        var hasher = Hasher()
        for value in values { value.hash(into: &hasher) }
        hash = hasher.finalize()
    }

    static func == (one: MemoryKey, other: MemoryKey) -> Bool {
        one.hash == other.hash && one.values == other.values
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }
}

/// A row in memory. It stays the same one, wherever it is found, while what it holds is replaced.
///
/// - Note: `content` is not guarded here. Rows are in the tables of one store and in nothing else, and both transactions and readers
///   hold that store's lock from their first look at a table to their last.
final class MemoryRow: @unchecked Sendable {
    let key: MemoryKey
    var content: MemoryContent

    init(_ key: MemoryKey, _ content: MemoryContent) {
        self.key = key
        self.content = content
    }

    /// The order of keys.
    static func precedes(_ one: MemoryRow, _ other: MemoryRow) -> Bool {
        // Rows of one table; most have the first column, the tenant, in common.
        for (mine, theirs) in zip(one.key.values, other.key.values) where mine != theirs { return mine < theirs }
        return false
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

    /// In the order of their keys.
    var inOrder: [MemoryRow] { isSorted ? rows : rows.sorted(by: MemoryRow.precedes) }
}
