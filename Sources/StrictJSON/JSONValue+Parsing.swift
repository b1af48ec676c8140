extension JSONValue {
    /// Why a text is no JSON (RFC 8259), or says something twice, and where.
    public struct ParseError: Error, Hashable, Sendable {
        public enum Reason: Hashable, Sendable {
            /// Something else was to stand here.
            case unexpected
            /// The text ends within a value.
            case cutOff
            /// Objects and lists stand in each other more than 100 deep.
            case tooDeep
            /// The object has a member of this name already; which of the two is meant nobody knows.
            case repeatedName(String)
        }

        public var reason: Reason
        /// From 1.
        public var line: Int
        /// In bytes, from 1.
        public var column: Int

        public init(reason: Reason, line: Int, column: Int) {
            self.reason = reason
            self.line = line
            self.column = column
        }
    }

    /// Reads a text in UTF-8, with or without a byte order mark; nothing stands behind its value.
    public init(parsing text: [UInt8]) throws(ParseError) {
        var reader = JSONReader(bytes: text)
        do {
            self = try reader.document()
        } catch {
            let before = text[..<min(error.offset, text.count)]
            let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            throw ParseError(
                reason: error.reason,
                line: before.count { $0 == 0x0A } + 1,
                column: before.count - start + 1
            )
        }
    }
}

/// Goes through the bytes of a JSON text once.
private struct JSONReader {
    struct Fault: Error {
        var reason: JSONValue.ParseError.Reason
        var offset: Int
    }

    let bytes: [UInt8]
    private var next = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(Fault) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { next = 3 }
        let value = try value(depth: 0)
        skipSpace()
        guard next == bytes.count else { throw fault() }
        return value
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        guard depth <= 100 else { throw Fault(reason: .tooDeep, offset: next) }
        skipSpace()
        switch next < bytes.count ? bytes[next] : 0 {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        next += 1
        var members: [String: JSONValue] = [:]
        if take("}") { return .object([:]) }
        repeat {
            skipSpace()
            let start = next
            let name = try string()
            guard members[name] == nil else { throw Fault(reason: .repeatedName(name), offset: start) }
            guard take(":") else { throw fault() }
            members[name] = try value(depth: depth + 1)
        } while take(",")
        guard take("}") else { throw fault() }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        next += 1
        var values: [JSONValue] = []
        if take("]") { return .array([]) }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw fault() }
        return .array(values)
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(Fault) -> JSONValue {
        for byte in word.utf8 {
            guard next < bytes.count, bytes[next] == byte else { throw fault() }
            next += 1
        }
        return value
    }

    private mutating func number() throws(Fault) -> JSONValue {
        let start = next
        if isNext("-") { next += 1 }
        let first = next
        try digits()
        guard bytes[first] != UInt8(ascii: "0") || next == first + 1 else {
            throw Fault(reason: .unexpected, offset: first + 1)
        }
        if isNext(".") {
            next += 1
            try digits()
        }
        if isNext("e") || isNext("E") {
            next += 1
            if isNext("+") || isNext("-") { next += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<next], as: UTF8.self)
        return Int64(text).map { .integer($0) } ?? .number(text)
    }

    /// One or more.
    private mutating func digits() throws(Fault) {
        let start = next
        while next < bytes.count, (0x30...0x39).contains(bytes[next]) { next += 1 }
        guard next > start else { throw fault() }
    }

    private mutating func string() throws(Fault) -> String {
        guard isNext("\"") else { throw fault() }
        let start = next
        next += 1
        var text: [UInt8] = []
        while next < bytes.count, bytes[next] >= 0x20 {
            let byte = bytes[next]
            next += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw Fault(reason: .unexpected, offset: start)
                }
                return string
            case UInt8(ascii: "\\"): text += try escaped()
            default: text.append(byte)
            }
        }
        throw fault()
    }

    /// What stands behind a backslash, in UTF-8.
    private mutating func escaped() throws(Fault) -> [UInt8] {
        guard next < bytes.count else { throw fault() }
        if let byte = Self.escapes[bytes[next]] {
            next += 1
            return [byte]
        }
        var units = [try codeUnit()]
        if UTF16.isLeadSurrogate(units[0]) {
            guard isNext("\\") else { throw fault() }
            next += 1
            units.append(try codeUnit())
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw Fault(reason: .unexpected, offset: next - 4)
        }
        return Array(text.utf8)
    }

    /// `"`, `\`, `/`, and the letters b, f, n, r and t.
    private static let escapes: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
    ]

    /// `u00E9`
    private mutating func codeUnit() throws(Fault) -> UInt16 {
        guard isNext("u") else { throw fault() }
        next += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard next < bytes.count, let digit = Character(Unicode.Scalar(bytes[next])).hexDigitValue else {
                throw fault()
            }
            unit = unit << 4 | UInt16(digit)
            next += 1
        }
        return unit
    }

    private func isNext(_ character: Unicode.Scalar) -> Bool {
        next < bytes.count && UInt32(bytes[next]) == character.value
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard isNext(character) else { return false }
        next += 1
        return true
    }

    private mutating func skipSpace() {
        while isNext(" ") || isNext("\t") || isNext("\n") || isNext("\r") { next += 1 }
    }

    private func fault() -> Fault { Fault(reason: next < bytes.count ? .unexpected : .cutOff, offset: next) }
}
