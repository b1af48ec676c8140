/// The base64 of PEM (RFC 4648 4).
enum Base64 {
    /// The bytes that a text stands for, white space left out; `nil` when it is no base64, or does not fill its last group.
    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var (bits, count, padding): (UInt32, Int, Int) = (0, 0, 0)
        for character in text where character != 0x20 && character != 0x09 {
            guard let value = value(character), padding == 0 || character == 0x3D else { return nil }
            if character == 0x3D { padding += 1 }
            bits = bits << 6 | value
            count += 1
            guard count == 4 else { continue }
            guard padding <= 2 else { return nil }
            let group = [
                UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
                UInt8(truncatingIfNeeded: bits),
            ]
            bytes += group.dropLast(padding)
            (bits, count) = (0, 0)
        }
        return count == 0 ? bytes : nil
    }

    /// The six bits of a character; of the padding `=` none are set.
    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case 0x41...0x5A: UInt32(character) - 0x41
        case 0x61...0x7A: UInt32(character) - 0x61 + 26
        case 0x30...0x39: UInt32(character) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        case 0x3D: 0
        default: nil
        }
    }
}
