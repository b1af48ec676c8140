/// Reads a symbol's modules as a phone does, by ISO/IEC 18004 and sharing nothing with the library that drew them.
///
/// It corrects no errors: a symbol of ours that has one is wrong, so a codeword that does not fit is reason to refuse it.
package struct SymbolReading {
    /// The text of the symbol.
    package let bytes: [UInt8]

    /// Reads the modules of `symbol`.
    ///
    /// - Returns: `nil` when a function pattern, the format information, a codeword or a segment is not as it must be.
    package init?(of symbol: QRSymbol) {
        let layout = SymbolLayout(version: symbol.version)
        guard layout.fits(symbol),
            let format = FormatInformation(of: symbol), format.errorCorrection == symbol.errorCorrection
        else { return nil }
        let blocks = BlockStructure(version: symbol.version, errorCorrection: format.errorCorrection)
        let codewords = layout.codewords(of: symbol, mask: format.mask)
        guard codewords.count >= blocks.codewordCount,
            let data = blocks.data(of: Array(codewords[..<blocks.codewordCount])),
            let bytes = SegmentReader.bytes(in: data, version: symbol.version)
        else { return nil }
        self.bytes = bytes
    }
}
