/// What the fifteen bits beside the finder patterns say (ISO/IEC 18004 §7.9).
struct FormatInformation: Hashable {
    let errorCorrection: QRSymbol.ErrorCorrection
    /// 0...7.
    let mask: Int

    /// Reads both copies; `nil` when they differ or are no codeword of the BCH code.
    init?(of symbol: QRSymbol) {
        let last = symbol.width - 1
        var copies = [0, 0]
        for bit in 0..<15 {
            // Beside the top left finder: down its right side, then along its lower side, past the timing patterns.
            let (column, row) = bit < 8 ? (8, bit < 6 ? bit : bit + 1) : (bit == 8 ? 7 : 14 - bit, 8)
            if symbol[column, row] { copies[0] |= 1 << bit }
            // Along the top right finder, then beside the bottom left one.
            if bit < 8 ? symbol[last - bit, 8] : symbol[8, last - 14 + bit] { copies[1] |= 1 << bit }
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
