import Foundation
import TestSupport
import Testing

@testable import QRRendering

struct PNGFormatTests {
    @Test(arguments: 10...259)
    func `codes of every length are read back byte for byte`(bytes: Int) async throws {
        let code = SampleCodes.code(bytes: bytes)
        #expect(code.utf8.count == bytes)
        let image = try ImageFormat.png.image(of: QRSymbol(code), description: .sample)
        #expect(try await Scanner.bytes(in: image) == Array(code.utf8))
    }

    @Test(arguments: [10, 43, 61, 120, 259], QRSymbol.ErrorCorrection.allCases)
    func `codes at every level are read back byte for byte`(
        bytes: Int,
        level: QRSymbol.ErrorCorrection
    ) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let image = try ImageFormat.png.image(of: QRSymbol(code, errorCorrection: level), description: .sample)
        #expect(try await Scanner.bytes(in: image) == Array(code.utf8))
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `mixtures of modes are read back byte for byte`(seed: UInt64) async throws {
        let text = SampleCodes.mixture(seed: seed)
        let image = try ImageFormat.png.image(of: QRSymbol(text), description: .sample)
        #expect(try await Scanner.bytes(in: image) == Array(text.utf8))
    }

    @Test(arguments: ["\0", "LPA:1$a.b$\0X", "a\0\0b\0", "12345\0ABCDEFGH", "LPA:1$rsp.example.com$ñ€漢"])
    func `bytes that are not printable are neither cut nor changed`(text: String) async throws {
        let image = try ImageFormat.png.image(of: QRSymbol(text), description: .sample)
        #expect(try await Scanner.bytes(in: image) == Array(text.utf8))
    }

    @Test(arguments: [
        (pixels: 8, millimetres: 0.8, perMetre: 10_000),
        (pixels: 10, millimetres: 0.33, perMetre: 30_303),
        (pixels: 1, millimetres: 100, perMetre: 10),
        (pixels: 7, millimetres: 0.508, perMetre: 13_780),
        (pixels: 64, millimetres: 0.1, perMetre: 640_000),
    ])
    func `pngcheck finds it clean, one bit deep, and of the size on paper that was asked for`(
        pixels: Int,
        millimetres: Double,
        perMetre: Int
    ) async throws {
        let symbol = try QRSymbol(SampleCodes.specification)
        let size = try ModuleSize(millimetres: millimetres, pixels: pixels)
        let image = try ImageFormat.png.image(of: symbol, moduleSize: size, description: .sample)
        let folder = try TemporaryFolder()
        let report = try await Tool.run("pngcheck", ["-v", folder.write(image, to: "code.png").path])
        #expect(report.status == 0)
        #expect(report.text.contains("No errors detected"))
        let side = (symbol.width + 8) * pixels
        #expect(report.text.contains("\(side) x \(side) image, 1-bit grayscale, non-interlaced"))
        #expect(report.text.contains("\(perMetre)x\(perMetre) pixels/meter"))
    }

    @Test(arguments: [1, 3, 8])
    func `each module is a square of pixels, and four modules around the symbol are white`(pixels: Int) throws {
        let symbol = try QRSymbol(SampleCodes.specification)
        let bitmap = Bitmap(of: symbol, pixelsPerModule: pixels)
        #expect(bitmap.width == (symbol.width + 8) * pixels)
        #expect(bitmap.rowCount == symbol.width + 8)
        let stride = (bitmap.width + 7) / 8
        for row in 0..<bitmap.rowCount {
            for pixel in 0..<bitmap.width {
                let isDark = bitmap.rows[row * stride + pixel / 8] >> (7 - pixel % 8) & 1 == 0
                #expect(isDark == symbol[pixel / pixels - 4, row - 4])
            }
        }
    }

    @Test func `the largest symbol at the largest size is a small file`() async throws {
        let symbol = try QRSymbol(String(repeating: "a", count: 2953), errorCorrection: .low)
        let image = try ImageFormat.png.image(
            of: symbol,
            moduleSize: ModuleSize(pixels: ModuleSize.validPixels.upperBound),
            description: .sample
        )
        #expect(image.count < 500_000)
    }

    @Test func `the largest symbol is read back`() async throws {
        let text = String(repeating: "LPA:1$rsp.", count: 233)
        let image = try ImageFormat.png.image(of: QRSymbol(text), description: .sample)
        #expect(try await Scanner.bytes(in: image) == Array(text.utf8))
    }
}
