import Plans

/// A row as a transaction knows it, or that there is none; and its record, once somebody has asked for it.
///
/// All of a table have one type of record, and are asked for no other.
final class KnownRow {
    private(set) var row: [RowValue]?
    /// A `DecodedRecord` of the table's type.
    private var decoded: AnyObject?
    /// Writes the row into the file, where that still waits.
    var write: (() throws -> Void)?

    init(_ row: [RowValue]?) {
        self.row = row
    }

    func set<Record: PlanRecord>(_ row: [RowValue], _ record: Record) {
        self.row = row
        decoded = DecodedRecord(record)
    }

    /// The record of the row; `nil` when there is no row.
    func record<Record: PlanRecord>() throws(StoreError) -> Record? {
        guard let row else { return nil }
        // A checked cast takes longer than all else that is done to find a row again.
        if let decoded { return unsafe unsafeDowncast(decoded, to: DecodedRecord<Record>.self).record }
        let record = try Record(row: row)
        decoded = DecodedRecord(record)
        return record
    }
}

private final class DecodedRecord<Record: PlanRecord> {
    let record: Record

    init(_ record: Record) {
        self.record = record
    }
}
