/// The number of a profile: 18 to 20 decimal digits (ITU-T E.118, SGP.22 5.7.1).
///
/// Nineteen digits are the rule and end with a Luhn digit; eighteen have none; twenty exist, with one or without.
/// A filler `F` at the end, as servers and card files write it, is not part of the number and is dropped, so that
/// `==` compares numbers.
public struct ICCID: Hashable, Sendable, CustomStringConvertible {
    /// The digits, without filler.
    public let description: String

    /// Why a text or a card file is no ICCID.
    public enum ParseError: Error, Hashable, Sendable {
        /// It has this many digits instead of 18 to 20.
        case length(Int)
        /// The character at this byte offset (for card bytes: the nibble at this index) is no decimal digit.
        case notADigit(offset: Int)
        /// The last digit should be this one.
        case checkDigit(expected: Int)
    }

    /// What the last digit says about the others.
    public enum CheckDigit: Hashable, Sendable {
        /// There is none: eighteen digits.
        case absent
        /// The Luhn digit is right.
        case correct
        /// The Luhn digit should be this one. For a number that a server sent, and for twenty digits, that is no error.
        case incorrect(expected: Int)
    }

    /// Reads 18 to 20 digits, with or without filler, as servers send them; see `checkDigit` for the Luhn digit.
    public init(parsing text: some StringProtocol) throws(ParseError) {
        try self.init(digits: Array(text.utf8))
    }

    /// Reads 18 to 20 digits that a person has typed: a wrong Luhn digit of a 19-digit number is an error.
    public init(typed text: some StringProtocol) throws(ParseError) {
        try self.init(digits: Array(text.utf8))
        if description.utf8.count == 19, case .incorrect(let expected) = checkDigit {
            throw .checkDigit(expected: expected)
        }
    }

    /// Reads the ten bytes of EF_ICCID: two digits a byte, the first in the low nibble, filled up with `F`.
    public init(encoded bytes: [UInt8]) throws(ParseError) {
        guard bytes.count == 10 else { throw .length(bytes.count * 2) }
        let nibbles = bytes.flatMap { [$0 & 0x0F, $0 >> 4] }
        try self.init(digits: nibbles.map { $0 < 10 ? UInt8(ascii: "0") + $0 : UInt8(ascii: "A") + $0 - 10 })
    }

    private init(digits text: [UInt8]) throws(ParseError) {
        var digits = text[...]
        while digits.count > 18, let last = digits.last, last | 0x20 == UInt8(ascii: "f") { digits.removeLast() }
        if let offset = digits.firstIndex(where: { !$0.isDigit }) { throw .notADigit(offset: offset) }
        guard (18...20).contains(digits.count) else { throw .length(digits.count) }
        description = String(decoding: digits, as: UTF8.self)
    }

    /// The ten bytes of EF_ICCID: nibbles swapped, filled up with `F`.
    public var encoded: [UInt8] {
        var nibbles = description.utf8.map { $0 - UInt8(ascii: "0") }
        while nibbles.count < 20 { nibbles.append(0xF) }
        return stride(from: 0, to: 20, by: 2).map { nibbles[$0] | nibbles[$0 + 1] << 4 }
    }

    /// What the last digit says about the others (Luhn, E.118).
    public var checkDigit: CheckDigit {
        let digits = description.utf8.map { Int($0 - UInt8(ascii: "0")) }
        guard digits.count > 18 else { return .absent }
        let expected = Self.luhnDigit(for: digits.dropLast())
        return digits.last == expected ? .correct : .incorrect(expected: expected)
    }

    /// The same number with its Luhn digit, where eighteen digits leave it out: one profile then has one number.
    public var withCheckDigit: ICCID {
        guard checkDigit == .absent else { return self }
        return ICCID(unchecked: description + String(Self.luhnDigit(for: description.utf8.map { Int($0 - 0x30) }[...])))
    }

    private init(unchecked digits: String) {
        description = digits
    }

    /// The Luhn digit that belongs behind `body`.
    private static func luhnDigit(for body: ArraySlice<Int>) -> Int {
        var sum = 0
        for (distance, digit) in body.reversed().enumerated() {
            let weighted = distance.isMultiple(of: 2) ? digit * 2 : digit
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        return (10 - sum % 10) % 10
    }
}
