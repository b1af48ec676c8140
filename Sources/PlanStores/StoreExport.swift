public import Plans

/// A store as lines of JSON: first what it is, then each record as a flat object, tables in the order in which they can be imported, rows
/// in the order of their keys, and at the end how many records there are and the SHA-256 of all lines before, so that nothing can be
/// missing unnoticed. Law: what is exported from a store into which a text was imported is that text.
///
/// Sealed codes stay sealed; whoever imports them needs the same key.
public enum StoreExport {
    /// Hands out the lines, each with its line feed.
    public static func export(_ store: any PlanStore, _ body: (String) throws -> Void) throws {
        try store.read { reader in
            var seal = ExportSeal()
            func write(_ line: String) throws {
                seal.take(line)
                try body(line + "\n")
            }
            try write(header)
            for type in PlanRecords.all { try export(type, reader, write) }
            try body(seal.line + "\n")
        }
    }

    /// What came of an import.
    public struct Imported: Hashable, Sendable {
        public var records: Int
        /// Whether the text proves that it is whole. Those of programs before did not.
        public var isSealed: Bool
    }

    /// Adds the records of a text to a store that has none, in one transaction: all or none. Nothing is charged and nobody told.
    ///
    /// - Parameters:
    ///   - store: The store; it must have no record.
    ///   - line: Gives the next line, without its end; `nil` behind the last.
    /// - Returns: how many records there were, and whether it is certain that these are all.
    /// - Throws: `ImportError`, and `StoreError`.
    public static func `import`(into store: any PlanStore, from line: () throws -> String?) throws -> Imported {
        guard let first = try line() else { throw ImportError.notAnExport }
        let isSealed = try isSealed(header: first)
        return try store.write { transaction in
            for type in PlanRecords.all { try demandNone(type, transaction) }
            var seal = ExportSeal()
            seal.take(first)
            while let text = try line() {
                let number = seal.lines + 1
                guard var columns = FlatObject(json: text) else { throw ImportError.unreadable(line: number) }
                if isSealed, columns.names == ExportSeal.names {
                    guard text == seal.line else { throw ImportError.damaged }
                    guard try line() == nil else { throw ImportError.behindEnd(line: number + 1) }
                    return Imported(records: seal.records, isSealed: true)
                }
                guard case .text(let table)? = columns.removeFirst("table") else {
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
                seal.take(text)
            }
            guard !isSealed else { throw ImportError.cutOff }
            return Imported(records: seal.records, isSealed: false)
        }
    }

    private static let (unsealed, sealed) = ("esimctl.store/1", "esimctl.store/2")

    private static var header: String { "{\"schema\":\"\(sealed)\",\"version\":\(Schema.current)}" }

    private static func isSealed(header line: String) throws(ImportError) -> Bool {
        guard let header = FlatObject(json: line), case .text(let schema)? = header["schema"],
            [unsealed, sealed].contains(schema), case .integer(let version)? = header["version"], version > 0
        else { throw .notAnExport }
        guard version <= Schema.current else { throw .newer(version: Int(version), known: Schema.current) }
        return schema == sealed
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
            try body(object.json)
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
    /// The end is missing.
    case cutOff
    /// It is not what was exported: lines are missing, or were changed.
    case damaged
    /// There is something behind the end.
    case behindEnd(line: Int)
    /// The record cannot be, or not beside the others.
    case refused(line: Int, StoreError)
}
