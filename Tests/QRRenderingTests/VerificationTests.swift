import TestSupport
import Testing

@testable import QRRendering

struct VerificationTests {
    @Test(arguments: QRSymbol.ErrorCorrection.allCases)
    func `every version is read back byte for byte`(level: QRSymbol.ErrorCorrection) throws {
        var versions: Set<Int> = []
        for length in Array(1...120) + Array(stride(from: 121, through: 2953, by: 17)) {
            let text = Array(SampleCodes.filler(bytes: length).utf8)
            guard let symbol = try? QRSymbol(bytes: text, errorCorrection: level) else { continue }
            versions.insert(symbol.version)
            #expect(symbol.holds(text), "version \(symbol.version), \(length) bytes")
            #expect(!symbol.holds(text + [0x41]) && !symbol.holds([]))
        }
        #expect(versions == Set(1...40))
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `mixtures of modes are read back byte for byte`(seed: UInt64) throws {
        let text = SampleCodes.mixture(seed: seed)
        #expect(try QRSymbol(text).holds(Array(text.utf8)))
    }

    @Test(arguments: ["\0", "0", "00", "000", "0000", "0123456789", "A", "AB", "ABC", "ñ€漢", "1A\0"])
    func `the edges of modes are read back`(text: String) throws {
        #expect(try QRSymbol(text).holds(Array(text.utf8)))
    }

    /// Versions 1 and 7 have no module without a meaning.
    @Test(arguments: ["LPA:1$A.B$C", String(repeating: "LPA:1$rsp.", count: 11)])
    func `one wrong module is one too many`(text: String) throws {
        let symbol = try QRSymbol(text)
        #expect([1, 7].contains(symbol.version))
        for index in 0..<symbol.width * symbol.width {
            var modules = symbol.modules
            modules[index / 64] ^= 1 << (index % 64)
            let wrong = QRSymbol(version: symbol.version, errorCorrection: symbol.errorCorrection, modules: modules)
            #expect(!wrong.holds(Array(text.utf8)), "module \(index % symbol.width), \(index / symbol.width)")
        }
    }

    @Test func `noise is no symbol`() {
        var random = SeededGenerator(seed: 1)
        for version in 1...40 {
            let width = 17 + 4 * version
            let modules = (0..<(width * width + 63) / 64).map { _ in random.next() }
            let symbol = QRSymbol(version: version, errorCorrection: .medium, modules: modules)
            #expect(SymbolReading(of: symbol) == nil)
        }
    }

    @Test(arguments: [1, 2, 8, 13, 64])
    func `a PNG is compared with the symbol pixel by pixel`(pixels: Int) throws {
        let text = Array(SampleCodes.specification.utf8)
        let symbol = try QRSymbol(bytes: text)
        let size = try ModuleSize(pixels: pixels)
        let image = try ImageFormat.png.image(of: symbol, moduleSize: size, description: .sample)
        #expect(ImageFormat.png.verify(image, of: symbol, moduleSize: size, holds: text))
        #expect(!ImageFormat.png.verify(image, of: symbol, moduleSize: try ModuleSize(pixels: 3), holds: text))
        #expect(!ImageFormat.png.verify(Array(image.dropLast(30)), of: symbol, moduleSize: size, holds: text))
        let other = try QRSymbol("LPA:1$SMDP.GSMA.COM$04386-AGYFT-A74Y8-3F816")
        let otherImage = try ImageFormat.png.image(of: other, moduleSize: size, description: .sample)
        #expect(!ImageFormat.png.verify(otherImage, of: symbol, moduleSize: size, holds: text))
        #expect(!ImageFormat.png.verify([], of: symbol, moduleSize: size, holds: text))
    }
}

extension SampleCodes {
    /// A text of so many bytes that takes eight bits each.
    static func filler(bytes: Int) -> String {
        String(String(repeating: "abcdefghijklm", count: bytes / 13 + 1).prefix(bytes))
    }
}
