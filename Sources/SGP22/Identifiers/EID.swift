/// The number of an eUICC: 32 decimal digits of which the last two check the others (SGP.02 2.2.2, SGP.29 section 10).
///
/// Leading zeros count, so it is kept as text.
public struct EID: Hashable, Sendable, CustomStringConvertible {
    /// The 32 digits.
    public let description: String

    /// Why a text is no EID.
    public enum ParseError: Error, Hashable, Sendable {
        /// It has this many characters instead of 32.
        case length(Int)
        /// The character at this byte offset is no decimal digit.
        case notADigit(offset: Int)
        /// The last two digits should be these (ISO 7064 MOD 97-10).
        case checkDigits(expected: String)
    }

    /// Reads 32 digits, with or without `EID:` in front, and verifies the check digits.
    public init(parsing text: some StringProtocol) throws(ParseError) {
        try self.init(parsing: text, verifyingCheckDigits: true)
    }

    /// Reads 32 digits whose check digits may be wrong, as in the made-up EIDs of test set-ups.
    public init(unverified text: some StringProtocol) throws(ParseError) {
        try self.init(parsing: text, verifyingCheckDigits: false)
    }

    private init(parsing text: some StringProtocol, verifyingCheckDigits: Bool) throws(ParseError) {
        var digits = Array(text.utf8)
        if digits.starts(with: "EID:".utf8) { digits.removeFirst(4) }
        if let offset = digits.firstIndex(where: { !$0.isDigit }) { throw .notADigit(offset: offset) }
        guard digits.count == 32 else { throw .length(digits.count) }
        let expected = Self.checkDigits(for: digits.dropLast(2))
        if verifyingCheckDigits && !digits.suffix(2).elementsEqual(expected) {
            throw .checkDigits(expected: String(decoding: expected, as: UTF8.self))
        }
        description = String(decoding: digits, as: UTF8.self)
    }

    /// Whether the last two digits fit the first thirty.
    public var hasValidCheckDigits: Bool {
        let digits = Array(description.utf8)
        return digits.suffix(2).elementsEqual(Self.checkDigits(for: digits.dropLast(2)))
    }

    /// The text of an EID's own QR symbol: `EID:` and the digits (SGP.22 3.3.1).
    public var qrText: String { "EID:" + description }

    /// The two digits that make `body` and them together equal 1 modulo 97.
    private static func checkDigits(for body: ArraySlice<UInt8>) -> [UInt8] {
        var remainder = 0
        for digit in body { remainder = (remainder * 10 + Int(digit - UInt8(ascii: "0"))) % 97 }
        let check = UInt8(98 - remainder * 100 % 97)
        return [UInt8(ascii: "0") + check / 10, UInt8(ascii: "0") + check % 10]
    }
}
