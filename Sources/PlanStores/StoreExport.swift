public import Plans

/// A store as lines of JSON: first what it is, then each record as a flat object, tables in the order in which they can be imported, rows
/// in the order of their keys. Law: what is exported from a store into which a text was imported is that text.
///
/// Sealed codes stay sealed; whoever imports them needs the same key.
public enum StoreExport {
    /// Hands out the lines, each with its line feed.
    public static func export(_ store: any PlanStore, _ body: (String) throws -> Void) throws {
        try store.read { reader in
            try body(header + "\n")
            for type in PlanRecords.all { try export(type, reader, body) }
        }
    }

    /// Adds the records of a text to a store that has none, in one transaction: all or none. Nothing is charged and nobody told.
    ///
    /// - Parameters:
    ///   - store: The store; it must have no record.
    ///   - line: Gives the next line, without its end; `nil` behind the last.
    /// - Returns: how many records there were.
    /// - Throws: `ImportError`, and `StoreError`.
    public static func `import`(into store: any PlanStore, from line: () throws -> String?) throws -> Int {
        guard let first = try line() else { throw ImportError.notAnExport }
        try demandHeader(first)
        return try store.write { transaction in
            for type in PlanRecords.all { try demandNone(type, transaction) }
            var number = 1
            while let text = try line() {
                number += 1
                guard var columns = FlatObject(json: text), case .text(let table)? = columns.removeFirst("table") else {
                    throw ImportError.unreadable(line: number)
                }
                guard let type = PlanRecords.all.first(where: { $0.table == table }) else {
                    throw ImportError.unknownTable(line: number)
                }
                do {
                    try add(type, columns, transaction)
                } catch let error as StoreError {
                    throw ImportError.refused(line: number, error)
                }
            }
            return number - 1
        }
    }

    private static var header: String { "{\"schema\":\"esimctl.store/1\",\"version\":\(Schema.current)}" }

    private static func demandHeader(_ line: String) throws(ImportError) {
        guard let header = FlatObject(json: line), header["schema"] == .text("esimctl.store/1"),
            case .integer(let version)? = header["version"]
        else { throw .notAnExport }
        guard version <= Schema.current else { throw .newer(version: Int(version), known: Schema.current) }
    }

    private static func export<Record: PlanRecord>(
        _ type: Record.Type,
        _ reader: any PlanReader,
        _ body: (String) throws -> Void
    ) throws {
        func write(_ record: Record) throws {
            var object = FlatObject()
            object.append("table", .text(type.table))
            for (column, value) in zip(type.columns, record.row) { object.append(column, value) }
            try body(object.json + "\n")
        }
        guard let streaming = reader as? any RecordStreaming else {
            return try reader.select(Query(type, where: [], are: [])).forEach(write)
        }
        try streaming.forEach(type, write)
    }

    private static func demandNone<Record: PlanRecord>(_ type: Record.Type, _ reader: any PlanReader) throws {
        guard try reader.select(Query(type, where: [], are: [], limit: 1)).isEmpty else { throw ImportError.notEmpty }
    }

    /// A column that the text does not have, of an older version, is empty.
    private static func add<Record: PlanRecord>(
        _ type: Record.Type,
        _ columns: FlatObject,
        _ transaction: any PlanTransaction
    ) throws {
        guard columns.names.allSatisfy(type.columns.contains) else {
            throw StoreError.corrupt(table: type.table, column: "?")
        }
        try transaction.insert(Record(row: type.columns.map { columns[$0] ?? type.emptyValue(of: $0) }))
    }
}

extension PlanRecord {
    /// What a column holds in stores that are older than it.
    fileprivate static func emptyValue(of column: String) -> RowValue {
        column == "when_profile_deleted" ? .text(PlanVersion.DeletedProfilePolicy.ask.rawValue) : .null
    }
}

/// Why a text was not imported. Nothing was changed then.
public enum ImportError: Error, Hashable, Sendable {
    case notAnExport
    /// It was made by a newer program: its version and the newest that we know.
    case newer(version: Int, known: Int)
    /// Only an empty store takes an import.
    case notEmpty
    case unreadable(line: Int)
    case unknownTable(line: Int)
    /// The record cannot be, or not beside the others.
    case refused(line: Int, StoreError)
}
