import QRRendering
import Testing

struct QRSymbolTests {
    @Test func `the quiet zone is four modules`() {
        #expect(QRSymbol.quietZone == 4)
    }

    @Test(arguments: [
        (SampleCodes.specification, QRSymbol.ErrorCorrection.low, 2, QRSymbol.ErrorCorrection.low),
        (SampleCodes.specification, .medium, 3, .quartile),
        ("LPA:1$smdp.gsma.com$04386-AGYFT-A74Y8-3F815", .medium, 3, .medium),
        ("LPA:1$A.B$", .low, 1, .high),
    ])
    func `versions and levels of known codes`(
        code: String,
        minimum: QRSymbol.ErrorCorrection,
        version: Int,
        level: QRSymbol.ErrorCorrection
    ) throws {
        let symbol = try QRSymbol(code, errorCorrection: minimum)
        #expect(symbol.version == version)
        #expect(symbol.width == 17 + 4 * version)
        #expect(symbol.errorCorrection == level)
    }

    @Test(arguments: [10, 43, 60, 120, 259])
    func `three corners hold a finder pattern, and the fourth does not`(bytes: Int) throws {
        let symbol = try QRSymbol(SampleCodes.code(bytes: bytes))
        let far = symbol.width - 7
        #expect(symbol.hasFinderPattern(column: 0, row: 0))
        #expect(symbol.hasFinderPattern(column: far, row: 0))
        #expect(symbol.hasFinderPattern(column: 0, row: far))
        #expect(!symbol.hasFinderPattern(column: far, row: far))
    }

    @Test(arguments: [10, 43, 60, 120, 259])
    func `the timing patterns alternate between the finder patterns`(bytes: Int) throws {
        let symbol = try QRSymbol(SampleCodes.code(bytes: bytes))
        for position in 8..<symbol.width - 8 {
            #expect(symbol[position, 6] == position.isMultiple(of: 2))
            #expect(symbol[6, position] == position.isMultiple(of: 2))
        }
    }

    @Test func `modules outside the symbol are light`() throws {
        let symbol = try QRSymbol(SampleCodes.specification)
        for position in -QRSymbol.quietZone..<symbol.width + QRSymbol.quietZone {
            for outside in [-4, -1, symbol.width, symbol.width + 3, .min, .max] {
                #expect(!symbol[position, outside])
                #expect(!symbol[outside, position])
            }
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>, QRSymbol.ErrorCorrection.allCases)
    func `the level is raised exactly as far as the version allows`(
        seed: UInt64,
        minimum: QRSymbol.ErrorCorrection
    ) throws {
        let text = SampleCodes.mixture(seed: seed)
        let symbol = try QRSymbol(text, errorCorrection: minimum)
        #expect(symbol.errorCorrection >= minimum)
        #expect(try QRSymbol(text, errorCorrection: symbol.errorCorrection) == symbol)
        if let next = QRSymbol.ErrorCorrection(rawValue: symbol.errorCorrection.rawValue + 1) {
            #expect(try QRSymbol(text, errorCorrection: next).version > symbol.version)
        }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `the format information states the level and the mask, twice`(seed: UInt64) throws {
        let symbol = try QRSymbol(SampleCodes.mixture(seed: seed), errorCorrection: .low)
        // ISO/IEC 18004 table 12: L 01, M 00, Q 11, H 10; and §7.9.1: the mask over the five bits is 10101.
        let level = [1, 0, 3, 2][symbol.errorCorrection.rawValue]
        let expected = (level << 3 | symbol.mask) ^ 0b10101
        let beside = (0...4).reduce(0) { $0 << 1 | (symbol[$1, 8] ? 1 : 0) }
        let below = (0...4).reduce(0) { $0 << 1 | (symbol[8, symbol.width - 1 - $1] ? 1 : 0) }
        #expect(beside == expected)
        #expect(below == expected)
    }

    @Test func `symbols made at the same time are the same as one after the other`() async throws {
        let texts = (10..<90).map(SampleCodes.code(bytes:))
        let expected = try texts.map { try QRSymbol($0) }
        try await withThrowingTaskGroup { group in
            for (text, symbol) in zip(texts + texts, expected + expected) {
                group.addTask {
                    let again = try QRSymbol(text)
                    #expect(again == symbol)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `the empty text has no symbol`() {
        #expect(throws: QRSymbol.EncodingError.empty) { try QRSymbol("") }
    }

    /// ISO/IEC 18004 table 7, version 40.
    @Test(arguments: [
        ("a", QRSymbol.ErrorCorrection.low, 2953),
        ("a", .medium, 2331),
        ("a", .quartile, 1663),
        ("a", .high, 1273),
        ("\0", .low, 2953),
        ("A", .low, 4296),
        ("A", .high, 1852),
        ("7", .low, 7089),
        ("7", .high, 3057),
    ])
    func `version 40 is filled to the last character, and one more is an error`(
        character: String,
        level: QRSymbol.ErrorCorrection,
        capacity: Int
    ) throws {
        let full = try QRSymbol(String(repeating: character, count: capacity), errorCorrection: level)
        #expect(full.version == 40)
        #expect(full.errorCorrection == level)
        #expect(throws: QRSymbol.EncodingError.tooLong(bytes: capacity + 1)) {
            try QRSymbol(String(repeating: character, count: capacity + 1), errorCorrection: level)
        }
    }

    @Test func `a text of many megabytes is too long, at once`() {
        let text = String(repeating: "LPA:1$", count: 1 << 20)
        #expect(throws: QRSymbol.EncodingError.tooLong(bytes: 6 << 20)) { try QRSymbol(text) }
    }

    @Test func `levels are ordered by what they restore`() {
        #expect(QRSymbol.ErrorCorrection.allCases == QRSymbol.ErrorCorrection.allCases.sorted())
        #expect(QRSymbol.ErrorCorrection.low < .high)
    }
}

extension QRSymbol {
    /// Whether the 7 × 7 modules from that corner are rings, dark, light and dark, around a dark centre, and light around.
    fileprivate func hasFinderPattern(column: Int, row: Int) -> Bool {
        (-1...7).allSatisfy { y in
            (-1...7).allSatisfy { x in
                let ring = max(abs(x - 3), abs(y - 3))
                return self[column + x, row + y] == (ring != 2 && ring != 4)
            }
        }
    }
}
