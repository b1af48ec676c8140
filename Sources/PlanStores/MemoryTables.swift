import Plans

/// All tables, what is due, and what the transaction that goes on has changed.
struct MemoryTables: Sendable {
    /// In the order of `PlanRecords.all`.
    private(set) var tables: [MemoryTable]
    private(set) var timers = MemoryTimers()
    private(set) var messages = MemoryMessages()
    /// What the rows held before each change; its space is kept, since to get some for each transaction takes longer than the change.
    private var changes: [(place: Int, key: MemoryKey, old: MemoryContent?)] = []

    private static let places = Dictionary(
        uniqueKeysWithValues: PlanRecords.all.enumerated().map { (ObjectIdentifier($1), $0) }
    )
    private static let timer = places[ObjectIdentifier(Timer.self)]
    private static let message = places[ObjectIdentifier(OutboxMessage.self)]

    init(tables: [MemoryTable] = PlanRecords.all.map { MemoryTable(for: $0) }) {
        self.tables = tables
    }

    /// Where the table of a type of record is.
    static func place(of type: any PlanRecord.Type) throws(StoreError) -> Int {
        guard let place = places[ObjectIdentifier(type)] else { throw .unavailable("no table \(type.table)") }
        return place
    }

    /// Puts a content where a key says, or takes away what is there. Nothing has changed when it throws.
    mutating func put(_ new: MemoryContent?, _ key: MemoryKey, _ row: MemoryRow?, in place: Int) throws(StoreError) {
        let old = row?.content
        try change(row, to: new, key, in: place)
        changes.append((place, key, old))
    }

    /// Forgets what was before.
    mutating func keep() {
        changes.removeAll(keepingCapacity: true)
    }

    /// Makes everything what it was when `keep()` was called last.
    mutating func undo() {
        for change in changes.reversed() {
            let row = tables[change.place].find(change.key)
            // What was there can be there again.
            try? self.change(row, to: change.old, change.key, in: change.place)
        }
        keep()
    }

    private mutating func change(_ row: MemoryRow?, to new: MemoryContent?, _ key: MemoryKey, in place: Int)
        throws(StoreError)
    {
        let old = row?.content
        switch (row, new) {
        case (let row?, let new?):
            try tables[place].replace(row, with: new)
            noteDue(place, row, old, new)
        case (let row?, nil):
            tables[place].remove(row)
            noteDue(place, row, old, nil)
        case (nil, let new?):
            let row = MemoryRow(key, new)
            try tables[place].insert(row)
            noteDue(place, row, nil, new)
        case (nil, nil): break
        }
    }

    private mutating func noteDue(_ place: Int, _ row: MemoryRow, _ old: MemoryContent?, _ new: MemoryContent?) {
        if place == Self.timer { timers.replace(row, old, with: new) }
        if place == Self.message { messages.replace(row, old, with: new) }
    }
}
