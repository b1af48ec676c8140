import Foundation
import TestSupport
import Testing

@Suite struct `esimctl validate` {
    @Test(arguments: ActivationCodeVector.all)
    func `gives verdict, fields and findings of every vector`(vector: ActivationCodeVector) async throws {
        let run = try await Program.run(
            ["validate", "--single", "--format", "json", "--show-secrets", "-"],
            input: vector.bytes
        )
        let report = try ValidateReport(run.standardOutput)
        let result = try #require(report.results.first)
        #expect(report.schema == "esimctl.validate/1" && report.results.count == 1)
        if vector.fixes("strict") { #expect(result.strict == (vector.strict == "valid")) }
        if vector.fixes("lenient") {
            #expect(result.lenient == (vector.lenient == "valid"))
            #expect(run.status == (vector.lenient == "valid" ? 0 : 1))
        }
        if vector.fixes("fields") { #expect(result.code == vector.fields) }
        for expected in vector.diagnostics where vector.fixes("diagnostics") {
            let severity = expected.severity == "info" ? "note" : expected.severity
            #expect(
                result.findings.contains {
                    $0.rule == expected.code && $0.severity == severity
                        && (expected.offset == nil || $0.offset == expected.offset)
                }
            )
        }
    }

    private static let endings: [(String, String, Int32)] = [
        ("LPA:1$rsp.example.com$A1", "", 0),
        ("lpa:1$rsp.example.com$A1", "", 0),
        ("lpa:1$rsp.example.com$A1", "--strict", 1),
        ("lpa:1$rsp.example.com$A1", "--strict --fail-on never", 0),
        ("lpa:1$rsp.example.com$A1", "--fail-on warning", 1),
        ("lpa:1$rsp.example.com$A1", "--fix", 0),
        ("lpa:1$rsp.example.com$A1", "--fix --fail-on warning", 0),
        ("LPA:1$rsp.example.com$a1", "--fix --fail-on warning", 1),
        ("LPA:1$rsp.example.com$A1$$1$A0$$X", "--fail-on warning", 0),
        ("LPA:1$rsp.example.com$A1$$1$A0$$X", "--fail-on note", 1),
        ("LPA:1$rsp.example.com$A_1", "", 1),
        ("LPA:1$rsp.example.com$A_1", "--fail-on never", 0),
        ("", "", 1),
        ("LPA:1$rsp.example.com$A1", "--fail-on sometimes", 64),
        ("LPA:1$rsp.example.com$A1", "--fix --format json", 64),
    ]

    @Test(arguments: endings)
    func `ends with the right status`(code: String, options: String, status: Int32) async throws {
        #expect(
            try await Program.run(["validate"] + options.split(separator: " ").map(String.init) + ["--", code]).status
                == status
        )
    }

