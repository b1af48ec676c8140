internal import CZXing

/// A QR code in a picture.
public struct ScannedSymbol: Hashable, Sendable {
    /// A place in the picture, in pixels from its top left corner.
    public struct Point: Hashable, Sendable {
        public let x: Int
        public let y: Int
    }

    /// What the code holds, as it stands there: mostly UTF-8, though nothing makes it so.
    public let bytes: [UInt8]

    /// The corners of the symbol, from the one that is its own top left, clockwise as it would be read.
    public let corners: [Point]

    /// What it holds as text; bytes that are not UTF-8 become U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// About where it is.
    fileprivate var center: Point {
        Point(x: corners.reduce(0) { $0 + $1.x } / 4, y: corners.reduce(0) { $0 + $1.y } / 4)
    }
}

/// Finds the QR codes in PNG and JPEG files, with zxing-cpp.
///
/// Codes may be rotated, mirrored, light on dark, and several in one picture. Any bytes may be given: what is no picture,
/// is damaged or would take too much memory is an error.
public struct ImageReader: Sendable {
    /// What is refused before it is decoded.
    public var limits: ImageLimits

    /// A reader that refuses what is beyond `limits`.
    public init(limits: ImageLimits = .standard) {
        self.limits = limits
    }

    /// Whether a file with these first bytes is taken for a picture, whatever its name; eight are enough.
    public static func isPicture(_ start: Span<UInt8>) -> Bool {
        ImageHeader.kind(of: start) != nil
    }

    /// The codes in the picture that the bytes of a file are, in reading order: by rows from the top, from the left in each.
    ///
    /// - Returns: none when there are none, or none that can be read.
    /// - Throws: `ImageError`.
    public func symbols(in file: [UInt8]) throws(ImageError) -> [ScannedSymbol] {
        let image = try LuminanceImage(decoding: file, limits: limits)
        var found = try Search(image).symbols
        // Light codes on dark ground are another search; what was found both times is one code.
        for symbol in try Search(image.inverted).symbols where !found.contains(where: { $0.isSame(as: symbol) }) {
            found.append(symbol)
        }
        return found.inReadingOrder
    }
}

/// The one owner of what zxing-cpp has found.
@safe private struct Search: ~Copyable {
    private var findings = unsafe CZXingFindings()

    init(_ image: LuminanceImage) throws(ImageError) {
        let status = unsafe image.pixels.withUnsafeBufferPointer { pixels in
            unsafe CZXing_read(pixels.baseAddress, CInt(image.width), CInt(image.height), &findings)
        }
        switch status {
        case CInt(CZXing_ok): return
        case CInt(CZXing_notInstalled): throw .readerNotInstalled
        default: throw .outOfMemory
        }
    }

    deinit { unsafe CZXing_free(findings) }

    /// Copies of them.
    var symbols: [ScannedSymbol] {
        unsafe UnsafeBufferPointer(start: findings.symbols, count: findings.count).map { symbol in
            let (x, y) = unsafe (symbol.x, symbol.y)
            return ScannedSymbol(
                bytes: unsafe Array(UnsafeBufferPointer(start: symbol.bytes, count: symbol.count)),
                corners: [(x.0, y.0), (x.1, y.1), (x.2, y.2), (x.3, y.3)].map { .init(x: Int($0.0), y: Int($0.1)) }
            )
        }
    }
}

extension ScannedSymbol {
    /// The length of the longer diagonal's larger extent, in pixels.
    fileprivate var extent: Int {
        let (x, y) = (corners.map(\.x), corners.map(\.y))
        return Swift.max((x.max() ?? 0) - (x.min() ?? 0), (y.max() ?? 0) - (y.min() ?? 0))
    }

    fileprivate func isSame(as other: ScannedSymbol) -> Bool {
        let tolerance = extent / 2
        return bytes == other.bytes && abs(center.x - other.center.x) <= tolerance
            && abs(center.y - other.center.y) <= tolerance
    }
}

extension [ScannedSymbol] {
    /// A row ends at the first code whose centre is lower than half a code below the first one's of the row.
    fileprivate var inReadingOrder: [ScannedSymbol] {
        var rows: [[ScannedSymbol]] = []
        for symbol in sorted(by: { ($0.center.y, $0.center.x) < ($1.center.y, $1.center.x) }) {
            if let first = rows.last?.first, symbol.center.y - first.center.y <= first.extent / 2 {
                rows[rows.count - 1].append(symbol)
            } else {
                rows.append([symbol])
            }
        }
        return rows.flatMap { row in row.sorted { ($0.center.x, $0.center.y) < ($1.center.x, $1.center.y) } }
    }
}
