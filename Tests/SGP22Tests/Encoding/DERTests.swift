import Foundation
import SGP22
import TestSupport
import Testing

struct DERTests {
    @Test(arguments: [
        ("1.2.840.10045.3.1.7", "2a8648ce3d030107"), ("2.999.10", "88370a"), ("2.23.146.1.2.1.3", "67811201020103"),
        ("0.0", "00"), ("1.39", "4f"), ("2.5.29.15", "551d0f"), ("2.100.3", "813403"),
        ("1.3.6.1.4.1.18446744073709551616", "2b06010401 82808080808080808000"),
    ])
    func `writes object identifiers as X_690 says, with arcs of any size`(text: String, octets: String) throws {
        let id = try ObjectIdentifier(parsing: text)
        #expect(id.octets == [UInt8](hexadecimal: octets.replacing(" ", with: "")))
    }

    @Test(arguments: [
        (0, "020100"), (127, "02017f"), (128, "02020080"), (256, "02020100"), (UInt64.max, "020900ffffffffffffffff"),
    ])
    func `writes integers in the fewest octets that keep them positive`(value: UInt64, der: String) {
        #expect(DER.integer(value).hexadecimal == der)
    }

    @Test(arguments: [(0, "00"), (127, "7f"), (128, "8180"), (255, "81ff"), (256, "820100"), (70_000, "83011170")])
    func `writes lengths in their shortest form`(count: Int, octets: String) {
        #expect(DER.length(count).hexadecimal == octets)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `reads back whatever it writes`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let content = (0..<Int.random(in: 0...700, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
        }
        let short = DER.element(UInt8.random(in: 0...30, using: &random), content)
        let long = DER.element(longTag: 0xBF00 | UInt16.random(in: 0x1F...0x7F, using: &random), content)
        var reader = DERReader(short + long)
        for written in [short, long] {
            let element = try #require(try reader.next())
            #expect(Array(element.bytes) == written)
            #expect(Array(element.content) == content)
        }
        try reader.end()
        #expect(try reader.next() == nil)
    }

    @Test(arguments: [
        ("30", DERReader.Failure.truncated), ("3001", .truncated), ("3081", .truncated), ("308100", .invalidLength),
        ("30817f", .invalidLength), ("3080", .invalidLength), ("3085000000000000", .invalidLength), ("bf", .truncated),
        ("30ff", .invalidLength), ("bf8000", .unsupportedTag), ("bf1e00", .unsupportedTag),
        ("308200ff", .invalidLength),
        ("3084ffffffff", .truncated),
    ])
    func `refuses what DER does not allow`(bytes: String, failure: DERReader.Failure) throws {
        var reader = DERReader(try #require([UInt8](hexadecimal: bytes)))
        #expect(throws: failure) { _ = try reader.next() }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `writes base64 as Foundation does, and reads it back`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<Int(seed)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let text = Base64.text(bytes)
        #expect(text == Data(bytes).base64EncodedString())
        #expect(Base64.bytes(text) == bytes)
    }

    @Test(arguments: ["A", "AA", "AAA", "AA=A", "A===", "====", "AB==", "AAB=", "AA\n==", "AAAA=", "AA==AA==", "ÄA=="])
    func `refuses base64 that is incomplete, or that is not what the bytes would be written as`(text: String) {
        #expect(Base64.bytes(text) == nil)
    }
}
