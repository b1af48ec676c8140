/// Keeps card numbers out: they are for payment providers alone, and we keep their tokens.
enum CardNumber {
    /// Whether a text is, or holds, what may be a card number: 12 to 19 digits alone, or 13 and more with a right check digit.
    static func isIn(_ text: String) -> Bool {
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }
        let isOnlyNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x20 || $0 == 0x2D || $0 == 0x2E }
        if isOnlyNumber, (12...19).contains(digits.count) { return true }
        var run: [UInt8] = []
        for byte in Array(text.utf8) + [0] {
            if (0x30...0x39).contains(byte) {
                run.append(byte - 0x30)
            } else if byte != 0x20, byte != 0x2D {
                if holdsNumber(run) { return true }
                run = []
            }
        }
        return false
    }

    private static func holdsNumber(_ digits: [UInt8]) -> Bool {
        guard digits.count >= 13 else { return false }
        return (13...19).contains { (length: Int) in
            guard length <= digits.count else { return false }
            return (0...(digits.count - length)).contains { hasRightCheckDigit(digits[$0..<$0 + length]) }
        }
    }

    /// The check of Luhn (ISO/IEC 7812-1, annex B).
    private static func hasRightCheckDigit(_ digits: ArraySlice<UInt8>) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = Int(digit.element) * (digit.offset % 2 == 0 ? 1 : 2)
            return sum + value / 10 + value % 10
        }
        return sum % 10 == 0 && digits.contains { $0 != 0 }
    }
}
