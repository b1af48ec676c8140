/// Comma-, semicolon- and tab-separated values (RFC 4180).
///
/// The column of the codes is known by its name in the first record, or because its first value is a code; each value of it
/// is judged, whatever it looks like. In the other columns only what looks like a code is.
package struct TableScanner: DocumentScanner {
    /// What separates the fields; found in the first line when it is not given.
    var separator: UInt8?
    /// Whether nothing was read yet: a byte order mark may come.
    private var isAtStart = true
    private var record = 0
    private var names: [String] = []
    private var codeColumns: Set<Int> = []

    init(separator: UInt8? = nil) {
        self.separator = separator
    }

    /// Names that a column of codes has, without what is neither letter nor digit.
    private static let codeNames: Set<String> = [
        "activationcode", "esimactivationcode", "lpa", "lpacode", "lpastring", "lpaactivationcode", "qrcodetext",
        "qrdata", "codigodeactivacion", "códigodeactivación", "激活码",
    ]

    /// Whether a column of that name holds activation codes.
    package static func isNameOfCodes(_ name: String) -> Bool {
        codeNames.contains(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    mutating func scan(_ block: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, FoundCode) -> Void) -> Int {
        var index = 0
        if isAtStart {
            if block.count < 3 && !isLast { return 0 }
            if block.count >= 3 && block[0] == 0xEF && block[1] == 0xBB && block[2] == 0xBF { index = 3 }
            let hasLine = CodeFinder.next(0x0A, in: block, index..<block.count) < block.count
            if separator == nil && !hasLine && !isLast { return 0 }
            isAtStart = false
        }
        while index < block.count {
            let separator = separator ?? TableReader.separator(of: block, index)
            self.separator = separator
            guard let (fields, end) = TableReader.record(block, from: index, separator, isLast: isLast) else {
                return index
            }
            take(block, fields, body)
            index = end
        }
        return index
    }

    private mutating func take(
        _ block: Span<UInt8>,
        _ fields: [TableReader.Field],
        _ body: (Span<UInt8>, FoundCode) -> Void
    ) {
        guard fields.count > 1 || fields.first.map({ !$0.range.isEmpty }) == true else { return }
        record += 1
        if record == 1 && !fields.contains(where: { CodeFinder.isCodeFromStart(block, $0.range) }) {
            names = fields.map { TableReader.text(block, $0) }
            codeColumns = Set(names.indices.filter { Self.isNameOfCodes(names[$0]) })
            return
        }
        if codeColumns.isEmpty {
            codeColumns = Set(fields.indices.filter { CodeFinder.isCodeFromStart(block, fields[$0].range) })
        }
        for (column, field) in fields.enumerated() where !field.range.isEmpty {
            let path = column < names.count && !names[column].isEmpty ? names[column] : "\(column + 1)"
            let decoded = field.hasEscape ? TableReader.decoded(block, field) : nil
            scanValue(block, field.range, decoded, path: path, isCode: codeColumns.contains(column), body)
        }
    }
}
