/// Named texts in a fixed order, as events and messages carry them; in stores one flat JSON object.
public struct Fields: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// Names and values, in the order in which they were given.
    public private(set) var pairs: [Pair] = []

    /// One name with its value.
    public struct Pair: Hashable, Sendable {
        public var name, value: String
    }

    /// No fields.
    public init() {}

    public init(dictionaryLiteral elements: (String, String?)...) {
        for (name, value) in elements { self[name] = value }
    }

    /// The value of a name; `nil` takes it away.
    public subscript(name: String) -> String? {
        get { pairs.first { $0.name == name }?.value }
        set {
            guard let index = pairs.firstIndex(where: { $0.name == name }) else {
                if let newValue { pairs.append(Pair(name: name, value: newValue)) }
                return
            }
            if let newValue { pairs[index].value = newValue } else { pairs.remove(at: index) }
        }
    }

    /// `{"plan":"x","amount":"29.90"}`
    public var json: String {
        var text: [UInt8] = []
        text.reserveCapacity(pairs.reduce(2) { $0 + $1.name.utf8.count + $1.value.utf8.count + 6 })
        text.append(UInt8(ascii: "{"))
        for pair in pairs {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            text.appendJSON(pair.name)
            text.append(UInt8(ascii: ":"))
            text.appendJSON(pair.value)
        }
        text.append(UInt8(ascii: "}"))
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads what `json` writes: a flat object of strings, no white space; `nil` for anything else.
    public init?(json: String) {
        var scanner = Scanner(rest: Array(json.utf8)[...])
        guard scanner.take("{") else { return nil }
        if !scanner.take("}") {
            repeat {
                guard let name = scanner.string(), scanner.take(":"), let value = scanner.string() else { return nil }
                self[name] = value
            } while scanner.take(",")
            guard scanner.take("}") else { return nil }
        }
        guard scanner.rest.isEmpty else { return nil }
    }

    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let first = rest.first, UInt32(first) == character.value else { return false }
            rest.removeFirst()
            return true
        }

        mutating func string() -> String? {
            guard take("\"") else { return nil }
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return String(validating: bytes, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escape = rest.popFirst() else { return nil }
                    switch escape {
                    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(escape)
                    case UInt8(ascii: "u"):
                        let digits = rest.prefix(4)
                        guard digits.count == 4,
                            let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), value < 0x20
                        else { return nil }
                        rest.removeFirst(4)
                        bytes.append(value)
                    default: return nil
                    }
                default: bytes.append(byte)
                }
            }
            return nil
        }
    }
}
