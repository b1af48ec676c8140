import Synchronization

/// Which modules of a version are function patterns and which hold codewords (ISO/IEC 18004 §6.3, §7.7), and which of those
/// a data mask inverts.
struct SymbolLayout: Sendable {
    /// What a module of the version is for.
    private enum Module {
        case codeword
        /// Format information, which is read apart.
        case format
        /// A function pattern, of the same colour in every symbol of the version.
        case light, dark
    }

    private let width: Int
    /// Row-major; only while the layout is made.
    private var modules: [Module]
    /// A bit for each module, as in `QRSymbol`: which are function patterns, and which of them are dark.
    private var patterns: [UInt64] = []
    private var darkPatterns: [UInt64] = []
    /// The modules of codewords in the order in which they are placed: two columns at a time from the right, up and down in
    /// turn (§7.7.3).
    private var places: [UInt16] = []
    /// A bit for each module: which ones the mask inverts.
    private var inverted: [UInt64]

    private static let made = Mutex<[SymbolLayout?]>(Array(repeating: nil, count: 41 * 8))

    /// The layout of a version and a mask, 0...7; made once.
    static func of(version: Int, mask: Int) -> SymbolLayout {
        let index = 8 * version + mask
        if let layout = made.withLock({ $0[index] }) { return layout }
        let layout = SymbolLayout(version: version, mask: mask)
        made.withLock { $0[index] = layout }
        return layout
    }

    private init(version: Int, mask: Int) {
        width = 17 + 4 * version
        modules = [Module](repeating: .codeword, count: width * width)
        inverted = [UInt64](repeating: 0, count: (width * width + 63) / 64)
        for index in 0..<width {
            // Timing patterns; what they share with others is drawn over or of the same colour.
            set(index, 6, index.isMultiple(of: 2))
            set(6, index, index.isMultiple(of: 2))
        }
        for (column, row) in [(3, 3), (width - 4, 3), (3, width - 4)] { addFinder(column, row) }
        let centers = Self.alignmentCenters(version: version)
        for row in centers {
            for column in centers where !isFinderCorner(column, row, centers) { addAlignment(column, row) }
        }
        addFormat()
        if version >= 7 { addVersion(version) }
        placeCodewords()
        (patterns, darkPatterns) = (inverted, inverted)
        for index in modules.indices {
            let bit: UInt64 = 1 << UInt64(index % 64)
            if modules[index] == .light || modules[index] == .dark { patterns[index / 64] |= bit }
            if modules[index] == .dark { darkPatterns[index / 64] |= bit }
        }
        for index in modules.indices where Self.inverts(mask, index % width, index / width) {
            inverted[index / 64] |= 1 << UInt64(index % 64)
        }
        modules = []
    }

    private mutating func placeCodewords() {
        var isUpward = true
        var right = width - 1
        while right > 0 {
            if right == 6 { right -= 1 }
            for step in 0..<width {
                let row = isUpward ? width - 1 - step : step
                for column in [right, right - 1] where modules[row * width + column] == .codeword {
                    places.append(UInt16(row * width + column))
                }
            }
            isUpward.toggle()
            right -= 2
        }
    }

    /// Whether the function patterns of `symbol`, which is of this version, are as they must be.
    func fits(_ symbol: QRSymbol) -> Bool {
        var difference: UInt64 = 0
        for index in patterns.indices { difference |= symbol.modules[index] & patterns[index] ^ darkPatterns[index] }
        return difference == 0
    }

    /// The first `count` codewords, unmasked; fewer when there are fewer.
    func codewords(of symbol: QRSymbol, count: Int) -> [UInt8] {
        let count = min(count, places.count / 8)
        var codewords = [UInt8](repeating: 0, count: count)
        for index in 0..<8 * count {
            let place = Int(places[index])
            let isDark = (symbol.modules[place / 64] ^ inverted[place / 64]) >> UInt64(place % 64) & 1
            codewords[index / 8] = codewords[index / 8] << 1 | UInt8(isDark)
        }
        return codewords
    }

    /// Whether mask `mask` changes the colour of a module (§7.8.2 table 10).
    private static func inverts(_ mask: Int, _ column: Int, _ row: Int) -> Bool {
        switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: row * column % 2 + row * column % 3 == 0
        case 6: (row * column % 2 + row * column % 3) % 2 == 0
        default: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }

    /// The rows and columns of the centres of alignment patterns (annex E): evenly apart, the first gap taking the rest.
    private static func alignmentCenters(version: Int) -> [Int] {
        guard version > 1 else { return [] }
        let count = version / 7 + 2
        let last = 10 + 4 * version
        let step = version == 32 ? 26 : (4 * version + 2 * count + 1) / (2 * count - 2) * 2
        return [6] + (0..<count - 1).map { last - $0 * step }.reversed()
    }

    private func isFinderCorner(_ column: Int, _ row: Int, _ centers: [Int]) -> Bool {
        guard let first = centers.first, let last = centers.last else { return true }
        return [[first, first], [first, last], [last, first]].contains([column, row])
    }

    private mutating func set(_ column: Int, _ row: Int, _ isDark: Bool) {
        modules[row * width + column] = isDark ? .dark : .light
    }

    /// A finder pattern with its separator, around its centre.
    private mutating func addFinder(_ column: Int, _ row: Int) {
        for down in -4...4 {
            for right in -4...4 where 0..<width ~= column + right && 0..<width ~= row + down {
                let ring = max(abs(down), abs(right))
                set(column + right, row + down, ring != 2 && ring != 4)
            }
        }
    }

    private mutating func addAlignment(_ column: Int, _ row: Int) {
        for down in -2...2 {
            for right in -2...2 { set(column + right, row + down, max(abs(down), abs(right)) != 1) }
        }
    }

    private mutating func addFormat() {
        for index in 0...8 where index != 6 {
            modules[8 * width + index] = .format
            modules[index * width + 8] = .format
        }
        for index in 1...8 {
            modules[8 * width + width - index] = .format
            modules[(width - index) * width + 8] = .format
        }
    }

    /// The version, in a BCH code, twice (§7.10).
    private mutating func addVersion(_ version: Int) {
        var remainder = version
        for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1F25 }
        let bits = version << 12 | remainder
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            set(width - 11 + index % 3, index / 3, isDark)
            set(index / 3, width - 11 + index % 3, isDark)
        }
    }
}
