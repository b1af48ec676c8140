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
        guard let image = try? LuminanceImage(decoding: file, limits: ImageLimits(bytes: .max, pixels: .max)),
            image.width == symbol.fullWidth * pixels, image.height == image.width
        else { return false }
        let side = image.width
        let shown = image.pixels.span
        return (0..<symbol.fullWidth).allSatisfy { row in
            let expected = (0..<symbol.fullWidth).flatMap { column in
                let isDark = symbol[column - QRSymbol.quietZone, row - QRSymbol.quietZone]
                return [UInt8](repeating: isDark ? 0 : 255, count: pixels)
            }
            // One sum for a whole row of modules: no branch for each pixel.
            var difference: UInt8 = 0
            for line in row * pixels..<(row + 1) * pixels {
                let pixelsOfLine = shown.extracting(line * side..<(line + 1) * side)
                for column in 0..<side { difference |= pixelsOfLine[column] ^ expected[column] }
            }
            return difference == 0
        }
    }
}
