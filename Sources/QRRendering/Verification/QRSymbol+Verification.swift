internal import CPNG

/// Reading back what was made, before it is handed over.
extension QRSymbol {
    /// Whether the symbol holds exactly `bytes`, as a phone reads it that needs no error correction.
    ///
    /// The reading follows ISO/IEC 18004 and shares nothing with libqrencode, which made the symbol.
    public func holds(_ bytes: [UInt8]) -> Bool {
        SymbolReading(of: self)?.bytes == bytes
    }
}

extension Bitmap {
    /// Whether a PNG file decodes to `symbol`, quiet zone included, every module a square of one colour.
    static func isShown(in file: [UInt8], _ symbol: QRSymbol, pixelsPerModule pixels: Int) -> Bool {
        let side = symbol.fullWidth * pixels
        guard let image = decodedRows(of: file, side: side) else { return false }
        let shown = image.span
        let stride = (side + 7) / 8
        // The bits behind the last pixel mean nothing.
        let lastByte = UInt8(truncatingIfNeeded: 0xFF << (8 * stride - side))
        var expected = [UInt8](repeating: 0, count: stride)
        for row in 0..<symbol.fullWidth {
            var (byte, pixel) = (UInt8(0), 0)
            for column in 0..<symbol.fullWidth {
                let isDark = symbol[column - QRSymbol.quietZone, row - QRSymbol.quietZone]
                for _ in 0..<pixels {
                    byte = byte << 1 | (isDark ? 0 : 1)
                    pixel += 1
                    if pixel % 8 == 0 { expected[pixel / 8 - 1] = byte }
                }
            }
            if pixel % 8 != 0 { expected[stride - 1] = byte << UInt8(8 - pixel % 8) }
            // One sum for a whole row of modules: no branch for each byte.
            var difference: UInt8 = 0
            for copy in row * pixels..<(row + 1) * pixels {
                let line = shown.extracting(copy * stride..<(copy + 1) * stride)
                for index in 0..<stride - 1 { difference |= line[index] ^ expected[index] }
                difference |= (line[stride - 1] ^ expected[stride - 1]) & lastByte
            }
            guard difference == 0 else { return false }
        }
        return true
    }

    /// The rows of a 1-bit greyscale PNG file, `(side + 7) / 8` bytes each; `nil` when the file is none of that size.
    private static func decodedRows(of file: [UInt8], side: Int) -> [UInt8]? {
        let count = (side + 7) / 8 * side
        var isDecoded = false
        // Safe: libpng writes as many rows, as long as they are, as the buffer has room for.
        let rows = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            isDecoded = unsafe file.withUnsafeBufferPointer { file in
                unsafe CPNG_decodeBits(file.baseAddress, file.count, UInt32(side), UInt32(side), buffer.baseAddress)
                    == 1
            }
            written = isDecoded ? count : 0
        }
        return isDecoded ? rows : nil
    }
}