    @Test func `reads files line by line, with comments, blank lines and any line end`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(
            Array(
                "\u{FEFF}# list\r\n\r\nLPA:1$rsp.example.com$A1\r\n  # indented\n \t\nLPA:1$rsp.example.com$A_\nlpa:1$a.b$C"
                    .utf8
            ),
            to: "codes.txt"
        )
        let run = try await Program.run(["validate", "--format", "json", file.path])
        let report = try ValidateReport(run.standardOutput)
        #expect(report.results.map(\.line) == [3, 6, 7])
        #expect(report.results.map(\.verdict) == ["valid", "invalid", "warning"])
        #expect(report.results.map(\.source) == [file.path, file.path, file.path])
        #expect(report.results.map(\.column) == [1, 1, 1])
        #expect(report.summary == .init(checked: 3, valid: 1, warnings: 1, invalid: 1))
        #expect(run.status == 1)
    }

    @Test func `goes on with the other files when one cannot be used`() async throws {
        let folder = try TemporaryFolder()
        let good = try folder.write(Array("LPA:1$rsp.example.com$A1\n".utf8), to: "good.txt")
        let binary = try folder.write(
            [0x7F, 0x45, 0x4C, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D],
            to: "program"
        )
        let utf16 = try folder.write([0xFF, 0xFE, 0x4C, 0, 0x50, 0], to: "utf16.txt")
        let empty = try folder.write([], to: "empty.txt")
        let oldMac = try folder.write(Array("LPA:1$a.b$C\rLPA:1$a.b$D\r".utf8), to: "mac.txt")
        let comments = try folder.write(Array("# nothing yet\n".utf8), to: "comments.txt")
        let files = [binary, utf16, oldMac, empty, comments, good]
        let folders = ["--file", folder.url.path, "--file", folder.file("nope").path]
        let run = try await Program.run(["validate"] + files.map(\.path) + folders)
        #expect(run.status == 66)
        #expect(run.text == "1 code checked: 1 valid, 0 with warnings, 0 invalid\n")
        #expect(
            run.errorText.replacing(folder.url.path, with: "DIR") == """
                esimctl: DIR/program: line 3: is binary data, not text
                esimctl: DIR/utf16.txt: line 1: is UTF-16 text
                hint: save it as UTF-8
                esimctl: DIR/mac.txt: line 1: the lines end with CR alone
                hint: save it with LF or CR LF
                esimctl: DIR/empty.txt: holds no activation code
                hint: one code per line
                esimctl: DIR/comments.txt: holds no activation code
                hint: one code per line
                esimctl: DIR: is a folder
                hint: name the files in it
                esimctl: DIR/nope: no such file

                """
        )
    }

    @Test(arguments: [("picture", 65), ("folder", 65), ("empty", 65), ("nope", 66), ("unreadable", 2)])
    func `tells by its status why a file was not checked`(kind: String, status: Int32) async throws {
        let folder = try TemporaryFolder()
        let path =
            switch kind {
            case "picture": try folder.write([0, 1, 2, 3], to: "a.png").path
            case "folder": folder.url.path
            case "empty": try folder.write([], to: "empty.txt").path
            // Reading it at offset 0 is an input/output error for root too.
            case "unreadable": "/proc/self/mem"
            default: folder.file("nope").path
            }
        let run = try await Program.run(["validate", "--file", path])
        #expect(run.status == status)
        #expect(run.errorText.hasPrefix("esimctl: \(path): "))
    }

    @Test func `judges a line of a megabyte and what follows it`() async throws {
        let folder = try TemporaryFolder()
        let long = "LPA:1$rsp.example.com$" + String(repeating: "A", count: 1_000_000)
        let file = try folder.write(Array("\(long)\n\nLPA:1$rsp.example.com$A1\n".utf8), to: "long.txt")
        let run = try await Program.run(["validate", "--format", "json", file.path])
        let report = try ValidateReport(run.standardOutput)
        #expect(report.results.map(\.line) == [1, 3])
        #expect(report.results[0].findings.map { "\($0.rule) \($0.offset)" } == ["AC_TOO_LONG 259"])
        #expect(report.results[1].verdict == "valid")
        #expect(run.status == 1)
    }

    /// A code that is cut in two may look like two codes.
    @Test(arguments: [["validate"], ["validate", "--fix"], ["validate", "--single"], ["qr"], ["explain"]])
    func `takes no part of a line that is too long to keep`(command: [String]) async throws {
        let folder = try TemporaryFolder()
        let code = "LPA:1$rsp.example.com$SECRET-TOKEN-THAT-WOULD-BE-CUT"
        let line = String(repeating: " ", count: (2 << 20) - 40) + code + "\n"
        let bytes = Array("LPA:1$rsp.example.com$A1\n\(line)".utf8)
        let file = try folder.write(bytes, to: "long.txt")
        let arguments = command == ["explain"] ? ["explain", "-"] : command + ["--file", file.path]
        let run = try await Program.run(arguments, input: bytes)
        #expect(run.status == 65)
        #expect(run.errorText.contains("is longer than 2 MiB; the rest of the file was not read"))
        #expect(!run.text.contains("SECRET"))
    }

    @Test(arguments: ["\n", "\r\n"])
    func `keeps the line ends of a list that it corrects`(end: String) async throws {
        let lines = [
            "LPA:1$rsp.example.com:1$A", "lpa:1$rsp.example.com$A", "", "# comment", "LPA:1$rsp.example.com$A",
        ]
        let run = try await Program.run(["validate", "--fix", "-"], input: Array(lines.joined(separator: end).utf8))
        let corrected = lines.map { $0.replacing("lpa:", with: "LPA:") }
        #expect(run.text == corrected.joined(separator: end))
    }

    @Test func `points at bytes that are not UTF-8`() async throws {
        let folder = try TemporaryFolder()
        let line = Array("LPA:1$rsp.example.com$A".utf8) + [0xFF, 0x0A]
        let file = try folder.write(line, to: "latin.txt")
        let run = try await Program.run(["validate", file.path])
        #expect(run.status == 1)
        #expect(run.text.hasPrefix("\(file.path):1:24: error: not ASCII: byte 0xFF"))
    }

    @Test func `takes an existing path for a file, and anything behind -- for a code`() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("LPA:1$rsp.example.com$A1\n".utf8), to: "codes.txt")
        let asFile = try await Program.run(["validate", "codes.txt"], in: folder.url)
        #expect(asFile.status == 0 && asFile.errorText.isEmpty)
        let asCode = try await Program.run(["validate", "--", "codes.txt", "-"], in: folder.url)
        #expect(asCode.status == 1 && asCode.errorText.isEmpty)
        #expect(asCode.text.contains("2 codes checked: 0 valid"))
        let absent = try await Program.run(["validate", "other.txt"], in: folder.url)
        #expect(absent.errorText == "esimctl: argument 1: no such file, so it is judged as a code\n")
    }

    @Test func `corrects a list and leaves the rest of it alone`() async throws {
        let input = """
            # header
            lpa:1$rsp.example.com.$A1$$0

              LPA:1$rsp.example.com$A2
            LPA:1$rsp.example.com:8443$A3
            LPA:1$rsp.example.com$a4
            LPA:1$rsp.example.com$A5
            """
        let run = try await Program.run(["validate", "--fix", "-"], input: Array(input.utf8))
        #expect(
            run.text == """
                # header
                LPA:1$rsp.example.com$A1

                LPA:1$rsp.example.com$A2
                LPA:1$rsp.example.com:8443$A3
                LPA:1$rsp.example.com$a4
                LPA:1$rsp.example.com$A5
                """
        )
        #expect(run.status == 1)
        try expectSnapshot(run.errorText, "cli/validate-fix.txt")
        let again = try await Program.run(["validate", "--fix", "-"], input: run.standardOutput)
        #expect(again.text == run.text)
    }

    @Test(arguments: ["en", "es", "zh"])
    func `prints its findings in the reader's language`(language: String) async throws {
        let codes = [
            "LPA:1$rsp.example.com$A1", "lpa:1$rsp.example.com$a1$$", "LPA:1$https://rsp.example.com:443/x$A\u{200B}1",
            "LPA:1$rsp.example.com$A1$4711", "EID:89049032123451234512345678901235", "",
        ]
        let asked = try await Program.run(["validate", "--lang", language] + codes)
        try expectSnapshot(asked.text, "cli/validate-\(language).txt")
        let locale = ["en": "en_GB.UTF-8", "es": "es_PE.UTF-8", "zh": "zh_CN.UTF-8"][language] ?? ""
        let inherited = try await Program.run(["validate"] + codes, environment: ["LC_ALL": locale])
        #expect(inherited.text == asked.text)
    }

    @Test func `prints JSON in English, whatever the language`() async throws {
        let options = ["validate", "--format", "json", "--lang", "es", "lpa:1$rsp.example.com$SECRET-1"]
        let run = try await Program.run(options)
        try expectSnapshot(run.text, "cli/validate-json.txt")
        let shown = try ValidateReport(try await Program.run(options + ["--show-secrets"]).standardOutput)
        #expect(shown.results.first?.fixed == "LPA:1$rsp.example.com$SECRET-1")
        #expect(shown.results.first?.code?.matchingId == "SECRET-1")
    }

    @Test func `prints a valid document when there is nothing to report`() async throws {
        let run = try await Program.run(["validate", "--format", "json", "--file", "/nonexistent"])
        let report = try ValidateReport(run.standardOutput)
        #expect(report.results.isEmpty && report.summary.checked == 0)
        #expect(run.status == 66)
    }

    @Test func `with --summary prints one line`() async throws {
        let run = try await Program.run(["validate", "--summary", "lpa:1$a.b$A", "x", "1$a.b$A"])
        #expect(run.text == "3 codes checked: 1 valid, 1 with warnings, 1 invalid\n")
    }
}
