import Plans

/// The values of a statement's parameters as the texts that libpq takes.
struct PostgresParameters {
    /// All texts, a zero behind each.
    private var bytes: [CChar] = []
    /// Where each of them begins; `nil` for NULL.
    private var places: [Int?] = []

    /// Throws for a text with U+0000 in it, which PostgreSQL cannot keep: it counts as a value that breaks a rule of the table.
    init(_ values: [RowValue]) throws(PostgresError) {
        places.reserveCapacity(values.count)
        for value in values {
            switch value {
            case .null: places.append(nil)
            case .integer(let number): append("\(number)")
            case .text(let text):
                guard !text.utf8.contains(0) else { throw PostgresError(sqlState: "22021", message: "U+0000") }
                append(text)
            }
        }
    }

    private mutating func append(_ text: String) {
        places.append(bytes.count)
        bytes.append(contentsOf: text.utf8.lazy.map(CChar.init(bitPattern:)))
        bytes.append(0)
    }

    /// Lends the texts; the pointers are of no use after the body has returned.
    func withPointers<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            let pointers = unsafe places.map { place in
                unsafe place.flatMap { place in unsafe bytes.baseAddress.map { unsafe $0 + place } }
            }
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }
}
