/// How the codewords of a symbol are dealt into blocks, each with codewords that check it (ISO/IEC 18004 §7.5, table 9).
struct BlockStructure {
    /// All codewords of the symbol.
    let codewordCount: Int
    /// The error correction codewords of each block.
    private let checkCount: Int
    private let blockCount: Int

    init(version: Int, errorCorrection: QRSymbol.ErrorCorrection) {
        checkCount = Self.checkCounts[errorCorrection.rawValue][version - 1]
        blockCount = Self.blockCounts[errorCorrection.rawValue][version - 1]
        var modules = (16 * version + 128) * version + 64
        if version >= 2 {
            let centers = version / 7 + 2
            modules -= (25 * centers - 10) * centers - 55
            if version >= 7 { modules -= 36 }
        }
        codewordCount = modules / 8
    }

    /// How many bits of data a symbol has room for.
    static func bitCapacity(version: Int, _ errorCorrection: QRSymbol.ErrorCorrection) -> Int {
        let blocks = BlockStructure(version: version, errorCorrection: errorCorrection)
        return 8 * (blocks.codewordCount - blocks.blockCount * blocks.checkCount)
    }

    /// The data of all blocks in order; `nil` when one of them does not agree with its check.
    func data(of codewords: [UInt8]) -> [UInt8]? {
        // The last blocks are one data codeword longer than the first.
        let shortLength = codewordCount / blockCount
        let shortBlocks = blockCount - codewordCount % blockCount
        let shortData = shortLength - checkCount
        var blocks = [[UInt8]](repeating: [], count: blockCount)
        var index = 0
        for place in 0...shortLength {
            for block in 0..<blockCount where place != shortData || block >= shortBlocks {
                guard index < codewords.count else { break }
                blocks[block].append(codewords[index])
                index += 1
            }
        }
        guard blocks.allSatisfy(isCodeword) else { return nil }
        return blocks.flatMap { $0.dropLast(checkCount) }
    }

    /// Whether a block is a multiple of the generator polynomial: it is 0 at the powers 0 to `checkCount` − 1 of α = 2.
    private func isCodeword(_ block: [UInt8]) -> Bool {
        for power in 0..<checkCount {
            var value: UInt8 = 0
            for codeword in block { value = GaloisField.product(value, power: power) ^ codeword }
            guard value == 0 else { return false }
        }
        return true
    }

    /// Levels L, M, Q, H; versions 1 to 40.
    private static let checkCounts = [
        [
            7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
            28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
        [
            10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
            26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        ],
        [
            13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
            28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
        [
            17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
            30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
        ],
    ]
    private static let blockCounts = [
        [
            1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
            8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
        ],
        [
            1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
            17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
        ],
        [
            1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
            23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
        ],
        [
            1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
            25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
        ],
    ]
}
