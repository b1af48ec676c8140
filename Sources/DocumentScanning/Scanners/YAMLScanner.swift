/// YAML, line by line, so that line and column are those of the file: codes in any scalar or comment, with the path that
/// the indentation gives.
struct YAMLScanner: DocumentScanner {
    /// The keys and items around the current line.
    private var levels: [(indent: Int, name: String, index: Int?)] = []

    mutating func scan(_ block: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, FoundCode) -> Void) -> Int {
        let end = endOfLines(in: block, isLast: isLast)
        var start = 0
        while start < end {
            let lineEnd = CodeFinder.next(0x0A, in: block, start..<end)
            enter(block, start..<lineEnd)
            let hasEscape = CodeFinder.next(UInt8(ascii: "\\"), in: block, start..<lineEnd) < lineEnd
            var found: [FoundCode] = []
            if hasEscape {
                let text = DecodedText(block, start..<lineEnd).decodingBackslashes()
                scanText(block, text) { found.append($1) }
            } else {
                scanText(block, start..<lineEnd) { found.append($1) }
            }
            for var code in found {
                code.path = path
                body(block, code)
            }
            start = lineEnd + 1
        }
        return end
    }

    private var path: String {
        levels.reduce("$") { path, level in path + (level.index.map { "[\($0)]" } ?? ".\(level.name)") }
    }

    /// Notes the items and the key that the line begins with.
    private mutating func enter(_ block: Span<UInt8>, _ line: Range<Int>) {
        var index = line.lowerBound
        while index < line.upperBound && block[index] == 0x20 { index += 1 }
        guard index < line.upperBound, block[index] != UInt8(ascii: "#"), block[index] != 0x0D else { return }
        while index + 1 < line.upperBound && block[index] == UInt8(ascii: "-") && block[index + 1] == 0x20 {
            let indent = index - line.lowerBound
            // An item may stand as deep as the key that it belongs to.
            while let last = levels.last, last.indent > indent { levels.removeLast() }
            if let last = levels.last, last.indent == indent, let number = last.index {
                levels[levels.count - 1].index = number + 1
            } else if levels.count < 512 {
                levels.append((indent, "", 0))
            }
            index += 2
            while index < line.upperBound && block[index] == 0x20 { index += 1 }
        }
        let indent = index - line.lowerBound
        guard let key = key(block, index..<line.upperBound) else { return }
        while let last = levels.last, last.indent >= indent { levels.removeLast() }
        if levels.count < 512 { levels.append((indent, key, nil)) }
    }

    /// The key before `: ` or a colon at the end of the line.
    private func key(_ block: Span<UInt8>, _ range: Range<Int>) -> String? {
        var index = range.lowerBound
        while index < range.upperBound {
            let isColon = block[index] == UInt8(ascii: ":")
            if isColon && (index + 1 == range.upperBound || block[index + 1] <= 0x20) { break }
            guard index - range.lowerBound < 128, block[index] != UInt8(ascii: "{"), block[index] != UInt8(ascii: "$")
            else { return nil }
            index += 1
        }
        guard index < range.upperBound, index > range.lowerBound else { return nil }
        let text = String(decoding: (range.lowerBound..<index).map { block[$0] }, as: UTF8.self)
        return text.filter { $0 != "\"" && $0 != "'" && $0 != " " }
    }
}
