import Foundation
import QRRendering
import TestSupport
import Testing

struct ImageFormatTests {
    @Test func `the list of formats is the folder of formats`() throws {
        let folder = Fixture.root.appending(path: "Sources/QRRendering/Formats")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let expected = files.map { $0.replacing("Format.swift", with: "").lowercased() }
        let forgotten = Set(expected).subtracting(ImageFormat.all.map(\.name))
        #expect(forgotten.isEmpty, "in Formats/, but not in ImageFormat.all: \(forgotten.sorted())")
        #expect(ImageFormat.all.map(\.name).sorted() == expected.sorted())
    }

    @Test func `formats are found by name and by extension, in any case`() {
        #expect(ImageFormat(named: "SVG")?.name == "svg")
        #expect(ImageFormat(named: "gif") == nil)
        #expect(ImageFormat(fileExtension: "PNG")?.name == "png")
        #expect(ImageFormat(fileExtension: "") == nil)
        for format in ImageFormat.all {
            #expect(ImageFormat(named: format.name)?.name == format.name)
            for fileExtension in format.fileExtensions {
                #expect(ImageFormat(fileExtension: fileExtension)?.name == format.name)
            }
        }
    }

    @Test(arguments: ImageFormat.all.map(\.name))
    func `the same symbol gives the same bytes`(name: String) throws {
        let format = try #require(ImageFormat(named: name))
        let first = try format.image(of: QRSymbol(SampleCodes.specification), description: .sample)
        let second = try format.image(of: QRSymbol(SampleCodes.specification), description: .sample)
        #expect(first == second)
        #expect(!first.isEmpty)
    }

    @Test(arguments: ImageFormat.all.map(\.name))
    func `only a binary format has bytes that are not text`(name: String) throws {
        let format = try #require(ImageFormat(named: name))
        let bytes = try format.image(of: QRSymbol(SampleCodes.specification), description: .sample)
        #expect((String(validating: bytes, as: UTF8.self) == nil || bytes.contains(0)) == format.isBinary)
    }

    @Test(arguments: [0.1, 0.33, 0.8, 100])
    func `sizes within the range are kept`(millimetres: Double) throws {
        #expect(try ModuleSize(millimetres: millimetres, pixels: 1).millimetres == millimetres)
    }

    @Test(arguments: [0, -1, 0.0999, 100.1, .infinity])
    func `lengths outside the range are an error`(millimetres: Double) {
        #expect(throws: ModuleSize.RangeError.millimetres(millimetres)) { try ModuleSize(millimetres: millimetres) }
    }

    @Test func `a length that is not a number is an error`() {
        #expect(throws: ModuleSize.RangeError.self) { try ModuleSize(millimetres: .nan) }
    }

    @Test(arguments: [0, -1, 65, Int.max])
    func `pixels outside the range are an error`(pixels: Int) {
        #expect(throws: ModuleSize.RangeError.pixels(pixels)) { try ModuleSize(pixels: pixels) }
    }

    @Test func `the standard size is what the initializer makes by default`() throws {
        #expect(try ModuleSize() == .standard)
    }
}

extension ImageDescription {
    static let sample = ImageDescription(title: "eSIM activation code", details: "Scan it with the phone.")
}
