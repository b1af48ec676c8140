extension ActivationCode {
    /// Whether an inspection of `utf8` would find nothing at all, found out in one pass without allocating memory.
    ///
    /// `isFaultless(bytes.span) == inspect(utf8: bytes).findings.isEmpty` holds for all bytes. Use it to pass over the
    /// good codes among millions, and inspect the rest.
    public static func isFaultless(_ utf8: Span<UInt8>) -> Bool {
        var index = 0
        if utf8.count >= 4 && utf8[0] == 0x4C && utf8[1] == 0x50 && utf8[2] == 0x41 && utf8[3] == 0x3A { index = 4 }
        guard utf8.count - index <= maximumLength, utf8.count - index >= 2 else { return false }
        guard utf8[index] == UInt8(ascii: "1") && utf8[index + 1] == .delimiter else { return false }
        index += 2
        guard scanAddress(utf8, &index) else { return false }
        scanRun(of: .matchingID, utf8, &index)
        guard index < utf8.count else { return true }
        return utf8[index] == .delimiter && scanOptionalFields(utf8, &index)
    }

    /// Passes over a domain name and the delimiter behind it; eight bytes at a time.
    @inline(__always)
    private static func scanAddress(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        var hasDot = false
        var labelStart = index
        while index < bytes.count {
            var strangers = strangers(to: .label, bytes, at: index)
            while strangers != 0 {
                let end = index &+ strangers.trailingZeroBitCount >> 3
                guard end < bytes.count, (1...63).contains(end &- labelStart),
                    bytes[labelStart] != UInt8(ascii: "-"), bytes[end &- 1] != UInt8(ascii: "-")
                else { return false }
                guard bytes[end] == UInt8(ascii: ".") else {
                    index = end + 1
                    guard bytes[end] == .delimiter && hasDot else { return false }
                    return !bytes[labelStart].isDigit || !isNumber(bytes, labelStart..<end)
                }
                hasDot = true
                labelStart = end &+ 1
                strangers &= strangers &- 1
            }
            index &+= 8
        }
        return false
    }

    /// Whether a label that begins with a digit makes the whole name an IPv4 address.
    private static func isNumber(_ bytes: Span<UInt8>, _ label: Range<Int>) -> Bool {
        var digits = label.lowerBound
        scanRun(of: .decimal, bytes, &digits)
        if digits >= label.upperBound { return true }
        guard digits == label.lowerBound + 1, bytes[label.lowerBound] == UInt8(ascii: "0"),
            bytes[digits] | 0x20 == UInt8(ascii: "x")
        else { return false }
        var rest = digits + 1
        scanRun(of: .hexadecimal, bytes, &rest)
        return rest >= label.upperBound
    }

    /// Passes over the fields behind the matching ID; `index` is at the delimiter before the fourth.
    private static func scanOptionalFields(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        guard bytes[bytes.count - 1] != .delimiter else { return false }
        index += 1
        guard bytes[index] == .delimiter || scanOID(bytes, &index) else { return false }
        guard index < bytes.count else { return true }
        index += 1
        if bytes[index] == UInt8(ascii: "1") { index += 1 }
        guard index < bytes.count else { return true }
        guard bytes[index] == .delimiter else { return false }
        index += 1
        scanRun(of: .hexadecimal, bytes, &index)
        guard index < bytes.count else { return true }
        guard bytes[index] == .delimiter else { return false }
        index += 1
        scanRun(of: .parameter, bytes, &index)
        return index == bytes.count
    }

    /// Passes over an object identifier, up to a delimiter or the end.
    private static func scanOID(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        var arcs = 0
        let first = bytes[index]
        while true {
            let start = index
            scanRun(of: .decimal, bytes, &index)
            let length = index - start
            guard length > 0, length == 1 || bytes[start] != UInt8(ascii: "0") else { return false }
            if arcs == 0 { guard length == 1 && first <= UInt8(ascii: "2") else { return false } }
            if arcs == 1 && first < UInt8(ascii: "2") {
                guard length == 1 || (length == 2 && bytes[start] <= UInt8(ascii: "3")) else { return false }
            }
            arcs += 1
            guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { break }
            index += 1
        }
        return arcs > 1 && (index == bytes.count || bytes[index] == .delimiter)
    }

    /// Moves `index` to the first byte that is not in `set`, or to the end; eight bytes at a time.
    @inline(__always)
    private static func scanRun(of set: ByteSet, _ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count {
            let strangers = strangers(to: set, bytes, at: index)
            guard strangers == 0 else {
                index &+= strangers.trailingZeroBitCount >> 3
                return
            }
            index &+= 8
        }
    }

    /// The high bit of each of the eight bytes from `index` on that is not in `set` or behind the end.
    @inline(__always)
    private static func strangers(to set: ByteSet, _ bytes: Span<UInt8>, at index: Int) -> UInt64 {
        ~set.members(of: eightBytes(bytes, at: index)) & ByteSet.highBits
    }

    /// The bytes from `index` on, the first in the lowest bits; zeros (which are in no set) behind the end.
    @inline(__always)
    private static func eightBytes(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
        guard index &+ 8 > bytes.count else { return load(bytes, at: index) }
        guard bytes.count >= 8 else {
            return (index..<bytes.count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
        }
        return load(bytes, at: bytes.count &- 8) >> (UInt64(truncatingIfNeeded: index &+ 8 &- bytes.count) &* 8)
    }

    @inline(__always)
    private static func load(_ bytes: Span<UInt8>, at index: Int) -> UInt64 {
        // Safe: any eight bytes are a UInt64, and the load checks that they lie within the span.
        unsafe UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
}

/// A set of ASCII characters that eight bytes are looked up in at once.
private struct ByteSet {
    /// Up to three ranges of 7-bit characters.
    let ranges: (ClosedRange<UInt8>, ClosedRange<UInt8>, ClosedRange<UInt8>)
    /// Whether the third range holds lower-case letters that stand for both cases.
    var foldsCase = false

    /// `0`–`9`.
    static var decimal: ByteSet { ByteSet(ranges: (0x30...0x39, 0x30...0x39, 0x30...0x39)) }
    /// `0`–`9`, `A`–`F`, `a`–`f`.
    static var hexadecimal: ByteSet { ByteSet(ranges: (0x30...0x39, 0x30...0x39, 0x61...0x66), foldsCase: true) }
    /// `0`–`9`, `A`–`Z`, `-`.
    static var matchingID: ByteSet { ByteSet(ranges: (0x2D...0x2D, 0x30...0x39, 0x41...0x5A)) }
    /// `0`–`9`, `A`–`Z`, `a`–`z`, `-`.
    static var label: ByteSet { ByteSet(ranges: (0x2D...0x2D, 0x30...0x39, 0x61...0x7A), foldsCase: true) }
    /// Printable characters but space and `$`.
    static var parameter: ByteSet { ByteSet(ranges: (0x21...0x23, 0x25...0x7E, 0x25...0x7E)) }

    static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// A word with the high bit of each byte set that is in the set; the other bits mean nothing.
    @inline(__always)
    func members(of word: UInt64) -> UInt64 {
        let low = word & ~Self.highBits
        let folded = foldsCase ? low | 0x2020_2020_2020_2020 : low
        let found = Self.within(ranges.0, low) | Self.within(ranges.1, low) | Self.within(ranges.2, folded)
        return found & ~word
    }

    /// Sets the high bit of each byte that is in `range`; no subtraction borrows from its neighbour.
    @inline(__always)
    private static func within(_ range: ClosedRange<UInt8>, _ word: UInt64) -> UInt64 {
        let reachesLower = (word | highBits) &- ones &* UInt64(range.lowerBound)
        let exceedsUpper = (word | highBits) &- ones &* (UInt64(range.upperBound) + 1)
        return reachesLower & ~exceedsUpper
    }
}
