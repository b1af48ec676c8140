/// The field of 256 elements with x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
enum GaloisField {
    /// The powers of 2, twice over, so that a sum of two exponents needs no remainder.
    private static let powers: [UInt8] = {
        var powers: [UInt8] = [1]
        while powers.count < 510 {
            let last = powers[powers.count - 1]
            powers.append(last << 1 ^ (last & 0x80 == 0 ? 0 : 0x1D))
        }
        return powers
    }()

    private static let logarithms: [Int] = {
        var logarithms = [Int](repeating: 0, count: 256)
        for exponent in 0..<255 { logarithms[Int(powers[exponent])] = exponent }
        return logarithms
    }()

    /// `element` times 2 to the power of `power`, 0...254.
    static func product(_ element: UInt8, power: Int) -> UInt8 {
        element == 0 ? 0 : powers[logarithms[Int(element)] + power]
    }
}
