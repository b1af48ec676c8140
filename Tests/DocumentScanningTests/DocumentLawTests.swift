import DocumentLaws
import DocumentScanning
import Foundation
import TestSupport
import Testing

@Suite struct `For every document` {
    /// What a kind of document is made of, and what has meaning in another.
    private static let pieces: [[UInt8]] =
        [
            "LPA:1$rsp.example.com$A1", "lpa:1$a.b$c", "LPA%3A1%24a.b%24C", "LPA:1$a.b$C_\u{E9}", "1$a.b$C",
            "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$a.b$C", "\n", "\r\n", ",", ";", "\t",
            "\"",
            "\"\"", "'", "\\", "\\u00e9", "\\ud83d\\ude00", "{", "}", "[", "]", ":", ": ", "- ", "  ", "# ", "&amp;",
            "&#36;",
            "&#x24;", "<wbr>", "<p>", "code", "activation_code", "=24", "=\n", "TFBBOjEkYS5iJEM=", "--b", "--b--", "é",
            "激活码", "\0",
            "Content-Type: multipart/mixed; boundary=b\n\n", "Content-Type: text/html\n",
            "Content-Transfer-Encoding: base64\n\n", "Content-Transfer-Encoding: quoted-printable\n\n",
        ].map { Array($0.utf8) } + [[0xEF, 0xBB, 0xBF], [0xFF], [0xE2, 0x80], [0xC3]]

    @Test(arguments: 0..<64 as Range<UInt64>)
    func `the laws hold`(part: UInt64) {
        for seed in stride(from: part, to: 6_400, by: 64) {
            var random = SeededGenerator(seed: seed)
            var input = [UInt8.random(in: 0...255, using: &random), UInt8.random(in: 0...255, using: &random)]
            for _ in 0..<Int.random(in: 0...24, using: &random) {
                input += Self.pieces.randomElement(using: &random) ?? []
            }
            let broken = brokenLaws(ofDocument: input)
            #expect(broken.isEmpty, "seed \(seed): \(input)")
        }
    }

    /// Inputs that have broken a law once.
    @Test(arguments: [
        // What divides the fields was guessed before the first line was there.
        (DocumentKind.table, UInt8(15), "iccid;name,first;LPA:1$a.b$C;\n8901;x,y;LPA:1$a.b$C_,d;\n"),
        // A byte order mark belongs to the beginning of the document, not of a block.
        (.table, 3, "a,b\n\u{FEFF}\"LPA:1$a.b$D,\"\"E\"\n"),
    ])
    func `the laws hold where they did not`(kind: DocumentKind, capacity: UInt8, text: String) throws {
        let number = try #require(DocumentKind.allCases.firstIndex(of: kind))
        #expect(brokenLaws(ofDocument: [UInt8(number), capacity] + text.utf8) == [])
    }
}
