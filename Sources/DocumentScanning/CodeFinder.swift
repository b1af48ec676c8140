#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Finds in running text what looks like an activation code: `LPA:` in any case or percent-encoded, with a delimiter
/// somewhere behind it, up to white space, a bracket, a quotation mark or other punctuation that no code has.
///
/// What is plainly a template (`LPA:1$<address>$…`, `LPA:1$${host}`) or masked (`$****`) is none.
package enum CodeFinder {
    /// Gives the range of each code, or of the install link around it, within `range` of `text`; a code that is itself the
    /// target of a link counts as one too.
    package static func forEachCode(
        in text: Span<UInt8>,
        _ range: Range<Int>,
        _ body: (Range<Int>, _ isLink: Bool) -> Void
    ) {
        var colon = next(UInt8(ascii: ":"), in: text, range.lowerBound..<range.upperBound)
        var percent = next(UInt8(ascii: "%"), in: text, range.lowerBound..<range.upperBound)
        while colon < range.upperBound || percent < range.upperBound {
            let mark = min(colon, percent)
            var end = mark + 1
            if isPrefix(text, range, mark) {
                var scan = TextScan()
                end = scan.end(in: text, mark + (mark == percent ? 3 : 1), range.upperBound)
                if scan.looksLikeCode(text, mark - 3, &end) {
                    let link = linkStart(text, range, mark - 3)
                    if link != nil { end = TextScan.linkEnd(in: text, end, range.upperBound) }
                    body((link ?? mark - 3)..<end, link != nil || isTarget(text, range, mark - 3))
                }
                end = max(end, mark + 1)
            }
            if colon < end { colon = next(UInt8(ascii: ":"), in: text, end..<range.upperBound) }
            if percent < end { percent = next(UInt8(ascii: "%"), in: text, end..<range.upperBound) }
        }
    }

    /// Whether the text begins as a code does: for a value that is meant to be nothing else.
    package static func isCodeFromStart(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound, text[start] <= 0x20 || text[start] == 0x22 || text[start] == 0x27 { start += 1 }
        guard start + 4 < range.upperBound else { return false }
        return isPrefix(text, start..<range.upperBound, start + 3)
    }

    /// Whether `LPA` stands before the mark, and no letter or digit before that.
    private static func isPrefix(_ text: Span<UInt8>, _ range: Range<Int>, _ mark: Int) -> Bool {
        guard mark >= range.lowerBound + 3, text[mark - 1] | 0x20 == UInt8(ascii: "a"),
            text[mark - 2] | 0x20 == UInt8(ascii: "p"), text[mark - 3] | 0x20 == UInt8(ascii: "l")
        else { return false }
        if text[mark] == UInt8(ascii: "%") {
            guard mark + 2 < range.upperBound, text[mark + 1] == UInt8(ascii: "3"),
                text[mark + 2] | 0x20 == UInt8(ascii: "a")
            else { return false }
        }
        guard mark - 4 >= range.lowerBound else { return true }
        let before = text[mark - 4]
        guard before.isWordCharacter else { return true }
        // `…%3DLPA%3A`: the letter belongs to an escape.
        return mark - 6 >= range.lowerBound && text[mark - 6] == UInt8(ascii: "%")
    }

    /// Where the install link begins that the code at `start` is the `carddata` of.
    private static func linkStart(_ text: Span<UInt8>, _ range: Range<Int>, _ start: Int) -> Int? {
        guard start > range.lowerBound, text[start - 1] == UInt8(ascii: "=") else { return nil }
        var link = start - 1
        while link > range.lowerBound && start - link < 256 && !TextScan.endsLink(text[link - 1]) { link -= 1 }
        let host = Array("https://esimsetup.".utf8)
        guard link + host.count < start, host.indices.allSatisfy({ text[link + $0] | 0x20 == host[$0] | 0x20 }) else {
            return nil
        }
        return link
    }

    /// Whether a link leads to the code at `start`: `href="`, `](` as Markdown has it, or `<…>` (RFC 3986 C).
    private static func isTarget(_ text: Span<UInt8>, _ range: Range<Int>, _ start: Int) -> Bool {
        var end = start
        if start > range.lowerBound && text[start - 1] == UInt8(ascii: "<") { return true }
        if end > range.lowerBound && (text[end - 1] == 0x22 || text[end - 1] == 0x27) { end -= 1 }
        let hrefStart = end - 5
        if hrefStart >= range.lowerBound {
            let href: [UInt8] = [0x68, 0x72, 0x65, 0x66, 0x3D]
            if href.indices.allSatisfy({ text[hrefStart + $0] | 0x20 == href[$0] | 0x20 }) { return true }
        }
        return start - 2 >= range.lowerBound && text[start - 1] == UInt8(ascii: "(")
            && text[start - 2] == UInt8(ascii: "]")
    }

    /// The next place of `byte`, or the end of the range.
    package static func next(_ byte: UInt8, in text: Span<UInt8>, _ range: Range<Int>) -> Int {
        guard range.lowerBound < range.upperBound else { return range.upperBound }
        // Safe: the range is checked to lie within the span, and memchr looks at nothing else.
        return unsafe text.extracting(range).withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, Int32(byte), bytes.count) else {
                return range.upperBound
            }
            return unsafe range.lowerBound + base.distance(to: UnsafeRawPointer(found))
        }
    }
}

