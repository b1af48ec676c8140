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
        return (0..<side).allSatisfy { row in
            let line = image.pixels[row * side..<(row + 1) * side]
            guard row.isMultiple(of: pixels) else { return line == image.pixels[(row - 1) * side..<row * side] }
            return (0..<symbol.fullWidth).allSatisfy { column in
                let isDark = symbol[column - QRSymbol.quietZone, row / pixels - QRSymbol.quietZone]
                let module = line[(line.startIndex + column * pixels)..<(line.startIndex + (column + 1) * pixels)]
                return module.allSatisfy { $0 == (isDark ? 0 : 255) }
            }
        }
    }
}
