/// What a column holds. Stores know nothing else, so that one record reads the same in all of them.
public enum RowValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
}

extension RowValue: Comparable {
    /// Nothing, then numbers, then texts by their bytes: the order of `ORDER BY` with binary collation.
    public static func < (one: RowValue, other: RowValue) -> Bool {
        switch (one, other) {
        case (.integer(let one), .integer(let other)): one < other
        case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.null, .integer), (.null, .text), (.integer, .text): true
        default: false
        }
    }
}

/// One row of a table of the store.
///
/// A record says how it becomes a row and back; a store needs no more to keep it, so there is no code per table in any store.
/// Law: reading what was written gives the same record.
public protocol PlanRecord: Hashable, Sendable {
    /// The table's name.
    static var table: String { get }
    /// All columns in the order of `write(to:)`, the key first.
    static var columns: [String] { get }
    /// How many of the columns are the key; `tenant_id` is always the first of them, where there are tenants.
    static var keyCount: Int { get }
    /// Groups of columns that queries may ask for, beside the beginning of the key. The store's schema has an index for each.
    static var indexes: [[String]] { get }

    /// Whether a row stays as it was written, as a rule: a store need not keep it in mind for the rest of the transaction.
    static var isWrittenOnce: Bool { get }
    /// Whether many changes of a row are made in one transaction: a store may write the last of them alone, at the end.
    static var isWrittenOften: Bool { get }

    /// The values of the key: those with which the row begins.
    var key: [RowValue] { get }
    /// The values of each group of columns of `indexes`.
    var indexKeys: [[RowValue]] { get }
    /// What no two records of the table may have in common, beside the key; a name for the rule first.
    var uniqueKeys: [[RowValue]] { get }
    /// Whether it keeps the rules that its table has for single rows.
    var isSound: Bool { get }

    init(reading row: inout RowReader) throws(StoreError)
    func write(to row: inout RowWriter)
}

extension PlanRecord {
    public static var indexes: [[String]] { [] }
    public static var isWrittenOnce: Bool { false }
    public static var isWrittenOften: Bool { false }
    public var indexKeys: [[RowValue]] { [] }
    public var uniqueKeys: [[RowValue]] { [] }
    public var isSound: Bool { true }

    /// The values of all columns.
    public var row: [RowValue] {
        var writer = RowWriter(capacity: Self.columns.count)
        write(to: &writer)
        return writer.values
    }

    /// The record that a row holds.
    public init(row: [RowValue]) throws(StoreError) {
        var reader = RowReader(row, table: Self.table, columns: Self.columns)
        try self.init(reading: &reader)
    }
}

/// Takes the values of a record, column by column.
public struct RowWriter {
    public private(set) var values: [RowValue] = []

    init(capacity: Int) {
        values.reserveCapacity(capacity)
    }

    mutating func put(_ text: String) { values.append(.text(text)) }
    mutating func put(_ text: String?) { values.append(text.map { .text($0) } ?? .null) }
    mutating func put(_ number: Int64) { values.append(.integer(number)) }
    mutating func put(_ number: Int64?) { values.append(number.map { .integer($0) } ?? .null) }
    mutating func put(_ number: Int) { values.append(.integer(Int64(number))) }
    mutating func put(_ isSo: Bool) { values.append(.integer(isSo ? 1 : 0)) }
    mutating func put(_ instant: Instant) { values.append(.integer(instant.seconds)) }
    mutating func put(_ instant: Instant?) { values.append(instant.map { .integer($0.seconds) } ?? .null) }
    mutating func put<Subject>(_ id: Identifier<Subject>) { values.append(.text(id.text)) }
    mutating func put<Subject>(_ id: Identifier<Subject>?) { put(id?.text) }
    mutating func put(_ word: some RawRepresentable<String>) { values.append(.text(word.rawValue)) }
    mutating func put(_ currency: Currency) { values.append(.text(currency.code)) }
    mutating func put(_ provider: Provider) { values.append(.text(provider.description)) }
    mutating func put(_ fields: Fields) { values.append(.text(fields.json)) }
}

/// Hands out the values of a row, column by column, in the order in which they were put.
public struct RowReader {
    private let values: [RowValue]
    private let table: String
    private let columns: [String]
    private var next = 0

    init(_ values: [RowValue], table: String, columns: [String]) {
        self.values = values
        self.table = table
        self.columns = columns
    }

    /// The error that names the column just read.
    func corrupt() -> StoreError {
        .corrupt(table: table, column: columns.indices.contains(next - 1) ? columns[next - 1] : "?")
    }

    private mutating func value() throws(StoreError) -> RowValue {
        next += 1
        guard next <= values.count else { throw corrupt() }
        return values[next - 1]
    }

    mutating func optionalText() throws(StoreError) -> String? {
        switch try value() {
        case .null: return nil
        case .text(let text): return text
        case .integer: throw corrupt()
        }
    }

    mutating func optionalInteger() throws(StoreError) -> Int64? {
        switch try value() {
        case .null: return nil
        case .integer(let number): return number
        case .text: throw corrupt()
        }
    }

    mutating func text() throws(StoreError) -> String {
        guard let text = try optionalText() else { throw corrupt() }
        return text
    }

    mutating func integer() throws(StoreError) -> Int64 {
        guard let number = try optionalInteger() else { throw corrupt() }
        return number
    }

    mutating func int() throws(StoreError) -> Int { Int(try integer()) }

    mutating func bool() throws(StoreError) -> Bool {
        switch try integer() {
        case 0: return false
        case 1: return true
        default: throw corrupt()
        }
    }

    mutating func instant() throws(StoreError) -> Instant { Instant(seconds: try integer()) }
    mutating func optionalInstant() throws(StoreError) -> Instant? {
        try optionalInteger().map(Instant.init(seconds:))
    }
    mutating func id<Subject>() throws(StoreError) -> Identifier<Subject> { Identifier(try text()) }
    mutating func optionalID<Subject>() throws(StoreError) -> Identifier<Subject>? {
        try optionalText().map { Identifier($0) }
    }

    mutating func word<Word: RawRepresentable<String>>() throws(StoreError) -> Word {
        guard let word = Word(rawValue: try text()) else { throw corrupt() }
        return word
    }

    mutating func optionalWord<Word: RawRepresentable<String>>() throws(StoreError) -> Word? {
        guard let text = try optionalText() else { return nil }
        guard let word = Word(rawValue: text) else { throw corrupt() }
        return word
    }

    mutating func currency() throws(StoreError) -> Currency {
        guard let currency = Currency(try text()) else { throw corrupt() }
        return currency
    }

    mutating func provider() throws(StoreError) -> Provider { Provider(try text()) }

    mutating func fields() throws(StoreError) -> Fields {
        guard let fields = Fields(json: try text()) else { throw corrupt() }
        return fields
    }
}
