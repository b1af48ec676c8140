/// A text that was written in some encoding: what it says, and where each byte of that stands in the file.
package struct DecodedText {
    /// What it says.
    package var bytes: [UInt8] = []
    /// The offset that each byte comes from.
    package var origins: [Int] = []

    init() {}

    /// A text that says what stands there.
    init(_ text: Span<UInt8>, _ range: Range<Int>) {
        for index in range { append(text[index], from: index) }
    }

    mutating func append(_ byte: UInt8, from origin: Int) {
        bytes.append(byte)
        origins.append(origin)
    }

    mutating func append(_ text: some Sequence<UInt8>, from origin: Int) {
        for byte in text { append(byte, from: origin) }
    }

    /// The part of the text that `range` (of `bytes`) is.
    subscript(range: Range<Int>) -> DecodedText {
        var part = DecodedText()
        part.bytes = Array(bytes[range])
        part.origins = Array(origins[range])
        return part
    }
}

extension DecodedText {
    /// HTML's character references replaced, the few named ones that are found beside a code; `<wbr>` left out.
    func decodingHTML() -> DecodedText {
        decoding { text, index in
            if text[index] == UInt8(ascii: "<") {
                let tag = text[index...].prefix(6).map { $0 | 0x20 }
                guard tag.starts(with: "<wbr".utf8.map { $0 | 0x20 }),
                    let end = text[index...].prefix(8).firstIndex(of: UInt8(ascii: ">"))
                else { return nil }
                return ([], end + 1 - index)
            }
            guard text[index] == UInt8(ascii: "&") else { return nil }
            return Self.characterReference(text[index...].prefix(32))
        }
    }

    /// Markdown's backslash escapes and character references replaced.
    func decodingMarkdown() -> DecodedText {
        decoding { text, index in
            if text[index] == UInt8(ascii: "\\"), index + 1 < text.endIndex, text[index + 1].isPunctuation {
                return ([text[index + 1]], 2)
            }
            guard text[index] == UInt8(ascii: "&") else { return nil }
            return Self.characterReference(text[index...].prefix(32))
        }
    }

    /// The escapes of JSON strings and of YAML's double-quoted ones replaced.
    func decodingBackslashes() -> DecodedText {
        decoding { text, index in
            guard text[index] == UInt8(ascii: "\\"), index + 1 < text.endIndex else { return nil }
            switch text[index + 1] {
            case UInt8(ascii: "n"): return ([0x0A], 2)
            case UInt8(ascii: "t"): return ([0x09], 2)
            case UInt8(ascii: "r"): return ([0x0D], 2)
            case UInt8(ascii: "b"): return ([0x08], 2)
            case UInt8(ascii: "f"): return ([0x0C], 2)
            case UInt8(ascii: "u"): return Self.unicodeEscape(text[index...], digits: 4)
            case UInt8(ascii: "x"): return Self.unicodeEscape(text[index...], digits: 2)
            case let other: return ([other], 2)
            }
        }
    }

    /// Replaces what `replacement` takes: the bytes to write, and how many it stands for.
    private func decoding(_ replacement: ([UInt8], Int) -> (bytes: [UInt8], length: Int)?) -> DecodedText {
        var decoded = DecodedText()
        var index = 0
        while index < bytes.count {
            if let (text, length) = replacement(bytes, index) {
                decoded.append(text, from: origins[index])
                index += max(length, 1)
            } else {
                decoded.append(bytes[index], from: origins[index])
                index += 1
            }
        }
        return decoded
    }

    private static func characterReference(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard let end = text.firstIndex(of: UInt8(ascii: ";")), end > text.startIndex + 1 else { return nil }
        let name = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
        let length = end + 1 - text.startIndex
        if name.hasPrefix("#") {
            let isHexadecimal = name.dropFirst().first == "x" || name.dropFirst().first == "X"
            let number = isHexadecimal ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst())
            guard let scalar = number.flatMap(Unicode.Scalar.init) else { return nil }
            return (Array(String(Character(scalar)).utf8), length)
        }
        guard let character = namedCharacters[name] else { return nil }
        return (Array(character.utf8), length)
    }

    private static let namedCharacters = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "colon": ":", "dollar": "$",
        "period": ".", "hyphen": "\u{2010}", "dash": "\u{2010}", "shy": "\u{AD}", "equals": "=", "percnt": "%",
        "sol": "/", "quest": "?", "num": "#", "lowbar": "_", "commat": "@", "ZeroWidthSpace": "\u{200B}",
    ]

    private static func unicodeEscape(_ text: ArraySlice<UInt8>, digits: Int) -> (bytes: [UInt8], length: Int)? {
        let value = { (start: Int) -> UInt32? in
            let digits = text.dropFirst(start - text.startIndex).prefix(digits)
            return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        }
        guard text.count >= 2 + digits, let first = value(text.startIndex + 2) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (Array(String(Character(scalar)).utf8), 2 + digits) }
        let second = text.dropFirst(6)
        guard (0xD800..<0xDC00).contains(first), second.starts(with: "\\u".utf8), second.count >= 6,
            let low = value(second.startIndex + 2), (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (low - 0xDC00))
        else { return (Array("\u{FFFD}".utf8), 2 + digits) }
        return (Array(String(Character(scalar)).utf8), 12)
    }
}

extension UInt8 {
    /// An ASCII character that is neither a letter, a digit, white space nor a control.
    fileprivate var isPunctuation: Bool {
        (0x21...0x2F).contains(self) || (0x3A...0x40).contains(self) || (0x5B...0x60).contains(self)
            || (0x7B...0x7E).contains(self)
    }
}
