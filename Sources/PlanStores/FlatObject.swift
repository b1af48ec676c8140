import Plans

/// A JSON object whose values are texts, whole numbers and null, in a fixed order.
struct FlatObject {
    private var pairs: [(name: String, value: RowValue)] = []

    init() {}

    var names: [String] { pairs.map(\.name) }

    subscript(name: String) -> RowValue? { pairs.first { $0.name == name }?.value }

    mutating func append(_ name: String, _ value: RowValue) {
        pairs.append((name, value))
    }

    /// Takes the first pair away, if it has this name.
    mutating func removeFirst(_ name: String) -> RowValue? {
        guard pairs.first?.name == name else { return nil }
        return pairs.removeFirst().value
    }

    /// `{"id":"s1","cycle":2,"iccid":null}`
    var json: String {
        var text = Array("{".utf8)
        for pair in pairs {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            text.appendJSON(pair.name)
            text.append(UInt8(ascii: ":"))
            switch pair.value {
            case .null: text += "null".utf8
            case .integer(let number): text += String(number).utf8
            case .text(let value): text.appendJSON(value)
            }
        }
        return String(decoding: text + "}".utf8, as: UTF8.self)
    }

    /// Reads what `json` writes; `nil` for anything else, white space included.
    init?(json: String) {
        var reader = Reader(rest: Array(json.utf8)[...])
        guard reader.take("{") else { return nil }
        repeat {
            guard let name = reader.string(), reader.take(":"), let value = reader.value() else { return nil }
            guard self[name] == nil else { return nil }
            append(name, value)
        } while reader.take(",")
        guard reader.take("}"), reader.rest.isEmpty else { return nil }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ text: StaticString) -> Bool {
            let bytes = Array("\(text)".utf8)
            guard rest.starts(with: bytes) else { return false }
            rest = rest.dropFirst(bytes.count)
            return true
        }

        mutating func value() -> RowValue? {
            if take("null") { return .null }
            if rest.first == UInt8(ascii: "\"") { return string().map { .text($0) } }
            let digits = rest.prefix { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
            rest = rest.dropFirst(digits.count)
            return Int64(String(decoding: digits, as: UTF8.self)).map { .integer($0) }
        }

        mutating func string() -> String? {
            guard take("\"") else { return nil }
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escaped = escape() else { return nil }
                    bytes.append(escaped)
                default: bytes.append(byte)
                }
            }
            return nil
        }

        private mutating func escape() -> UInt8? {
            switch rest.popFirst() {
            case UInt8(ascii: "\""): return UInt8(ascii: "\"")
            case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
            case UInt8(ascii: "u"):
                let digits = rest.prefix(4)
                rest = rest.dropFirst(4)
                guard digits.count == 4 else { return nil }
                return UInt8(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { $0 < 0x20 ? $0 : nil }
            default: return nil
            }
        }
    }
}
