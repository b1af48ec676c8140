import DocumentScanning
import SGP22

/// What a code is known by when others are compared with it: a hash of address and matching ID.
///
/// With 64 bits the chance that two different codes among a million are taken for one is one in forty million.
enum CodeHash {
    /// The hash of a faultless code; 0 when it has no matching ID, and is meant for many phones.
    ///
    /// The case of letters does not count: it does not in an address, and a faultless matching ID has capitals only.
    static func hash(faultless code: Span<UInt8>) -> UInt64 {
        let start = code.count > 4 && code[3] == UInt8(ascii: ":") ? 6 : 2
        let address = CodeFinder.next(UInt8(ascii: "$"), in: code, start..<code.count)
        guard address + 1 < code.count else { return 0 }
        let end = CodeFinder.next(UInt8(ascii: "$"), in: code, (address + 1)..<code.count)
        guard end > address + 1 else { return 0 }
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        var index = start
        while index + 8 <= end {
            // Safe: any eight bytes are a UInt64, and the load checks that they lie within the span.
            mix(&hash, unsafe code.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var rest: UInt64 = 0
        while index < end {
            rest = rest << 8 | UInt64(code[index])
            index += 1
        }
        mix(&hash, rest)
        return hash | 1
    }

    /// The hash of any code: of its canonical form, so that the way of writing does not count; 0 for what is refused.
    static func hash(of inspection: ActivationCode.Inspection) -> UInt64 {
        guard let code = inspection.code?.canonical else { return 0 }
        let matchingID = code.matchingID.secretText.utf8
        let hash = hash(faultless: Array(code.secretText().utf8).span)
        // The case of a lower-case matching ID does count: it does to servers.
        guard matchingID.contains(where: { $0 >= 0x61 }) else { return hash }
        return matchingID.reduce(hash) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } | 1
    }

    @inline(__always)
    private static func mix(_ hash: inout UInt64, _ word: UInt64) {
        hash = (hash ^ (word | 0x2020_2020_2020_2020)) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
    }
}
