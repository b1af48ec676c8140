/// What DER demands of every element, whatever it is in (X.690 8.3.2, 10.1, 10.2, 11.1, 11.2.1).
enum DERLaw {
    /// Whether an encoding, and all that is inside it, has the shortest lengths, the shortest integers, booleans of 00 or FF,
    /// no strings in pieces and no unused bits that are set. Elements deeper than 32 levels are not.
    static func isObeyed(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        var reader = DERReader(bytes, range)
        return isObeyed(&reader, depth: 0)
    }

    private static func isObeyed(_ reader: inout DERReader, depth: Int) -> Bool {
        guard depth < 32 else { return false }
        while !reader.isAtEnd {
            guard let element = try? reader.next(), hasShortestLength(element), isPlain(element, reader.bytes) else {
                return false
            }
            if element.tag & 0x20 != 0 {
                var inner = reader.entering(element)
                guard isObeyed(&inner, depth: depth + 1) else { return false }
            }
        }
        return true
    }

    private static func hasShortestLength(_ element: DERReader.Element) -> Bool {
        let count = element.content.count
        let octets = element.whole.count - count - 1
        if count < 0x80 { return octets == 1 }
        return octets == 1 + (Int.bitWidth - count.leadingZeroBitCount + 7) / 8
    }

    private static func isPlain(_ element: DERReader.Element, _ bytes: [UInt8]) -> Bool {
        let content = bytes[element.content]
        switch element.tag {
        case DERTag.boolean:
            return content.count == 1 && (content.first == 0 || content.first == 0xFF)
        case DERTag.integer:
            guard let first = content.first else { return false }
            guard let second = content.dropFirst().first else { return true }
            return !(first == 0 && second < 0x80) && !(first == 0xFF && second >= 0x80)
        case DERTag.bitString:
            guard let unused = content.first, unused < 8 else { return false }
            guard content.count > 1, let last = content.last else { return unused == 0 }
            return last & (1 << unused - 1) == 0
        case 0x20 | DERTag.bitString, 0x20 | DERTag.octetString, 0x2C, 0x32...0x3E:
            return false  // a string in pieces
        default:
            return true
        }
    }
}
