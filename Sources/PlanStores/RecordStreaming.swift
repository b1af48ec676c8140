import Plans

/// A reader that can hand out the rows of a table one by one, so that an export needs no more memory for a large table than for a small.
protocol RecordStreaming: AnyObject {
    /// All records of a type, in the order of their keys. Throws `StoreError`, and what `body` throws.
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws
}

extension SQLiteTransaction: RecordStreaming {
    func forEach<Record: PlanRecord>(_ type: Record.Type, _ body: (Record) throws -> Void) throws {
        try TableAccess(type, runner).forEach(type, body)
    }
}
