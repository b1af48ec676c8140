/// JSON, one value or many in a row: every string that is a code or has one in it, with its path.
///
/// It reads tolerantly: what is no JSON is passed over, a string ends at the latest with its line.
struct JSONScanner: DocumentScanner {
    /// The objects and arrays around the current place.
    private var levels: [Level] = []

    private enum Level {
        /// An object, the name of the current member, and whether a name comes next.
        case object(name: [UInt8], expectsName: Bool)
        case array(index: Int)
    }

    /// No document that is meant is deeper.
    private static let deepest = 512

    mutating func scan(_ block: Span<UInt8>, isLast: Bool, _ body: (Span<UInt8>, FoundCode) -> Void) -> Int {
        var index = 0
        while index < block.count {
            switch block[index] {
            case UInt8(ascii: "\""):
                guard let string = Self.string(block, from: index + 1, isLast: isLast) else { return index }
                take(block, string.range, hasEscape: string.hasEscape, body)
                index = string.next
                continue
            case UInt8(ascii: "{"): open(.object(name: [], expectsName: true))
            case UInt8(ascii: "["): open(.array(index: 0))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): if !levels.isEmpty { levels.removeLast() }
            case UInt8(ascii: ","): goOn()
            default: break
            }
            index += 1
        }
        return index
    }

    private mutating func open(_ level: Level) {
        if levels.count < Self.deepest { levels.append(level) }
    }

    private mutating func goOn() {
        switch levels.last {
        case .object(let name, _): levels[levels.count - 1] = .object(name: name, expectsName: true)
        case .array(let index): levels[levels.count - 1] = .array(index: index + 1)
        case nil: break
        }
    }

    private mutating func take(
        _ block: Span<UInt8>,
        _ range: Range<Int>,
        hasEscape: Bool,
        _ body: (Span<UInt8>, FoundCode) -> Void
    ) {
        let decoded = hasEscape ? DecodedText(block, range).decodingBackslashes() : nil
        if case .object(_, expectsName: true) = levels.last {
            let name = decoded?.bytes ?? range.map { block[$0] }
            levels[levels.count - 1] = .object(name: name, expectsName: false)
            return scanText(block, range, path: "name", body)
        }
        guard range.count > 4 else { return }
        var found: [FoundCode] = []
        scanValue(block, range, decoded, path: nil) { found.append($1) }
        guard !found.isEmpty else { return }
        let path = self.path
        for var code in found {
            code.path = path
            body(block, code)
        }
    }

    /// As in RFC 9535: `$.orders[3].code`, and `$["a b"]` for other names.
    private var path: String {
        levels.reduce("$") { path, level in
            switch level {
            case .array(let index): return path + "[\(index)]"
            case .object(let name, _):
                let text = String(decoding: name, as: UTF8.self)
                let isPlain =
                    !name.isEmpty
                    && name.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == 0x5F || $0 &- 0x30 < 10 }
                return path + (isPlain ? ".\(text)" : "[\"\(text)\"]")
            }
        }
    }

    /// The string that begins at `start`; `nil` when its end is not in the block.
    private static func string(
        _ block: Span<UInt8>,
        from start: Int,
        isLast: Bool
    ) -> (range: Range<Int>, hasEscape: Bool, next: Int)? {
        var index = start
        var hasEscape = false
        while index < block.count {
            switch block[index] {
            case UInt8(ascii: "\""): return (start..<index, hasEscape, index + 1)
            case 0x0A: return (start..<index, hasEscape, index)
            case UInt8(ascii: "\\"):
                hasEscape = true
                index += 2
            default: index += 1
            }
        }
        return isLast ? (start..<block.count, hasEscape, block.count) : nil
    }
}
