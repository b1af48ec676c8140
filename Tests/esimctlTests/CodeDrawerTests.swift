import ArgumentParser
import Localization
import Testing

@testable import QRRendering
@testable import esimctl

struct CodeDrawerTests {
    /// A format whose pictures never show what they should.
    private static let broken = ImageFormat(
        name: "broken",
        fileExtensions: [],
        isBinary: true,
        measure: .characters,
        shows: { _, _, _ in false }
    ) { _, _, _ in [0] }

    private func draw(_ arguments: [String]) throws -> Drawing? {
        let drawer = CodeDrawer(
            strings: Language.english.strings,
            format: Self.broken,
            options: try PictureOptions.parse(arguments),
            link: nil,
            drawsAsGiven: false
        )
        var messages = Messages()
        return try drawer.draw(Array("LPA:1$rsp.example.com$A".utf8), &messages)
    }

    @Test func `a picture that does not read back is not handed over`() throws {
        let failure = #expect(throws: Failure.self) { try draw([]) }
        #expect(failure?.status == .notDone)
        #expect(try draw(["--no-verify"])?.isVerified == false)
    }
}
