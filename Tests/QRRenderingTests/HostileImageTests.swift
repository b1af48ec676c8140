import Foundation
import TestSupport
import Testing

@testable import QRRendering

/// Pictures that are damaged, cut off or made to do harm: an error or a result, never a crash.
struct HostileImageTests {
    static let kinds = ["png", "interlaced", "palette", "jpeg", "progressive", "cmyk"]

    @Test(arguments: [
        (100_000, 100_000), (0x7FFF_FFFF, 0x7FFF_FFFF), (0xFFFF_FFFF, 1), (1, 100_000_001), (10_001, 10_000),
    ])
    func `a PNG with too many pixels is refused by its header`(width: Int, height: Int) throws {
        let file = try Forgery.png(width: width, height: height)
        #expect(throws: ImageError.tooManyPixels(width: width, height: height, limit: 100_000_000)) {
            try ImageReader().symbols(in: file)
        }
    }

    @Test func `a JPEG with too many pixels is refused by its header`() async throws {
        let file = try await Forgery.jpeg(width: 65_500, height: 65_500)
        #expect(throws: ImageError.tooManyPixels(width: 65_500, height: 65_500, limit: 100_000_000)) {
            try ImageReader().symbols(in: file)
        }
    }

    @Test func `a file that is too large is refused unread`() {
        let reader = ImageReader(limits: ImageLimits(bytes: 1000, pixels: 1000))
        #expect(throws: ImageError.tooManyBytes(limit: 1000)) {
            try reader.symbols(in: [UInt8](repeating: 0, count: 1001))
        }
    }

    @Test func `the limit is inclusive`() throws {
        let image = try ImageFormat.png.image(of: QRSymbol("LPA:1$a.b$C"), description: .sample)
        let side = try 8 * (QRSymbol("LPA:1$a.b$C").width + 8)
        #expect(
            try ImageReader(limits: ImageLimits(bytes: image.count, pixels: side * side)).symbols(in: image).count == 1
        )
        let size = ImageError.tooManyPixels(width: side, height: side, limit: side * side - 1)
        #expect(throws: size) {
            try ImageReader(limits: ImageLimits(bytes: image.count, pixels: side * side - 1)).symbols(in: image)
        }
    }

    @Test(
        arguments: [
            [], [0x89], Array("GIF89a".utf8), Array("%PDF-1.7".utf8), Array("LPA:1$rsp.example.com$A".utf8),
            [0xFF, 0xD8],
        ] as [[UInt8]]
    )
    func `what is neither PNG nor JPEG is said to be so`(file: [UInt8]) {
        #expect(throws: ImageError.unknownKind) { try ImageReader().symbols(in: file) }
    }

    @Test(arguments: [(0, 10), (10, 0)])
    func `a picture without pixels is damaged`(width: Int, height: Int) throws {
        #expect(throws: ImageError.damaged) { try ImageReader().symbols(in: Forgery.png(width: width, height: height)) }
    }

    @Test func `a picture of another size than its header says is damaged`() async throws {
        let file = try await Forgery.jpeg(width: 2000, height: 2000)
        #expect(throws: ImageError.damaged) { try ImageReader().symbols(in: file) }
        #expect(throws: ImageError.damaged) { try ImageReader().symbols(in: Forgery.png(width: 296, height: 297)) }
    }

    @Test(arguments: kinds)
    func `a file cut off anywhere is an error`(kind: String) async throws {
        let file = try await Forgery.sample(kind)
        #expect(try ImageReader().symbols(in: file).count == 1)
        let step = max(1, file.count / 400)
        for length in stride(from: 0, to: file.count, by: step) {
            do {
                let found = try ImageReader().symbols(in: Array(file[..<length]))
                // Only the end mark may be missing.
                #expect(found.count == 1 && length > file.count - 300, "\(length) of \(file.count)")
            } catch {
                #expect(error == .damaged || (error == .unknownKind && length < 8), "\(length) of \(file.count)")
            }
        }
    }

    @Test(arguments: kinds, 0..<60 as Range<UInt64>)
    func `a file with changed bytes is an error or a picture`(kind: String, seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var file = try await Forgery.sample(kind)
        for _ in 0..<20 {
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                file[Int.random(in: file.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            // 4 megapixels, so that a changed size takes no long time.
            let reader = ImageReader(limits: ImageLimits(bytes: 1 << 20, pixels: 4_000_000))
            _ = try? reader.symbols(in: file)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `noise behind the first bytes of a picture is an error`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let noise = (0..<Int.random(in: 0...2000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
        }
        for start: [UInt8] in [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0]] {
            #expect(throws: ImageError.self) {
                try ImageReader(limits: ImageLimits(bytes: 1 << 20, pixels: 4_000_000)).symbols(in: start + noise)
            }
        }
    }
}

/// Files that say of themselves what is not so.
private enum Forgery {
    private static let code = "LPA:1$rsp.example.com$04386-AGYFT"

    /// A good file.
    static func sample(_ kind: String) async throws -> [UInt8] {
        switch kind {
        case "interlaced": try await Pictures.made(of: code, "-interlace PNG", as: "png:-")
        case "palette": try await Pictures.made(of: code, "-type palette", as: "png:-")
        case "jpeg": try await Pictures.made(of: code, "", as: "jpeg:-")
        case "progressive": try await Pictures.made(of: code, "-interlace JPEG", as: "jpeg:-")
        case "cmyk": try await Pictures.made(of: code, "-colorspace CMYK", as: "jpeg:-")
        default: try ImageFormat.png.image(of: QRSymbol(code), description: .sample)
        }
    }

    /// A PNG whose IHDR has another size, with the right check sum.
    static func png(width: Int, height: Int) throws -> [UInt8] {
        var file = try ImageFormat.png.image(of: QRSymbol(code), description: .sample)
        for (offset, number) in [(16, width), (20, height)] {
            for byte in 0..<4 { file[offset + byte] = UInt8(truncatingIfNeeded: number >> (24 - 8 * byte)) }
        }
        let sum = checkSum(of: file[12..<29])
        for byte in 0..<4 { file[29 + byte] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32(byte))) }
        return file
    }

    /// A JPEG whose frame header has another size.
    static func jpeg(width: Int, height: Int) async throws -> [UInt8] {
        var file = try await sample("jpeg")
        let frame = try #require(file.indices.dropLast(9).first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
        (file[frame + 5], file[frame + 6]) = (UInt8(height >> 8), UInt8(height & 0xFF))
        (file[frame + 7], file[frame + 8]) = (UInt8(width >> 8), UInt8(width & 0xFF))
        return file
    }

    /// CRC-32 of ISO/IEC 15948 annex D.
    private static func checkSum(of bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0 as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
        }
    }
}
