/// What the fifteen bits beside the finder patterns say (ISO/IEC 18004 §7.9).
struct FormatInformation: Hashable {
    let errorCorrection: QRSymbol.ErrorCorrection
    /// 0...7.
    let mask: Int

    /// Reads both copies; `nil` when they differ or are no codeword of the BCH code.
    init?(of symbol: QRSymbol) {
        let last = symbol.width - 1
        let first = [0, 1, 2, 3, 4, 5, 7, 8].map { (8, $0) } + [7, 5, 4, 3, 2, 1, 0].map { ($0, 8) }
        let second = (0...7).map { (last - $0, 8) } + (0...6).map { (8, last - 6 + $0) }
        let copies = [first, second].map { places in
            places.enumerated().reduce(0) { $0 | (symbol[$1.element.0, $1.element.1] ? 1 << $1.offset : 0) }
        }
        guard copies[0] == copies[1], symbol[8, symbol.width - 8] else { return nil }
        let bits = copies[0] ^ 0x5412
        let data = bits >> 10
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
        guard bits == data << 10 | remainder else { return nil }
        let levels: [QRSymbol.ErrorCorrection] = [.medium, .low, .high, .quartile]
        errorCorrection = levels[data >> 3]
        mask = data & 7
    }
}
