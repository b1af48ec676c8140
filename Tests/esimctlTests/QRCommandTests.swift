import Foundation
import TestSupport
import Testing

private let code = "LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815"

/// What `zbarimg` reads in a picture.
private func decoded(_ picture: URL) async throws -> String {
    let run = try await Tool.run(
        "zbarimg",
        ["--raw", "--oneshot", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable", picture.path]
    )
    return run.text
}

@Suite struct `esimctl qr` {
    @Test func `writes a PNG that reads back byte for byte`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", code, "-o", "code.png"], in: folder.url)
        #expect(run.status == 0 && run.text.isEmpty && run.errorText.isEmpty)
        #expect(try await decoded(folder.file("code.png")) == code)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["code.png"])
    }

    @Test func `writes an SVG that reads back and does not tell the secret in words`() async throws {
        let folder = try TemporaryFolder()
        _ = try await Program.run(["qr", code, "-o", "code.svg"], in: folder.url)
        let svg = try String(contentsOf: folder.file("code.svg"), encoding: .utf8)
        #expect(svg.contains("<title") && svg.contains("rsp.example.com"))
        #expect(!svg.contains("AGYFT"))
        try await Tool.run("rsvg-convert", ["-o", "code.png", "code.svg"], in: folder.url)
        #expect(try await decoded(folder.file("code.png")) == code)
    }

    @Test(arguments: ["-", "file"])
    func `takes the code from standard input or a file`(source: String) async throws {
        let folder = try TemporaryFolder()
        let text = Array("# mine\n\(code)\r\n".utf8)
        _ = try folder.write(text, to: "code.txt")
        let arguments = source == "-" ? ["qr", "-", "-o", "a.png"] : ["qr", "--file", "code.txt", "-o", "a.png"]
        let run = try await Program.run(arguments, input: text, in: folder.url)
        #expect(run.status == 0)
        #expect(try await decoded(folder.file("a.png")) == code)
    }

    @Test func `draws the corrected form and says what it changed`() async throws {
        let folder = try TemporaryFolder()
        let given = "\"lpa:1$rsp.example.com.$04386-AGYFT-A74Y8-3F815$$0\""
        let run = try await Program.run(["qr", given, "-o", "a.png"], in: folder.url)
        #expect(run.status == 0)
        #expect(try await decoded(folder.file("a.png")) == code)
        try expectSnapshot(run.errorText, "cli/qr-corrected.txt")
    }

    @Test func `puts LPA: before a code for manual entry`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", String(code.dropFirst(4)), "-o", "a.png"], in: folder.url)
        #expect(run.status == 0)
        #expect(try await decoded(folder.file("a.png")) == code)
    }

    @Test func `keeps the case of a matching ID`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", "LPA:1$rsp.example.com$aBc", "-o", "a.png"], in: folder.url)
        #expect(run.status == 0)
        #expect(run.errorText.contains("AC_TOKEN_LOWERCASE"))
        #expect(try await decoded(folder.file("a.png")) == "LPA:1$rsp.example.com$aBc")
    }

    @Test func `refuses a code that no phone should take, and says what would be right`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(
            ["qr", "LPA:1$https://rsp.example.com:8443$SECRET-1", "-o", "a.png"],
            in: folder.url
        )
        #expect(run.status == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
        try expectSnapshot(run.errorText, "cli/qr-refused.txt")
    }

    @Test(arguments: [
        "LPA:1$rsp.example.com:8443$AB", "lpa:1$rsp.example.com$AB", "1$rsp.example.com$AB", "hello\nworld",
    ])
    func `with --force draws the text as it is given`(text: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", text, "--force", "-o", "a.png"], in: folder.url)
        #expect(run.status == 0)
        #expect(try await decoded(folder.file("a.png")) == text)
    }

    @Test func `replaces no file unless told to`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1, 2, 3], to: "a.png")
        let run = try await Program.run(["qr", code, "-o", "a.png"], in: folder.url)
        #expect(run.status == 73)
        #expect(run.errorText == "esimctl: a.png: already exists\nhint: --overwrite replaces it\n")
        #expect(try Array(Data(contentsOf: file)) == [1, 2, 3])
        #expect(try await Program.run(["qr", code, "-o", "a.png", "--overwrite"], in: folder.url).status == 0)
        #expect(try await decoded(file) == code)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.png"])
    }

    private static let endings: [(String, Int32)] = [
        ("-o nowhere/a.png", 73), ("-o .", 64), ("-o code.gif", 64), ("-o code", 64), ("--format gif", 64),
        ("--format png -o folder", 73), ("--format png", 0), ("-o /dev/null", 64), ("--format svg -o /dev/null", 0),
    ]

    @Test func `keeps the permissions of a file that it replaces`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1], to: "a.png")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        _ = try await Program.run(["qr", code, "-o", "a.png", "--overwrite"], in: folder.url)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `draws nothing on a terminal that is too narrow`() async throws {
        let command = "stty cols 30; '\(Program.path)' qr '\(code)'"
        let run = try await Tool.run(
            "script",
            ["-qec", command, "/dev/null"],
            environment: ["TERM": "xterm", "NO_COLOR": ""]
        )
        #expect(run.status == 69)
        #expect(run.text.contains("the terminal has 30 columns; this symbol needs 37"))
    }

    @Test(arguments: endings)
    func `ends with the right status`(options: String, status: Int32) async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(at: folder.file("folder"), withIntermediateDirectories: false)
        #expect(
            try await Program.run(["qr", code] + options.split(separator: " ").map(String.init), in: folder.url).status
                == status
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["folder"])
    }

    @Test func `draws plain characters when the output is no terminal`() async throws {
        let run = try await Program.run(["qr", code])
        #expect(run.status == 0)
        #expect(Set(run.text) == ["#", " ", "\n"])
        #expect(try await Program.run(["qr", code, "--format", "ascii"]).text == run.text)
        #expect(try await Program.run(["qr", code, "-o", "-"]).text == run.text)
    }

    @Test func `draws in fixed black and white on a terminal, and plainly there with NO_COLOR`() async throws {
        let command = "'\(Program.path)' qr '\(code)'"
        let terminal = try await Tool.run(
            "script",
            ["-qec", command, "/dev/null"],
            environment: ["TERM": "xterm", "NO_COLOR": ""]
        )
        #expect(terminal.text.contains("\u{1B}[38;5;16;48;5;231m") || terminal.text.contains("\u{1B}[38;5;16m"))
        for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb", "NO_COLOR": ""]] {
            let plain = try await Tool.run("script", ["-qec", command, "/dev/null"], environment: environment)
            #expect(plain.text.contains("##") && !plain.text.contains("\u{1B}"))
        }
    }

    @Test func `writes no picture to a terminal`() async throws {
        let command = "'\(Program.path)' qr '\(code)' --format png"
        let run = try await Tool.run("script", ["-qec", command, "/dev/null"])
        #expect(run.status == 64)
        #expect(run.text.contains("does not belong on a terminal"))
    }

    @Test func `draws several codes only where they do not share a file`() async throws {
        let other = "LPA:1$rsp.example.com$B"
        let run = try await Program.run(["qr", code, other])
        let one = try await Program.run(["qr", code])
        let two = try await Program.run(["qr", other])
        #expect(run.text == one.text + two.text)
        #expect(try await Program.run(["qr", code, other, "-o", "/tmp/never.png"]).status == 64)
    }
}
