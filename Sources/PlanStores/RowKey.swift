import Plans

/// The key of a row, as one that is looked up often: with a digest that is made once, and from fewer steps than those of `Hasher`. All
/// keys begin with the tenant, which tells nothing and is left out.
struct RowKey: Hashable {
    let values: [RowValue]
    private let digest: UInt64

    init(_ values: [RowValue]) {
        self.values = values
        var digest = RowDigest()
        for value in values.dropFirst(values.count > 1 ? 1 : 0) {
            switch value {
            case .null: digest.mix(0)
            case .integer(let number): digest.mix(UInt64(truncatingIfNeeded: number))
            case .text(var text): text.withUTF8 { unsafe digest.mix(UnsafeRawBufferPointer($0)) }
            }
        }
        self.digest = digest.value
    }

    static func == (one: Self, other: Self) -> Bool { one.digest == other.digest && one.values == other.values }

    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// Words multiplied and folded, one after another.
private struct RowDigest {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func mix(_ word: UInt64) {
        let product = (value ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        value = product.high ^ product.low
    }

    mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        mix(UInt64(bytes.count))
        var place = 0
        while place + 8 <= bytes.count {
            unsafe mix(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        var rest: UInt64 = 0
        for index in place..<bytes.count { unsafe rest = rest << 8 | UInt64(bytes[index]) }
        mix(rest)
    }
}
