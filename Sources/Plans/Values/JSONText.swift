extension [UInt8] {
    /// Adds a JSON text (RFC 8259 7) that is `value`, with its quotation marks, written in one way only.
    package mutating func appendJSON(_ value: String) {
        append(UInt8(ascii: "\""))
        let start = count
        append(contentsOf: value.utf8)
        if !self[start...].allSatisfy(\.isPlainInJSON) {
            removeSubrange(start...)
            for byte in value.utf8 { appendEscaped(byte) }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        guard !byte.isPlainInJSON else { return append(byte) }
        if byte < 0x20 {
            append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
            append(contentsOf: String(byte, radix: 16).utf8)
        } else {
            append(contentsOf: [UInt8(ascii: "\\"), byte])
        }
    }
}

extension UInt8 {
    /// Whether a byte of UTF-8 stands for itself in a JSON text.
    fileprivate var isPlainInJSON: Bool { self >= 0x20 && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\") }
}
