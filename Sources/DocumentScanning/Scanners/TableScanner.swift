/// Comma-, semicolon- and tab-separated values (RFC 4180).
///
/// The column of the codes is known by its name in the first record, or because its first value is a code; each value of it
/// is judged, whatever it looks like. In the other columns only what looks like a code is.
struct TableScanner: DocumentScanner {
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

    private struct Field {
        var range: Range<Int>
        var isQuoted = false
        var hasEscape = false
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
            let separator = separator ?? Self.separator(of: block, index)
            self.separator = separator
            guard let (fields, end) = Self.record(block, from: index, separator, isLast: isLast) else { return index }
            take(block, fields, body)
            index = end
        }
        return index
    }

    private mutating func take(_ block: Span<UInt8>, _ fields: [Field], _ body: (Span<UInt8>, FoundCode) -> Void) {
        guard fields.count > 1 || fields.first.map({ !$0.range.isEmpty }) == true else { return }
        record += 1
        if record == 1 && !fields.contains(where: { CodeFinder.isCodeFromStart(block, $0.range) }) {
            names = fields.map { Self.text(block, $0) }
            let plain = names.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
            codeColumns = Set(plain.indices.filter { Self.codeNames.contains(plain[$0]) })
            return
        }
        if codeColumns.isEmpty {
            codeColumns = Set(fields.indices.filter { CodeFinder.isCodeFromStart(block, fields[$0].range) })
        }
        for (column, field) in fields.enumerated() where !field.range.isEmpty {
            let path = column < names.count && !names[column].isEmpty ? names[column] : "\(column + 1)"
            let decoded = field.hasEscape ? Self.decoded(block, field) : nil
            scanValue(block, field.range, decoded, path: path, isCode: codeColumns.contains(column), body)
        }
    }

    /// The fields of the record at `start`, and where the next begins; `nil` when its end is not in the block.
    private static func record(
        _ block: Span<UInt8>,
        from start: Int,
        _ separator: UInt8,
        isLast: Bool
    ) -> ([Field], Int)? {
        var fields: [Field] = []
        var index = start
        while true {
            var field = Field(range: index..<index)
            if index < block.count && block[index] == UInt8(ascii: "\"") {
                field.isQuoted = true
                let first = index + 1
                index = first
                while true {
                    index = CodeFinder.next(UInt8(ascii: "\""), in: block, index..<block.count)
                    guard index + 1 < block.count else {
                        guard isLast else { return nil }
                        break
                    }
                    guard block[index + 1] == UInt8(ascii: "\"") else { break }
                    field.hasEscape = true
                    index += 2
                }
                field.range = first..<min(index, block.count)
                index = min(index + 1, block.count)
            }
            // What follows a closing quotation mark belongs to no field; readers disagree, so it is passed over.
            let plain = index
            while index < block.count && block[index] != separator && block[index] != 0x0A { index += 1 }
            guard index < block.count || isLast else { return nil }
            if !field.isQuoted {
                let hasReturn =
                    index > plain && block[index - 1] == 0x0D && (index == block.count || block[index] == 0x0A)
                field.range = plain..<(hasReturn ? index - 1 : index)
            }
            fields.append(field)
            guard index < block.count && block[index] == separator else { return (fields, index + 1) }
            index += 1
        }
    }

    /// Whichever of comma, semicolon and tab the line has most of.
    private static func separator(of block: Span<UInt8>, _ start: Int) -> UInt8 {
        let end = CodeFinder.next(0x0A, in: block, start..<block.count)
        var best: (byte: UInt8, count: Int) = (UInt8(ascii: ","), 0)
        for byte in ",;\t".utf8 {
            var count = 0
            for index in start..<end where block[index] == byte { count += 1 }
            if count > best.count { best = (byte, count) }
        }
        return best.byte
    }

    private static func text(_ block: Span<UInt8>, _ field: Field) -> String {
        String(decoding: field.hasEscape ? decoded(block, field).bytes : field.range.map { block[$0] }, as: UTF8.self)
    }

    /// The field with every doubled quotation mark made single.
    private static func decoded(_ block: Span<UInt8>, _ field: Field) -> DecodedText {
        var text = DecodedText()
        var index = field.range.lowerBound
        while index < field.range.upperBound {
            text.append(block[index], from: index)
            index += block[index] == UInt8(ascii: "\"") ? 2 : 1
        }
        return text
    }
}
