import Foundation
import TestSupport
import Testing

@Suite struct `The command line` {
    @Test(arguments: [
        [], ["qr"], ["validate"], ["explain"], ["scan"], ["voucher"], ["verify"], ["ca"], ["lab"], ["simulate"],
        ["plan"], ["account"], ["subscription"], ["renew"], ["ops"], ["inventory"], ["provision"], ["store"],
        ["renew", "run"],
        ["account", "payment-method", "add"],
    ])
    func `has a help text with examples and exit statuses`(command: [String]) async throws {
        let run = try await Program.run(command + ["--help"], environment: ["COLUMNS": "80"])
        #expect(run.status == 0 && run.errorText.isEmpty)
        try expectSnapshot(run.text, "cli/help-\(command.isEmpty ? "esimctl" : command.joined(separator: "-")).txt")
    }

    @Test func `knows its version`() async throws {
        let run = try await Program.run(["--version"])
        let changelog = try String(contentsOf: Fixture.root.appending(path: "CHANGELOG.md"), encoding: .utf8)
        let version = run.text.trimmingCharacters(in: .newlines)
        #expect(changelog.contains("## [\(version)]") || changelog.contains("## \(version)"))
    }

    @Test(arguments: [
        ["--nonsense"], ["nonsense"], ["qr"], ["validate"], ["explain"], ["scan"], ["voucher"],
        ["verify"], ["ca", "show"], ["lab", "smdp"], ["simulate"], ["ca", "nonsense"],
        ["qr", "--nonsense", "x"],
        ["validate", "--lang", "xx", "x"],
        ["qr", "x", "--format", "gif"],
    ])
    func `answers wrong use with one line, a hint and status 64`(arguments: [String]) async throws {
        let run = try await Program.run(arguments)
        #expect(run.status == 64 && run.text.isEmpty)
        let lines = run.errorText.split(separator: "\n")
        #expect(
            lines.count == 2 && lines.first?.hasPrefix("esimctl: ") == true && lines.last?.hasPrefix("hint: ") == true
        )
    }

    /// Every way to get a code with a secret in it wrong, or right.
    @Test(arguments: [
        ["validate", "CODE"], ["validate", "--format", "json", "CODE"], ["validate", "CODE_"], ["validate", "'CODE"],
        ["validate", "CODE$$"], ["explain", "CODE"], ["explain", "CODE_"], ["explain", "CODE\nx"], ["qr", "CODE"],
        ["qr", "CODE_"],
        ["CODE"], ["qrr", "CODE"], ["validate", "--lang", "CODE", "x"], ["validate", "--nonsense=CODE"],
        ["--file=CODE"],
        ["validate", "--file", "CODE"], ["qr", "-o", "CODE", "x"],
        ["qr", "CODE", "-o", "CODE.png", "--format", "CODE"],
        ["validate", "LPA:1.example.com-SECRET"], ["validate", "SECRET.x"],
        ["validate", "LPA:1$SECRET$rsp.example.com"],
        ["validate", "https://shop.example/?lpa=CODE"], ["validate", "LPA%3A1%24rsp.example.com%24SECRET_"],
        ["qr", "lpa:1$rsp.example.com$SECRET-4711", "--force"], ["validate", "--summary", "CODE"],
        ["validate", "--fail-on", "CODE", "x"], ["help", "CODE"], ["qr", "--force=CODE"],
        ["validate", "--strict=CODE", "x"],
        ["validate", "--fail-on", "SECRET-1", "x"], ["validate", "--fail-on=SECRET-1", "x"],
        ["qr", "x", "--format=SECRET-1"],
        ["explain", "LPA:1$rsp.example.com|SECRET"], ["explain", "LPA:1$rsp.example.com:443SECRET"],
        ["explain", "-SECRET$x"],
        ["validate", "LPA:1$rsp.example.com-SECRET1"], ["explain", "LPA:1$https://rsp.example.com/SECRET$A"],
        ["explain", "LPA:1$rsp.example.com$$$$SECRET1"], ["explain", "LPA%3A1%24rsp.example.com%7CSECRET"],
        ["validate", "--format", "json", "LPA:1$rsp.example.com$$$$SECRET1$SECRET"],
        ["explain", "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$rsp.example.com$A#SECRET"],
        ["explain", "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$rsp.example.com$A&SECRET"],
        ["explain", "https://SECRET:x@shop.example/"], ["explain", "lpa://SECRET"],
        ["validate", "--format", "json", "LPA:1$rsp.example.com$$1$SECRET"],
        ["voucher", "CODE"],
        ["voucher", "CODE_", "--format", "svg"],
        ["voucher", "CODE", "-o", "CODE.x"], ["voucher", "CODE", "--redact", "--format", "html"],
        ["voucher", "--from", "CODE", "--out-dir", "CODE"], ["voucher", "x", "--page", "CODE"],
        ["scan", "CODE"], ["scan", "x", "--format", "CODE"],
        ["qr", "CODE", "--json"],
        ["qr", "CODE", "--json", "--link", "apple"], ["qr", "--eid", "CODE"], ["qr", "x", "--link", "CODE"],
        ["qr", "CODE", "--compact", "--json", "--size-mm", "5"], ["qr", "CODE_", "--json"],
        ["qr", "LPA:1$rsp.example.com:1$SECRET", "--force", "--json"],
    ])
    func `never shows a matching ID unasked`(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let arguments = arguments.map { $0.replacing("CODE", with: "LPA:1$rsp.example.com$SECRET-4711") }
        let run = try await Program.run(arguments, in: folder.url)
        #expect(!run.text.contains("SECRET") && !run.errorText.contains("SECRET"), "\(run.text)\(run.errorText)")
    }

    /// The first character may be named, so that it can be found; no other.
    @Test(arguments: ["\u{FF21}\u{FF22}\u{FF23}\u{FF24}", "\u{0410}1\u{0412}2\u{0421}3\u{0415}"])
    func `does not read a matching ID out through its look-alikes`(token: String) async throws {
        for arguments in [["validate"], ["validate", "--format", "json"], ["explain"], ["qr"]] {
            let run = try await Program.run(arguments + ["LPA:1$rsp.example.com$" + token])
            let shown = run.text + run.errorText
            #expect(run.status == 1 && shown.contains("U+"))
            for scalar in token.unicodeScalars.dropFirst() where !scalar.isASCII {
                let hex = String(scalar.value, radix: 16, uppercase: true)
                #expect(!shown.contains("U+" + String(repeating: "0", count: 4 - hex.count) + hex))
            }
        }
    }

    @Test func `shows no control or direction character of an input`() async throws {
        let text = "LPA:1$rsp.\u{1B}[31mexample.com$\u{202E}A\u{7}"
        for command in ["validate", "explain", "qr"] {
            let run = try await Program.run([command, text])
            let shown = run.text + run.errorText
            #expect(run.status == 1)
            #expect(!shown.contains("\u{1B}") && !shown.contains("\u{202E}") && !shown.contains("\u{7}"))
        }
    }

    @Test func `has a file for every command, and no other`() async throws {
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Fixture.root.appending(path: "Sources/esimctl/Commands").path
        )
        let help = try await Program.run(["--help"]).text
        let listed = try #require(help.components(separatedBy: "SUBCOMMANDS:").last).split(separator: "\n")
            .compactMap {
                $0.hasPrefix("  ") && !$0.hasPrefix("   ") ? $0.split(separator: " ").first.map(String.init) : nil
            }
        let commands = listed.filter { $0 != "See" }
        #expect(Set(files.map { $0.replacing(".swift", with: "").lowercased() }) == Set(commands))
    }
}
