extension UInt8 {
    /// `0`–`9`.
    var isDigit: Bool { self &- 0x30 < 10 }
    /// `a`–`z`.
    var isLowercaseLetter: Bool { self &- 0x61 < 26 }
    /// `A`–`Z`.
    var isUppercaseLetter: Bool { self &- 0x41 < 26 }
    /// `A`–`Z` and `a`–`z`.
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    /// `0`–`9`, `A`–`F` and `a`–`f`.
    var isHexadecimalDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
    /// A letter, a digit or a hyphen, as in the labels of domain names.
    var isLDH: Bool { isLetter || isDigit || self == UInt8(ascii: "-") }
    /// Space, tab, line feed, vertical tab, form feed and carriage return.
    var isWhitespace: Bool { self == 0x20 || self &- 0x09 < 5 }
    /// Control characters that are no white space.
    var isControl: Bool { (self < 0x20 && !isWhitespace) || self == 0x7F }
    /// A byte of a character outside ASCII.
    var isForeign: Bool { self >= 0x80 }
    /// Judged for all fields alike, by `CharacterCheck`, and passed over by the checks of the single fields.
    var isForbiddenEverywhere: Bool { isForeign || isControl }

    static var delimiter: UInt8 { UInt8(ascii: "$") }
}

extension Sequence<UInt8> {
    /// Whether the bytes are `other` when the case of ASCII letters does not count.
    func equalsIgnoringCase(_ other: String) -> Bool {
        elementsEqual(other.utf8) { $0 == $1 || ($0.isLetter && $0 | 0x20 == $1 | 0x20) }
    }
}
