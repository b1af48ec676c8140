import Foundation
import TestSupport
import Testing

private let code = "LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815"

/// A folder with pictures that `qrencode` drew of `texts`, named `0.png`, `1.png` ….
private func pictures(of texts: [String], in folder: borrowing TemporaryFolder) async throws {
    for (index, text) in texts.enumerated() {
        try await Tool.run("qrencode", ["-s", "6", "-o", "\(index).png", "--", text], in: folder.url)
    }
}

@Suite struct `esimctl scan` {
    private static let wifi = "WIFI:T:WPA;S:home;P:SECRET;;"

    @Test func `prints the code of a picture, a file or standard input`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: [code], in: folder)
        let picture = try Array(Data(contentsOf: folder.file("0.png")))
        for (arguments, input) in [(["0.png"], []), (["-"], picture)] {
            let run = try await Program.run(["scan"] + arguments, input: input, in: folder.url)
            #expect(run.status == 0 && run.text == code + "\n" && run.errorText.isEmpty)
        }
    }

    @Test func `prints what qr has drawn, from a JPEG as well`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await Program.run(["qr", code, "-o", "a.png"], in: folder.url).status == 0)
        try await Tool.run("convert", ["a.png", "-rotate", "12", "-quality", "40", "a.jpg"], in: folder.url)
        #expect(try await Program.run(["scan", "a.jpg", "a.png"], in: folder.url).text == "\(code)\n\(code)\n")
    }

    @Test func `corrects what phones forgive, and says so`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: ["lpa:1$rsp.example.com.$AB$$0"], in: folder)
        let run = try await Program.run(["scan", "0.png"], in: folder.url)
        #expect(run.status == 0 && run.text == "LPA:1$rsp.example.com$AB\n")
        #expect(run.errorText.contains("0.png: code 1: warning: "))
    }

    @Test func `prints no code that phones refuse, nor its secret`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: ["LPA:1$https://rsp.example.com:8443$SECRET-1"], in: folder)
        for format in ["text", "json"] {
            let run = try await Program.run(["scan", "0.png", "--format", format], in: folder.url)
            #expect(run.status == 1)
            #expect(!run.text.contains("SECRET") && !run.errorText.contains("SECRET"))
        }
        let run = try await Program.run(["scan", "0.png"], in: folder.url)
        #expect(run.text.isEmpty)
        try expectSnapshot(run.errorText, "cli/scan-refused.txt")
    }

    @Test func `says of other QR codes what they are not, and prints them only with --all`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: [Self.wifi, "two\nlines\u{1B}[31m"], in: folder)
        let run = try await Program.run(["scan", "0.png"], in: folder.url)
        #expect(run.status == 1 && run.text.isEmpty)
        #expect(run.errorText == "esimctl: 0.png: code 1: is no activation code\n")
        let all = try await Program.run(["scan", "--all", "0.png", "1.png"], in: folder.url)
        #expect(all.status == 1 && all.errorText.isEmpty)
        #expect(all.text == "\(Self.wifi)\ntwo\\u{A}lines\\u{1B}[31m\n")
    }

    @Test func `a code beside another QR code is enough`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: [code, Self.wifi], in: folder)
        try await Tool.run("convert", ["0.png", "1.png", "+append", "both.png"], in: folder.url)
        let run = try await Program.run(["scan", "both.png"], in: folder.url)
        #expect(run.status == 0 && run.text == code + "\n")
    }

    @Test func `reports in JSON`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: [code, Self.wifi, "1$rsp.example.com$AB"], in: folder)
        let run = try await Program.run(
            ["scan", "--format", "json", "0.png", "1.png", "2.png", "3.png"],
            in: folder.url
        )
        #expect(run.status == 66)
        let report = try JSONDecoder().decode(ScanReport.self, from: Data(run.standardOutput))
        #expect(report.schema == "esimctl.scan/1")
        #expect(report.results.map(\.source) == ["0.png", "1.png", "2.png"])
        #expect(report.results.map(\.content) == ["activationCode", "other", "activationCode"])
        #expect(report.results[0].text == code && report.results[0].code?.matchingId == "04386-AGYFT-A74Y8-3F815")
        #expect(report.results[0].position.count == 4)
        #expect(report.results[1].findings.isEmpty && !run.text.contains("SECRET"))
        #expect(report.summary == .init(images: 3, unreadable: 1, symbols: 3, activationCodes: 2))
    }

    @Test func `ends with the right status`() async throws {
        let folder = try TemporaryFolder()
        try await pictures(of: [code], in: folder)
        let picture = try Array(Data(contentsOf: folder.file("0.png")))
        _ = try folder.write(Array(picture[..<200]), to: "cut.png")
        _ = try folder.write([], to: "empty.png")
        _ = try folder.write(Array(code.utf8), to: "text.png")
        var bomb = picture
        bomb.replaceSubrange(16..<24, with: [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0])
        _ = try folder.write(bomb, to: "bomb.png")
        try await Tool.run("convert", ["-size", "100x100", "xc:white", "white.png"], in: folder.url)
        let endings: [(String, Int32)] = [
            ("0.png", 0), ("white.png", 1), ("cut.png", 65), ("empty.png", 65), ("text.png", 65), ("bomb.png", 65),
            (".", 65), ("none.png", 66), ("0.png white.png", 1), ("white.png cut.png none.png", 66),
        ]
        for (files, status) in endings {
            let run = try await Program.run(["scan"] + files.split(separator: " ").map(String.init), in: folder.url)
            #expect(run.status == status, "\(files): \(run.errorText)")
        }
        let run = try await Program.run(["scan", "bomb.png"], in: folder.url)
        try expectSnapshot(run.errorText, "cli/scan-bomb.txt")
    }
}

/// What `esimctl scan --format json` prints.
private struct ScanReport: Decodable {
    struct Result: Decodable {
        struct Point: Decodable {
            var x: Int
            var y: Int
        }
        var source: String
        var index: Int
        var content: String
        var text: String
        var position: [Point]
        var code: ActivationCodeVector.Fields?
        var findings: [ValidateReport.Finding]
    }
    struct Summary: Decodable, Equatable {
        var images: Int
        var unreadable: Int
        var symbols: Int
        var activationCodes: Int
    }
    var schema: String
    var results: [Result]
    var summary: Summary
}
