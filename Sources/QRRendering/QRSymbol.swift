/// A QR code symbol (ISO/IEC 18004): a square of dark and light modules that holds a text.
///
/// The symbol is the smallest one that holds the text at the wanted level of error correction, and the level is then
/// raised as far as it costs no further module. The same text gives the same symbol every time.
public struct QRSymbol: Hashable, Sendable {
    /// The light margin that every rendering keeps on each of the four sides, in modules (ISO/IEC 18004 §9.1).
    ///
    /// It is a constant: a symbol without it is the most common reason why a camera finds nothing.
    public static let quietZone = 4

    /// The size class, 1...40 (ISO/IEC 18004 §5.3.1).
    public let version: Int

    /// How much damage the symbol survives; at least what was asked for.
    public let errorCorrection: ErrorCorrection

    /// One bit per module, row-major; bit `i % 64` of word `i / 64` is set for a dark module `i`.
    package let modules: [UInt64]

    /// The symbol that holds `text` as UTF-8, NUL included, in the mixture of modes that takes the fewest bits.
    ///
    /// - Parameters:
    ///   - text: 1 byte or more; how many fit depends on the level and on the characters, 2331 bytes of any kind at
    ///     `.medium` and 2953 at `.low`.
    ///   - minimum: The level below which error correction never goes.
    /// - Throws: `EncodingError.tooLong` when version 40 is too small, `.empty` for the empty text.
    public init(_ text: String, errorCorrection minimum: ErrorCorrection = .medium) throws(EncodingError) {
        try self.init(bytes: Array(text.utf8), errorCorrection: minimum)
    }

    /// The symbol that holds `bytes` as they are, whether or not they are UTF-8; see `init(_:errorCorrection:)`.
    public init(bytes: [UInt8], errorCorrection minimum: ErrorCorrection = .medium) throws(EncodingError) {
        guard !bytes.isEmpty else { throw .empty }
        guard let (segments, version) = Self.smallest(holding: bytes, at: minimum) else {
            throw .tooLong(bytes: bytes.count)
        }
        let bits = Segment.bitCount(of: segments, inVersion: version)
        let level =
            ErrorCorrection.allCases.last { bits <= BlockStructure.bitCapacity(version: version, $0) } ?? minimum
        guard let symbol = try EncodedSymbol(segments, version: version, errorCorrection: level) else {
            throw .tooLong(bytes: bytes.count)
        }
        self.version = symbol.version
        errorCorrection = symbol.errorCorrection
        modules = symbol.modules
    }

    /// A symbol from its modules as they are, right or wrong, to prove that verification tells the two apart.
    package init(version: Int, errorCorrection: ErrorCorrection, modules: [UInt64]) {
        self.version = version
        self.errorCorrection = errorCorrection
        self.modules = modules
    }

    /// The number of modules on each side without the quiet zone, 21...177.
    public var width: Int { 17 + 4 * version }

    /// The data mask pattern, 0...7, as the symbol states it in its format information (ISO/IEC 18004 §7.8 and §7.9).
    public var mask: Int {
        let stated = (2...4).reduce(0) { $0 << 1 | (self[$1, 8] ? 1 : 0) }
        return stated ^ 0b101
    }

    /// Whether the module is dark, counted from the top left corner; everything outside the symbol is light.
    public subscript(column: Int, row: Int) -> Bool {
        guard 0..<width ~= column, 0..<width ~= row else { return false }
        let index = row * width + column
        return modules[index / 64] >> (index % 64) & 1 == 1
    }

    /// The segments that hold `bytes` and the smallest version that has room for them; `nil` when none has.
    ///
    /// The best segments depend on the version, because the fields that count characters grow with it, in three steps.
    private static func smallest(holding bytes: [UInt8], at level: ErrorCorrection) -> ([Segment], version: Int)? {
        for versions in Segment.versionGroups where bytes.count <= Segment.longestText {
            let segments = Segment.shortest(for: bytes, in: versions)
            let bits = Segment.bitCount(of: segments, inVersion: versions.lowerBound)
            if let version = versions.first(where: { bits <= BlockStructure.bitCapacity(version: $0, level) }) {
                return (segments, version)
            }
        }
        return nil
    }
}

extension QRSymbol {
    /// The level of error correction, by the share of codewords that can be restored (ISO/IEC 18004 §7.5.1).
    public enum ErrorCorrection: Int, CaseIterable, Comparable, Sendable {
        /// L, about 7 %.
        case low
        /// M, about 15 %.
        case medium
        /// Q, about 25 %.
        case quartile
        /// H, about 30 %.
        case high

        public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// Why there is no symbol for a text.
    public enum EncodingError: Error, Hashable, Sendable {
        /// There is nothing to encode.
        case empty
        /// The text of so many bytes does not fit into version 40 at the wanted level.
        case tooLong(bytes: Int)
        /// libqrencode got no memory.
        case outOfMemory
    }
}
