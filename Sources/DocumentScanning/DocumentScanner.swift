/// A code that was found in a block of a document.
package struct FoundCode {
    /// Where it stands in the block.
    package var range: Range<Int>
    /// What it says, when that is not what stands there.
    package var decoded: DecodedText?
    /// The way to it inside the document.
    package var path: String?
    /// Whether it is an install link in running text, where links are at home, or what a link leads to.
    package var isLinkAtHome = false
}

/// Takes one kind of document apart, block by block.
protocol DocumentScanner {
    /// Gives the codes in `block`, in order, to `body`.
    ///
    /// - Returns: how many bytes need not be shown again; the rest stands at the start of the next block. When nothing
    ///   more comes (`isLast`), the number does not count.
    mutating func scan(_ block: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, FoundCode) -> Void) -> Int
}

extension DocumentScanner {
    /// The codes in running text that stands in the document as it is.
    func scanText(
        _ block: Span<UInt8>,
        _ range: Range<Int>,
        path: String? = nil,
        _ body: (Span<UInt8>, FoundCode) -> Void
    ) {
        CodeFinder.forEachCode(in: block, range) { found, isLink in
            body(block, FoundCode(range: found, path: path, isLinkAtHome: isLink))
        }
    }

    /// The codes in running text that had to be decoded.
    func scanText(
        _ block: Span<UInt8>,
        _ text: DecodedText,
        path: String? = nil,
        _ body: (Span<UInt8>, FoundCode) -> Void
    ) {
        CodeFinder.forEachCode(in: text.bytes.span, 0..<text.bytes.count) { found, isLink in
            let origins = text.origins[found.lowerBound]..<(text.origins[found.upperBound - 1] + 1)
            body(
                block,
                FoundCode(range: origins, decoded: text[found], path: path, isLinkAtHome: isLink)
            )
        }
    }

    /// A value of a structured file: a code as a whole, or text that may have codes in it.
    func scanValue(
        _ block: Span<UInt8>,
        _ range: Range<Int>,
        _ decoded: DecodedText?,
        path: String?,
        isCode: Bool = false,
        _ body: (Span<UInt8>, FoundCode) -> Void
    ) {
        guard let decoded else {
            if isCode || CodeFinder.isCodeFromStart(block, range) && isOneWord(block, range) {
                return body(block, FoundCode(range: range, path: path))
            }
            return scanText(block, range, path: path, body)
        }
        let all = 0..<decoded.bytes.count
        if isCode || CodeFinder.isCodeFromStart(decoded.bytes.span, all) && isOneWord(decoded.bytes.span, all) {
            return body(block, FoundCode(range: range, decoded: decoded, path: path))
        }
        scanText(block, decoded, path: path, body)
    }

    /// Whether there is white space at the ends only, and a delimiter.
    private func isOneWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end && text[start] <= 0x20 { start += 1 }
        while end > start && text[end - 1] <= 0x20 { end -= 1 }
        var hasDelimiter = false
        for index in start..<end {
            if text[index] <= 0x20 && text[index] > 0 || text[index] == UInt8(ascii: "<") { return false }
            if text[index] == UInt8(ascii: "{") || text[index] == UInt8(ascii: "*") { return false }
            if text[index] == UInt8(ascii: "$") || text[index] == UInt8(ascii: "%") { hasDelimiter = true }
        }
        return hasDelimiter
    }

    /// Up to where `block` holds whole lines.
    func endOfLines(in block: Span<UInt8>, isLast: Bool) -> Int {
        if isLast { return block.count }
        var end = block.count
        while end > 0 && block[end - 1] != 0x0A { end -= 1 }
        return end
    }
}

/// Running text, in which a line is read as it stands unless `decode` knows better.
struct TextScanner: DocumentScanner, Sendable {
    /// What to do with lines that have one of `marks` in them.
    var decode: (@Sendable (DecodedText) -> DecodedText)?
    var marks: [UInt8] = []

    static let plain = TextScanner()
    static let markdown = TextScanner(
        decode: { $0.decodingMarkdown() },
        marks: [UInt8(ascii: "\\"), UInt8(ascii: "&")]
    )
    static let html = TextScanner(
        decode: { $0.decodingHTML() },
        marks: [UInt8(ascii: "&"), UInt8(ascii: "<")]
    )

    func scan(_ block: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, FoundCode) -> Void) -> Int {
        let end = endOfLines(in: block, isLast: isLast)
        guard let decode else {
            scanText(block, 0..<end, body)
            return end
        }
        var start = 0
        while start < end {
            let lineEnd = CodeFinder.next(0x0A, in: block, start..<end)
            let line = start..<lineEnd
            if marks.contains(where: { CodeFinder.next($0, in: block, line) < lineEnd }) {
                scanText(block, decode(DecodedText(block, line)), body)
            } else {
                scanText(block, line, body)
            }
            start = lineEnd + 1
        }
        return end
    }
}
