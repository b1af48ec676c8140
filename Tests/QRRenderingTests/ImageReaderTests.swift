import Foundation
import TestSupport
import Testing

@testable import QRRendering

struct ImageReaderTests {
    /// What ImageMagick does to a picture before it is read, and how the result is stored.
    static let treatments = [
        "", "-negate", "-rotate 90", "-rotate 180", "-rotate 33", "-rotate -8 -blur 0x1", "-flop", "-resize 25%",
        "-resize 400%", "-blur 0x3 -resize 60%", "-attenuate 0.6 +noise Gaussian", "-brightness-contrast -20x-60",
        "-distort Perspective 0,0,20,30,296,0,280,10,0,296,10,280,296,296,296,270", "-negate -rotate 45",
        "-colorspace sRGB -fill navy -opaque black", "-transparent white", "-type palette",
        "-bordercolor white -border 800", "-interlace PNG -depth 16 -define png:color-type=6",
    ]

    @Test(arguments: treatments, ["png:-", "jpeg:-"])
    func `reads what was done to a picture of a code`(treatment: String, target: String) async throws {
        // JPEG has no transparency.
        guard !(treatment == "-transparent white" && target == "jpeg:-") else { return }
        let picture = try await Pictures.made(of: SampleCodes.specification, treatment, as: target)
        let found = try ImageReader().symbols(in: picture)
        #expect(found.map(\.text) == [SampleCodes.specification])
    }

    @Test(arguments: [10, 43, 61, 120, 190, 259], [1, 2, 3, 8])
    func `reads what qrencode draws, at every size`(bytes: Int, scale: Int) async throws {
        let code = SampleCodes.code(bytes: bytes)
        let drawing = try await Tool.run("qrencode", ["-s", "\(scale)", "-o", "-", "--", code]).standardOutput
        #expect(try ImageReader().symbols(in: drawing).map(\.text) == [code])
    }

    @Test(arguments: Array(stride(from: 10, through: 259, by: 7)))
    func `reads our own pictures byte for byte`(bytes: Int) throws {
        let code = SampleCodes.code(bytes: bytes)
        let image = try ImageFormat.png.image(of: QRSymbol(code), description: .sample)
        #expect(try ImageReader().symbols(in: image).map(\.bytes) == [Array(code.utf8)])
    }

    @Test(arguments: [
        ["-quality", "30"], ["-grayscale"], ["-progressive"], ["-arithmetic"], ["-rgb"], ["-restart", "1"],
    ])
    func `reads what cjpeg writes`(options: [String]) async throws {
        let ppm = try await Pictures.made(of: SampleCodes.specification, "", as: "ppm:-")
        let jpeg = try await Tool.run("cjpeg", options, input: ppm)
        try #require(jpeg.status == 0, "\(jpeg.errorText)")
        #expect(try ImageReader().symbols(in: jpeg.standardOutput).map(\.text) == [SampleCodes.specification])
    }

    @Test func `reads a JPEG in four inks`() async throws {
        let picture = try await Pictures.made(of: SampleCodes.specification, "-colorspace CMYK", as: "jpeg:-")
        #expect(try ImageReader().symbols(in: picture).map(\.text) == [SampleCodes.specification])
    }

    @Test func `finds several codes, dark and light, in reading order and where they are`() async throws {
        let codes = (1...6).map { "LPA:1$rsp\($0).example.com$A\($0)" }
        let folder = try TemporaryFolder()
        for (index, code) in codes.enumerated() {
            let image = try ImageFormat.png.image(of: QRSymbol(code), description: .sample)
            _ = try folder.write(image, to: "\(index).png")
        }
        let sheet = try await Tool.run(
            "convert",
            [
                "(", "0.png", "(", "1.png", "-negate", ")", "2.png", "+append", ")",
                "(", "3.png", "(", "4.png", "-rotate", "90", ")", "5.png", "+append", ")", "-append", "png:-",
            ],
            in: folder.url
        )
        let found = try ImageReader().symbols(in: sheet.standardOutput)
        #expect(found.map(\.text) == codes)
        let judged = try await Tool.run("zbarimg", ["--raw", "-q", "png:-"], input: sheet.standardOutput)
        #expect(Set(judged.text.split(separator: "\n").map(String.init)).isSubset(of: codes))
        // 8 pixels a module, four modules around the symbol.
        let first = try #require(found.first)
        let side = try 8 * QRSymbol(codes[0]).width
        let expected = [(32, 32), (32 + side, 32), (32 + side, 32 + side), (32, 32 + side)]
        for (corner, point) in zip(first.corners, expected) {
            #expect(abs(corner.x - point.0) <= 8 && abs(corner.y - point.1) <= 8)
        }
        // The turned one begins at its right upper corner.
        #expect(found[4].corners[0].x > found[4].corners[2].x)
    }

    @Test(arguments: [
        "-size 300x200 xc:white", "-size 1x1 xc:black", "-size 640x480 plasma:tomato", "-size 9000x3 xc:gray",
    ])
    func `finds nothing where there is nothing`(picture: String) async throws {
        for target in ["png:-", "jpeg:-"] {
            let image = try await Tool.run("convert", picture.split(separator: " ").map(String.init) + [target])
            try #require(image.status == 0, "\(image.errorText)")
            #expect(try ImageReader().symbols(in: image.standardOutput) == [])
        }
    }

    @Test func `holds the bytes as they stand in the code`() throws {
        for text in ["\0", "LPA:1$a.b$\0X", "ñ€漢", "a\nb\r\n"] {
            let image = try ImageFormat.png.image(of: QRSymbol(text), description: .sample)
            #expect(try ImageReader().symbols(in: image).map(\.bytes) == [Array(text.utf8)])
        }
    }
}

/// Pictures that other programs make of our codes.
enum Pictures {
    /// The code drawn by us, changed by ImageMagick.
    static func made(of code: String, _ treatment: String, as target: String) async throws -> [UInt8] {
        let image = try ImageFormat.png.image(of: QRSymbol(code), description: .sample)
        let options = treatment.split(separator: " ").map(String.init)
        let run = try await Tool.run(
            "convert",
            ["png:-", "-background", "white", "-virtual-pixel", "white", "-seed", "7"] + options + [target],
            input: image
        )
        try #require(run.status == 0, "\(run.errorText)")
        return run.standardOutput
    }
}
