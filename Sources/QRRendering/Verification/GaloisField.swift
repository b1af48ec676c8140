/// The field of 256 elements with x⁸ + x⁴ + x³ + x² + 1 (ISO/IEC 18004 §7.5.2).
enum GaloisField {
    private static let powers: [UInt8] = {
        var powers: [UInt8] = [1]
        while powers.count < 255 {
            let last = powers[powers.count - 1]
            powers.append(last << 1 ^ (last & 0x80 == 0 ? 0 : 0x1D))
        }
        return powers
    }()

    private static let logarithms: [Int] = {
        var logarithms = [Int](repeating: 0, count: 256)
        for (exponent, element) in powers.enumerated() { logarithms[Int(element)] = exponent }
        return logarithms
    }()

    /// 2 to the power of `exponent`, which is not negative.
    static func power(_ exponent: Int) -> UInt8 { powers[exponent % 255] }

    static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        one == 0 || other == 0 ? 0 : powers[(logarithms[Int(one)] + logarithms[Int(other)]) % 255]
    }
}