/// One pass over what follows `LPA:`.
private struct TextScan {
    private var delimiters = 0
    private var isTemplate = false

    /// Where the code that goes on at `start` ends.
    mutating func end(in text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
        var index = start
        let kinds = Self.kinds
        scan: while index < limit {
            let byte = text[index]
            switch kinds[Int(byte)] {
            case .plain: break
            case .end: break scan
            case .delimiter: delimiters &+= 1
            case .repeated:
                // `…$****` is masked, `LPA:1$...` is left out.
                if index >= start + 2 && text[index - 1] == byte && text[index - 2] == byte { isTemplate = true }
            case .percent:
                guard index + 2 < limit else { break }
                if text[index + 1] == UInt8(ascii: "2") && text[index + 2] == UInt8(ascii: "4") { delimiters += 2 }
                if text[index - 1] == UInt8(ascii: "$") && "sd@".utf8.contains(text[index + 1]) { isTemplate = true }
            case .foreign:
                if Self.endsCode(text, index, limit) { break scan }
                if byte == 0xEF && index + 2 < limit && text[index + 1] == 0xBC && text[index + 2] == 0x84 {
                    delimiters += 2  // a full-width dollar sign
                }
            }
            index &+= 1
        }
        if index < limit && index > start && text[index - 1] == UInt8(ascii: "$") {
            isTemplate = isTemplate || "<{[(\\".utf8.contains(text[index]) || text[index] == 0xE2
        }
        return index
    }

    /// Whether what was scanned is meant as a code; takes the punctuation of the sentence around it off its end.
    func looksLikeCode(_ text: Span<UInt8>, _ start: Int, _ end: inout Int) -> Bool {
        guard delimiters > 0 && !isTemplate else { return false }
        let before = start > 0 ? text[start - 1] : 0
        let isEmphasized = before == UInt8(ascii: "*") || before == UInt8(ascii: "_") || before == UInt8(ascii: "~")
        while end > start {
            let last = text[end - 1]
            guard ".:!?".utf8.contains(last) || (isEmphasized && last == before) else { break }
            end -= 1
        }
        // `LPA:1$` alone is the beginning of a text that a program puts together.
        return !(delimiters == 1 && text[end - 1] == UInt8(ascii: "$"))
    }

    static func linkEnd(in text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
        var index = start
        while index < limit && !endsLink(text[index]) { index += 1 }
        return index
    }

    static func endsLink(_ byte: UInt8) -> Bool {
        kinds[Int(byte)] == .end && byte != UInt8(ascii: "&") && byte != UInt8(ascii: ";")
    }

    private enum Kind: UInt8 {
        case plain, end, delimiter, repeated, percent, foreign
    }

    private static let kinds: [Kind] = (0...255).map { (byte: UInt8) in
        switch byte {
        case UInt8(ascii: "$"): .delimiter
        case UInt8(ascii: "%"): .percent
        case UInt8(ascii: "*"), UInt8(ascii: "."): .repeated
        case 0x09...0x0D, 0x20: .end
        case 0x80...: .foreign
        case _ where "\"'`<>|()[]{},;&\\".utf8.contains(byte): .end
        default: .plain
        }
    }

    /// Whether the character outside ASCII at `index` ends a code: white space, a quotation mark, an ellipsis, Chinese,
    /// Japanese or Korean text. Others, such as letters that look Latin, are what a linter is there to find.
    private static func endsCode(_ text: Span<UInt8>, _ index: Int, _ limit: Int) -> Bool {
        let second = index + 1 < limit ? text[index + 1] : 0
        let third = index + 2 < limit ? text[index + 2] : 0
        switch text[index] {
        case 0xE3...0xED: return true
        case 0xC2: return second == 0xA0 || second == 0xAB || second == 0xBB
        case 0xE2: return second == 0x80 && (0x98...0x9F).contains(third) || second == 0x80 && third == 0xA6
        case 0xEF: return second == 0xBC && [0x81, 0x88, 0x89, 0x8C, 0x9B, 0x9F].contains(third)
        default: return false
        }
    }
}

extension UInt8 {
    /// A letter, a digit or `_`.
    fileprivate var isWordCharacter: Bool { self &- 0x30 < 10 || (self | 0x20) &- 0x61 < 26 }
}
