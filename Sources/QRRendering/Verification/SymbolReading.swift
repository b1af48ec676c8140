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
        guard let format = FormatInformation(of: symbol), format.errorCorrection == symbol.errorCorrection else {
            return nil
        }
        let layout = SymbolLayout.of(version: symbol.version, mask: format.mask)
        guard layout.fits(symbol) else { return nil }
        let blocks = BlockStructure(version: symbol.version, errorCorrection: format.errorCorrection)
        let codewords = layout.codewords(of: symbol, count: blocks.codewordCount)
        guard codewords.count == blocks.codewordCount,
            let data = blocks.data(of: codewords),
            let bytes = SegmentReader.bytes(in: data, version: symbol.version)
        else { return nil }
        self.bytes = bytes
    }
}
