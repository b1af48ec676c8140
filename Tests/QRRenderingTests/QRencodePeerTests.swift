import QRRendering
import TestSupport
import Testing

/// Compares symbols with those of the `qrencode` command.
struct QRencodePeerTests {
    @Test(arguments: [
        SampleCodes.specification,
        "LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815",
        "LPA:1$SMDP.EXAMPLE.COM$$1.3.6.1.4.1.31746$1",
        "LPA:1$RSP.TRUPHONE.COM$QR-G-5C-1LS-1W1Z9P7",
    ])
    func `draws the same modules as qrencode`(code: String) async throws {
        let symbol = try QRSymbol(code)
        let theirs = try await Tool.run("qrencode", ["-l", symbol.errorCorrection.letter, "-t", "ASCII", code])
        #expect(theirs.status == 0)
        let ours = try ImageFormat.ascii.image(of: symbol, description: .sample)
        #expect(String(decoding: ours, as: UTF8.self) == theirs.text)
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func `is never larger than qrencode`(seed: UInt64) async throws {
        let text = SampleCodes.mixture(seed: seed)
        for level in QRSymbol.ErrorCorrection.allCases {
            let theirs = try await Tool.run("qrencode", ["-l", level.letter, "-t", "ASCII", "--", text])
            let width = theirs.text.split(separator: "\n").count - 2 * QRSymbol.quietZone
            #expect(try QRSymbol(text, errorCorrection: level).width <= width)
        }
    }
}

extension QRSymbol.ErrorCorrection {
    fileprivate var letter: String {
        switch self {
        case .low: "L"
        case .medium: "M"
        case .quartile: "Q"
        case .high: "H"
        }
    }
}
