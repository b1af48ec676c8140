extension [UInt8] {
    /// Two digits for each byte, in lower case.
    package var hexadecimal: String {
        let digits = flatMap { [$0 >> 4, $0 & 0x0F] }
        return String(decoding: digits.map { $0 < 10 ? $0 + 0x30 : $0 + 0x57 }, as: UTF8.self)
    }

    /// Reads two digits for each byte, in any case; `nil` for an odd number of them or another character.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy(\.isHexadecimalDigit) else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map {
            digits[$0].hexadecimalValue << 4 | digits[$0 + 1].hexadecimalValue
        }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    fileprivate var hexadecimalValue: UInt8 {
        isDigit ? self - UInt8(ascii: "0") : (self | 0x20) - UInt8(ascii: "a") + 10
    }
}
