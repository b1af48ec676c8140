/// Which modules of a version are function patterns and which hold codewords (ISO/IEC 18004 §6.3, §7.7).
struct SymbolLayout {
    /// What a module of the version is for.
    private enum Module {
        case codeword
        /// Format information, which is read apart.
        case format
        /// A function pattern, of the same colour in every symbol of the version.
        case light, dark
    }

    private let width: Int
    /// Row-major.
    private var modules: [Module]

    init(version: Int) {
        width = 17 + 4 * version
        modules = [Module](repeating: .codeword, count: width * width)
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
    }

    /// Whether the function patterns of `symbol`, which is of this version, are as they must be.
    func fits(_ symbol: QRSymbol) -> Bool {
        modules.indices.allSatisfy { index in
            switch modules[index] {
            case .light: !symbol[index % width, index / width]
            case .dark: symbol[index % width, index / width]
            case .codeword, .format: true
            }
        }
    }

    /// The codewords as they are placed: two columns at a time from the right, up and down in turn (§7.7.3), unmasked.
    func codewords(of symbol: QRSymbol, mask: Int) -> [UInt8] {
        var codewords: [UInt8] = []
        var bits = 0
        var count = 0
        var isUpward = true
        var right = width - 1
        while right > 0 {
            if right == 6 { right -= 1 }
            for step in 0..<width {
                let row = isUpward ? width - 1 - step : step
                for column in [right, right - 1] where modules[row * width + column] == .codeword {
                    let isDark = symbol[column, row] != Self.inverts(mask, column, row)
                    bits = bits << 1 | (isDark ? 1 : 0)
                    count += 1
                    if count.isMultiple(of: 8) { codewords.append(UInt8(bits & 0xFF)) }
                }
            }
            isUpward.toggle()
            right -= 2
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
