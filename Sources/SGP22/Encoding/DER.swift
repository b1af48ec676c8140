/// Writes DER (X.690 10): each function gives the bytes of one element, tag and length in front.
///
/// It writes what it is told, sense or not, so that tests can be given certificates that no CA would sign.
package enum DER {
    /// The tags of X.680 8 that are used here.
    package enum Tag {
        package static let boolean: UInt8 = 0x01
        package static let integer: UInt8 = 0x02
        package static let bitString: UInt8 = 0x03
        package static let octetString: UInt8 = 0x04
        package static let null: UInt8 = 0x05
        package static let objectIdentifier: UInt8 = 0x06
        package static let enumerated: UInt8 = 0x0A
        package static let utf8String: UInt8 = 0x0C
        package static let printableString: UInt8 = 0x13
        package static let ia5String: UInt8 = 0x16
        package static let utcTime: UInt8 = 0x17
        package static let generalizedTime: UInt8 = 0x18
        package static let sequence: UInt8 = 0x30
        package static let set: UInt8 = 0x31
    }

    /// An element of any tag of one byte.
    package static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        [tag] + length(content.count) + content
    }

    /// An element of a tag of two bytes, such as `BF20`; `tag` holds both.
    package static func element(longTag tag: UInt16, _ content: [UInt8]) -> [UInt8] {
        [UInt8(tag >> 8), UInt8(truncatingIfNeeded: tag)] + length(content.count) + content
    }

    /// The context-specific tag `number`, up to 30.
    package static func tagged(_ number: UInt8, isConstructed: Bool = false, _ content: [UInt8]) -> [UInt8] {
        element((isConstructed ? 0xA0 : 0x80) | number, content)
    }

    package static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(Tag.sequence, elements.flatMap(\.self))
    }

    package static func sequence(_ elements: [[UInt8]]) -> [UInt8] {
        element(Tag.sequence, elements.flatMap(\.self))
    }

    /// An INTEGER of content octets as they are: two's complement, most significant first.
    package static func integer(octets: [UInt8]) -> [UInt8] {
        element(Tag.integer, octets)
    }

    /// An INTEGER of a value that is not negative.
    package static func integer(_ value: UInt64) -> [UInt8] {
        let octets = bigEndian(value)
        return integer(octets: octets.first.map { $0 >= 0x80 } == true ? [0] + octets : octets)
    }

    /// `TRUE` as DER has it, or `FALSE`.
    package static func boolean(_ value: Bool) -> [UInt8] {
        element(Tag.boolean, [value ? 0xFF : 0])
    }

    /// A BIT STRING of whole bytes, but for the `unusedBits` lowest of the last.
    package static func bitString(_ bytes: [UInt8], unusedBits: UInt8 = 0) -> [UInt8] {
        element(Tag.bitString, [unusedBits] + bytes)
    }

    package static func octetString(_ bytes: [UInt8]) -> [UInt8] {
        element(Tag.octetString, bytes)
    }

    package static func utf8String(_ text: String) -> [UInt8] {
        element(Tag.utf8String, Array(text.utf8))
    }

    package static func objectIdentifier(_ id: ObjectIdentifier) -> [UInt8] {
        element(Tag.objectIdentifier, id.octets)
    }

    package static let null = element(Tag.null, [])

    /// The length octets, in the shortest form (X.690 10.1).
    package static func length(_ count: Int) -> [UInt8] {
        guard count >= 0x80 else { return [UInt8(count)] }
        let octets = bigEndian(UInt64(count))
        return [0x80 | UInt8(octets.count)] + octets
    }

    /// Without leading zeros, but for the one of zero.
    private static func bigEndian(_ value: UInt64) -> [UInt8] {
        let octets = (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        let significant = octets.drop { $0 == 0 }
        return significant.isEmpty ? [0] : Array(significant)
    }
}

extension ObjectIdentifier {
    /// The content octets (X.690 8.19). Arcs may have any number of digits.
    package var octets: [UInt8] {
        let arcs = arcs.map { $0.utf8.map { $0 - UInt8(ascii: "0") } }
        guard let first = arcs.first, arcs.count >= 2 else { return [] }
        // The first two arcs are one number: 40 of the first and the second.
        let joined = Self.adding(40 * Int(first.first ?? 0), to: arcs[1])
        return ([joined] + arcs.dropFirst(2)).flatMap(Self.base128)
    }

    /// Decimal digits plus a small number.
    private static func adding(_ summand: Int, to digits: [UInt8]) -> [UInt8] {
        var carry = summand
        var sum: [UInt8] = []
        for digit in digits.reversed() {
            carry += Int(digit)
            sum.append(UInt8(carry % 10))
            carry /= 10
        }
        while carry > 0 {
            sum.append(UInt8(carry % 10))
            carry /= 10
        }
        return sum.reversed()
    }

    /// Decimal digits in base 128, all bytes but the last with the highest bit set.
    private static func base128(_ digits: [UInt8]) -> [UInt8] {
        var rest = digits
        var octets: [UInt8] = []
        repeat {
            var remainder = 0
            var quotient: [UInt8] = []
            for digit in rest {
                remainder = remainder * 10 + Int(digit)
                if !quotient.isEmpty || remainder >= 128 { quotient.append(UInt8(remainder / 128)) }
                remainder %= 128
            }
            octets.append(UInt8(remainder) | (octets.isEmpty ? 0 : 0x80))
            rest = quotient
        } while !rest.isEmpty
        return octets.reversed()
    }
}
