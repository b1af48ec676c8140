internal import CPNG

extension ImageFormat {
    /// PNG (ISO/IEC 15948): 1-bit greyscale, with the size on paper in its pHYs chunk, in whole pixels per metre.
    public static let png = ImageFormat(
        name: "png",
        fileExtensions: ["png"],
        isBinary: true,
        measure: .pixels,
        shows: { Bitmap.isShown(in: $0, $1, pixelsPerModule: $2.pixels) }
    ) { symbol, size, _ throws(RenderingError) in
        let bitmap = Bitmap(of: symbol, pixelsPerModule: size.pixels)
        // At most 640,000 by the ranges of `ModuleSize`, and at least 10.
        let pixelsPerMetre = UInt32((Double(size.pixels) * 1e6 / Double(size.micrometres)).rounded())
        var file = PNGBuffer()
        try file.encode(bitmap, pixelsPerMetre: pixelsPerMetre)
        return file.bytes
    }
}

/// The pixels of a symbol with its quiet zone, one row for each row of modules.
struct Bitmap {
    /// In pixels.
    let width: Int
    /// `rowCount` rows of `(width + 7) / 8` bytes, leftmost pixel in the highest bit, 1 for white.
    let rows: [UInt8]
    let rowCount: Int
    /// How often each row is drawn.
    let pixelsPerModule: Int

    init(of symbol: QRSymbol, pixelsPerModule: Int) {
        let visible = -QRSymbol.quietZone..<symbol.width + QRSymbol.quietZone
        width = visible.count * pixelsPerModule
        rowCount = visible.count
        self.pixelsPerModule = pixelsPerModule
        let stride = (width + 7) / 8
        var rows = [UInt8](repeating: 0xFF, count: stride * visible.count)
        for run in symbol.darkRuns {
            let start = 8 * stride * run.row + run.column * pixelsPerModule
            let end = start + run.length * pixelsPerModule
            // The bits in front of the first whole byte, the whole bytes, the bits behind them.
            var bit = start
            while bit < end && bit % 8 != 0 {
                rows[bit / 8] &= ~(0x80 >> UInt8(bit % 8))
                bit += 1
            }
            while bit + 8 <= end {
                rows[bit / 8] = 0
                bit += 8
            }
            while bit < end {
                rows[bit / 8] &= ~(0x80 >> UInt8(bit % 8))
                bit += 1
            }
        }
        self.rows = rows
    }
}

/// The one owner of the memory into which libpng writes.
@safe private struct PNGBuffer: ~Copyable {
    private var buffer = unsafe CPNGBuffer()

    deinit { unsafe free(buffer.bytes) }

    /// Writes the file, once.
    mutating func encode(_ bitmap: Bitmap, pixelsPerMetre: UInt32) throws(RenderingError) {
        let succeeded = unsafe bitmap.rows.withUnsafeBufferPointer { rows in
            unsafe CPNG_encode(
                rows.baseAddress,
                UInt32(bitmap.width),
                UInt32(bitmap.rowCount),
                UInt32(bitmap.pixelsPerModule),
                pixelsPerMetre,
                &buffer
            )
        }
        guard succeeded == 1 else { throw .outOfMemory }
    }

    /// A copy of what was written.
    var bytes: [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    }
}
