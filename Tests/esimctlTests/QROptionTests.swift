import Foundation
import TestSupport
import Testing

private let code = "LPA:1$rsp.truphone.com$QR-G-5C-1LS-1W1Z9P7"

/// What `zbarimg` reads in a picture.
private func decoded(_ picture: URL) async throws -> String {
    try await Tool.run(
        "zbarimg",
        ["--raw", "--oneshot", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable", picture.path]
    ).text
}

@Suite struct `The options of esimctl qr` {
    /// How other programs make a PNG `page.png` of each format.
    static let renderers: [(String, String)] = [
        ("png", "cp code.png page.png"), ("svg", "rsvg-convert -o page.png code.svg"),
        ("pdf", "pdftoppm -r 200 -png -singlefile code.pdf page"),
        ("eps", "gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -sDEVICE=pnggray -r200 -sOutputFile=page.png code.eps"),
    ]

    @Test(arguments: renderers)
    func `every kind of picture reads back`(format: String, renderer: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", code, "-o", "code.\(format)"], in: folder.url)
        #expect(run.status == 0 && run.text.isEmpty && run.errorText.isEmpty)
        let drawing = try await Tool.run("/bin/sh", ["-c", renderer], in: folder.url)
        #expect(drawing.status == 0, "\(drawing.errorText)")
        #expect(try await decoded(folder.file("page.png")) == code)
    }

    @Test func `--json tells what zbarimg, pngcheck and the file confirm`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(
            ["qr", code, "--json", "-o", "a.png", "--scale", "5", "--module-mm", "0.5", "--level", "q"],
            in: folder.url
        )
        #expect(run.status == 0 && run.errorText.isEmpty)
        #expect(try await decoded(folder.file("a.png")) == code)
        let report = try QRReport(run.standardOutput)
        #expect(report.schema == "esimctl.qr/1" && report.results.count == 1)
        let facts = try #require(report.results.first)
        #expect(facts.subject == "LPA:1$rsp.truphone.com$****")
        #expect(facts.bytes == 42 && facts.version == 4 && facts.modules == 33 && facts.quietZone == 4)
        #expect(["Q", "H"].contains(facts.errorCorrection) && 0..<8 ~= facts.mask)
        #expect(facts.format == "png" && facts.output == "a.png" && facts.verified)
        #expect(facts.pixels == 205 && facts.moduleMillimetres == 0.5 && facts.sideMillimetres == 20.5)
        let check = try await Tool.run("pngcheck", ["-v", "a.png"], in: folder.url)
        #expect(check.text.contains("205 x 205 image") && check.text.contains("10000x10000 pixels/meter"))
    }

    @Test func `--json alone draws nothing, and knows no size of text`() async throws {
        let run = try await Program.run(["qr", code, "--json", "--format", "txt", "--no-verify"])
        let facts = try #require(QRReport(run.standardOutput).results.first)
        #expect(facts.pixels == nil && facts.moduleMillimetres == nil && facts.output == nil && !facts.verified)
    }

    @Test(arguments: [("svg", "30.012"), ("pdf", "30.012")])
    func `--size-mm is the width of the whole picture, to a module's thousandth of a millimetre`(
        format: String,
        side: String
    ) async throws {
        let run = try await Program.run(["qr", code, "--size-mm", "30", "--format", format, "--json"])
        let facts = try #require(QRReport(run.standardOutput).results.first)
        #expect(abs((facts.sideMillimetres ?? 0) - 30) < 0.05)
        #expect(facts.moduleMillimetres == (30_000 / Double(facts.modules + 8)).rounded() / 1000)
    }

    @Test func `warns of modules that are too small to print`() async throws {
        let folder = try TemporaryFolder()
        let small = try await Program.run(["qr", code, "-o", "a.pdf", "--module-mm", "0.39"], in: folder.url)
        #expect(small.status == 0)
        #expect(
            small.errorText == "esimctl: modules of 0.39 mm are hard to print and to scan; 0.4 mm or more is safe\n"
        )
        #expect(
            try await Program.run(["qr", code, "-o", "b.pdf", "--module-mm", "0.4"], in: folder.url).errorText == ""
        )
        #expect(try await Program.run(["qr", code, "--size-mm", "9"], in: folder.url).errorText == "")
    }

    @Test func `--compact writes the host in upper case where that gains modules, and says what it may cost`()
        async throws
    {
        let folder = try TemporaryFolder()
        let gained = try await Program.run(["qr", code, "--compact", "--level", "Q", "-o", "a.png"], in: folder.url)
        #expect(gained.status == 0)
        #expect(try await decoded(folder.file("a.png")) == "LPA:1$RSP.TRUPHONE.COM$QR-G-5C-1LS-1W1Z9P7")
        try expectSnapshot(gained.errorText, "cli/qr-compact.txt")
        let vain = try await Program.run(["qr", "LPA:1$A.B$C", "--compact", "-o", "b.png"], in: folder.url)
        #expect(vain.status == 0 && vain.errorText.contains("no smaller"))
        #expect(try await decoded(folder.file("b.png")) == "LPA:1$A.B$C")
        let lower = try await Program.run(
            ["qr", "LPA:1$rsp.truphone.com$abcdefghijklm", "--compact", "--level", "Q", "-o", "c.png"],
            in: folder.url
        )
        #expect(lower.status == 0)
        #expect(try await decoded(folder.file("c.png")).hasSuffix("$abcdefghijklm"))
    }

    @Test func `--eid draws the number that carriers ask for`() async throws {
        let folder = try TemporaryFolder()
        let eid = "89049032123451234512345678901235"
        for given in [eid, "EID:" + eid] {
            let run = try await Program.run(["qr", "--eid", given, "-o", "a.svg", "--overwrite"], in: folder.url)
            #expect(run.status == 0 && run.errorText.isEmpty)
        }
        #expect(try !String(contentsOf: folder.file("a.svg"), encoding: .utf8).contains("8904"))
        try await Tool.run("rsvg-convert", ["-o", "a.png", "a.svg"], in: folder.url)
        #expect(try await decoded(folder.file("a.png")) == "EID:" + eid)
        let wrong = try await Program.run(["qr", "--eid", "89049032123451234512345678901236"])
        #expect(wrong.status == 1 && wrong.text.isEmpty && wrong.errorText.contains("35"))
        #expect(try await Program.run(["qr", "--eid", "8904903212345123451234567890123x"]).status == 1)
        #expect(try await Program.run(["qr", "--eid", "890490"]).status == 1)
        let forced = ["qr", "--eid", "89049032123451234512345678901236", "--force"]
        #expect(try await Program.run(forced).status == 0)
    }

    @Test(arguments: [("apple", "esimsetup.apple.com"), ("android", "esimsetup.android.com")])
    func `--link draws the link that opens the installer, from which the code is read again`(
        link: String,
        host: String
    ) async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", code, "--link", link, "-o", "a.png"], in: folder.url)
        #expect(run.status == 0 && run.errorText.isEmpty)
        #expect(try await decoded(folder.file("a.png")) == "https://\(host)/esim_qrcode_provisioning?carddata=\(code)")
        #expect(try await Program.run(["scan", "a.png"], in: folder.url).text == code + "\n")
    }

    @Test(arguments: [
        "--level x", "--scale 0", "--scale 65", "--module-mm 0", "--module-mm nan", "--module-mm 1 --size-mm 30",
        "--size-mm 1", "--size-mm -3", "--link windows", "--json -o -", "--eid 1", "--force --compact",
        "--force --link apple",
    ])
    func `wrong use ends with 64`(options: String) async throws {
        let run = try await Program.run(["qr", code] + options.split(separator: " ").map(String.init))
        #expect(run.status == 64 && run.text.isEmpty, "\(run.errorText)")
    }
}

/// What `esimctl qr --json` prints.
private struct QRReport: Decodable {
    struct Result: Decodable {
        var subject: String
        var bytes: Int
        var version: Int
        var errorCorrection: String
        var mask: Int
        var modules: Int
        var quietZone: Int
        var format: String
        var output: String?
        var pixels: Int?
        var moduleMillimetres: Double?
        var sideMillimetres: Double?
        var verified: Bool
    }
    var schema: String
    var results: [Result]

    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    }
}
