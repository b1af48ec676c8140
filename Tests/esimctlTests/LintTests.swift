import Foundation
import TestSupport
import Testing

/// A folder to lint, and how to run the program and git in it.
private final class Tree {
    let folder: TemporaryFolder

    init(_ files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try write(text, to: name) }
    }

    func write(_ text: String, to name: String) throws {
        let file = folder.file(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    func validate(_ arguments: [String]) async throws -> Tool.Output {
        try await Program.run(["validate"] + arguments, in: folder.url)
    }

    /// `file:line:column RULE …` of each code that something is said about.
    func findings(_ arguments: [String] = ["."]) async throws -> [String] {
        let run = try await validate(["--format", "json"] + arguments)
        return try ValidateReport(run.standardOutput).results.filter { !$0.findings.isEmpty }
            .map { "\($0.source):\($0.line):\($0.column) " + $0.findings.map(\.rule).joined(separator: " ") }
    }

    func git(_ arguments: [String]) async throws -> Tool.Output {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "core.excludesFile="]
        let run = try await Tool.run("git", identity + arguments, in: folder.url)
        #expect(run.status == 0, "\(run.errorText)")
        return run
    }
}

private let good = "LPA:1$rsp.example.com$"

@Suite struct `What the linter must not do` {
    @Test func `replaces nothing but a baseline by a baseline`() async throws {
        let folder = try TemporaryFolder()
        let list = Array("LPA:1$rsp.example.com:1$SECRET\n".utf8)
        _ = try folder.write(list, to: "codes.txt")
        let run = try await Program.run(["validate", "--write-baseline", "codes.txt", "codes.txt"], in: folder.url)
        #expect(run.status == 73 && run.errorText.contains("is no baseline"))
        #expect(try Array(Data(contentsOf: folder.file("codes.txt"))) == list)
        for _ in 0..<2 {
            let again = try await Program.run(["validate", "--write-baseline", "known", "codes.txt"], in: folder.url)
            #expect(again.status == 0, "\(again.errorText)")
        }
    }

    @Test(arguments: ["json", "sarif", "github", "junit", "text"])
    func `tells no matching ID by the name of a file or a key`(format: String) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("LPA:1$rsp.example.com:1$X\n".utf8), to: "LPA:1$rsp.example.com$SECRET.txt")
        let document = #"{"LPA:1$rsp.example.com$SECRET":"LPA:1$rsp.example.com:1$X"}"#
        _ = try folder.write(Array(document.utf8), to: "k.json")
        let run = try await Program.run(["validate", "--format", format, "."], in: folder.url)
        #expect(run.status == 1 && !run.text.contains("SECRET") && !run.errorText.contains("SECRET"), "\(run.text)")
    }
}

@Suite struct `The linter` {
    static let documents: [String] = {
        let path = Fixture.url("lint/documents").path
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            preconditionFailure("no folder Fixtures/lint/documents")
        }
        return names.sorted()
    }()

    @Test(arguments: documents)
    func `finds the codes of a document at line, column and path`(name: String) async throws {
        let tree = try Tree([name: try Fixture.text("lint/documents/\(name)")])
        let run = try await tree.validate(["--format", "json", "."])
        #expect(run.errorText.isEmpty)
        let report = try ValidateReport(run.standardOutput)
        let lines = report.results.map { result in
            let rules = result.findings.map { "\($0.rule)+\($0.offset)" }
            return (["\(result.line):\(result.column)", result.path ?? "-", result.input] + rules).joined(
                separator: " "
            )
        }
        try expectSnapshot(lines.joined(separator: "\n") + "\n", "lint/\(name).txt")
    }

    @Test func `prints each finding where it stands, in any format`() async throws {
        let tree = try Tree([
            "a.md": "x **\(good)A_**\n", "b.csv": "lpa\n\(good)B_\n",
            "m.eml": try Fixture.text("lint/documents/mail.eml"),
        ])
        let run = try await tree.validate(["."])
        let places = run.text.split(separator: "\n").filter { $0.contains(": error: ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(places == ["a.md:1:28:", "b.csv:2:24:", "m.eml:9:11:", "m.eml:15:13:"])
    }

    /// Truncated, flipped, repeated and spliced: whatever the damage, the program ends by itself.
    @Test(arguments: documents)
    func `survives damaged documents`(name: String) async throws {
        let original = try Array(Fixture.data("lint/documents/\(name)"))
        let tree = try Tree()
        let special = Array("\"\\{}[]<>&;=%$,\n\r\t\0:-#*'\u{FF}LPA".utf8)
        for seed in 0..<300 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var bytes = original
            for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.removeSubrange(place...)
                case 1: bytes[place] = special.randomElement(using: &random) ?? 0
                case 2: bytes.insert(contentsOf: bytes[..<place].suffix(20), at: place)
                default: bytes[place] ^= UInt8.random(in: 1...255, using: &random)
                }
            }
            try Data(bytes).write(to: tree.folder.file("\(seed)-\(name)"))
        }
        for format in ["text", "json"] {
            let run = try await tree.validate(["--format", format, "."])
            #expect(run.status == 0 || run.status == 1, "\(run.errorText.suffix(400))")
        }
    }

    @Test func `keeps line and column in a document of many blocks`() async throws {
        let filler = String(repeating: "x", count: 700_000)
        var text = ""
        for number in 0..<4 { text += "\(filler)\n\(filler) \(good)A\(number)_\n" }
        let tree = try Tree(["long.md": text, "one.json": "[\"" + filler + filler + filler + "\",\n\"\(good)B_\"]"])
        let expected = (0..<4).map { "long.md:\(2 * $0 + 2):700002 AC_TOKEN_CHAR" } + ["one.json:2:2 AC_TOKEN_CHAR"]
        #expect(try await tree.findings() == expected)
    }

    /// git itself is the judge of what its patterns mean.
    @Test(arguments: [
        "*.log\n!keep.log\n", "/top.txt\nbuild/\n", "doc/**/x.txt\n", "**/x.txt\n", "sub/*\n!sub/deep\n",
        "a?.txt\n[ab]1.txt\n",
        "# comment\n\\#name.txt\ntrailing.txt   \n", "doc/\n!doc/x.txt\n", "*\n!*.txt\n", "*\n!*/\n!*.md\n",
        "**\n!sub/**\n",
        "doc/**\n", "sub/deep\n", "[!a]1.txt\n", "/*\n!/sub\n", "x.txt\r\n",
    ])
    func `leaves out what git ignores`(patterns: String) async throws {
        let tree = try Tree([".gitignore": patterns, "sub/.gitignore": "!x.txt\nown.txt\n"])
        let names = [
            "top.txt", "x.txt", "a.log", "keep.log", "a1.txt", "b1.txt", "c1.txt", "#name.txt", "trailing.txt", "r.md",
            "build/x.txt", "sub/x.txt", "sub/own.txt", "sub/top.txt", "sub/deep/x.txt", "sub/deep/build/y.txt",
            "doc/x.txt", "doc/a/x.txt", "doc/a/b/x.txt", "doc/a/z.md", "sub/r.md",
        ]
        for (number, name) in names.enumerated() { try tree.write("\(good)A_\(number)\n", to: name) }
        _ = try await tree.git(["init", "-q"])
        let listed = try await tree.git(["ls-files", "-z", "--others", "--exclude-standard"]).text
        let expected = listed.split(separator: "\0").map(String.init).filter { !$0.contains(".gitignore") }
        let found = try await tree.findings(["."]).map { $0.components(separatedBy: ":")[0] }
        #expect(Set(found) == Set(expected))
        // A folder that is named is looked into, even one that git would not enter.
        guard expected.contains(where: { $0.hasPrefix("sub/") }) else { return }
        let below = try await tree.findings(["sub"]).map { $0.components(separatedBy: ":")[0] }
        #expect(Set(below) == Set(expected.filter { $0.hasPrefix("sub/") }))
    }

    @Test func `passes over hidden files, links and binary data, in sorted order`() async throws {
        let tree = try Tree([
            "b.txt": "\(good)_1", "a/z.txt": "\(good)_2", ".hidden": "\(good)_3", ".git/x": "\(good)_4",
            "a.bin": "\0\(good)_5",
        ])
        let links = FileManager.default
        try links.createSymbolicLink(atPath: tree.folder.file("l.txt").path, withDestinationPath: "b.txt")
        try links.createSymbolicLink(atPath: tree.folder.file("a/loop").path, withDestinationPath: "..")
        #expect(try await tree.findings() == ["a/z.txt:1:1 AC_TOKEN_CHAR", "b.txt:1:1 AC_TOKEN_CHAR"])
    }

    @Test func `takes patterns`() async throws {
        let tree = try Tree([
            "a/x.csv": "\(good)_1", "a/b/y.csv": "\(good)_2", "a/z.md": "\(good)_3", "w.csv": "\(good)_4",
        ])
        #expect(try await tree.findings(["a/**/*.csv"]).map { $0.prefix(5) } == ["a/b/y", "a/x.c"])
        #expect(try await tree.findings(["*.csv"]).map { $0.prefix(5) } == ["w.csv"])
        let none = try await tree.validate(["*.tsv"])
        #expect(none.status == 66 && none.errorText == "esimctl: *.tsv: fits no file\n")
    }

    @Test func `lets a finding be where a comment says so`() async throws {
        let tree = try Tree([
            "a.md": "\(good)_1 <!-- esimctl:ignore AC_TOKEN_CHAR -->\n<!-- esimctl:ignore AC_QUOTED -->\n\(good)_2\n",
            "b.txt": "# esimctl:ignore AC_TOKEN_CHAR, AC_QUOTED\n\(good)_3\n\(good)_4\n",
        ])
        #expect(try await tree.findings() == ["a.md:3:1 AC_TOKEN_CHAR", "b.txt:3:1 AC_TOKEN_CHAR"])
        #expect(try await tree.findings(["b.txt"]) == ["b.txt:3:1 AC_TOKEN_CHAR"])
    }

    @Test func `takes its defaults from a file`() async throws {
        let tree = try Tree(["a/x.md": "lpa:1$rsp.example.com$A1\n\(good)_1\n", "vendor/y.md": "\(good)_2\n"])
        try tree.write(
            "# defaults\nfail-on: warning\nexclude:\n  - vendor/\nignore: [AC_TOKEN_CHAR]\n",
            to: ".esimctl.yml"
        )
        #expect(try await tree.findings() == ["a/x.md:1:1 AC_PREFIX_CASE"])
        #expect(try await tree.validate(["."]).status == 1)
        #expect(try await tree.validate([".", "--fail-on", "error"]).status == 0)
        try tree.write("strict: true\nignore:\n- AC_TOKEN_CHAR # known\n", to: ".esimctl.yml")
        #expect(try await tree.validate([".", "--fail-on", "error"]).status == 1)
    }

    @Test(arguments: [
        ("fail-on: often", 1), ("\nstrict: yes", 2), ("ignore:\n  - AC_NONE\nstrict: true", 3), ("colour: red", 1),
        ("- x", 1),
    ])
    func `refuses a configuration that it does not understand`(text: String, line: Int) async throws {
        let tree = try Tree([".esimctl.yml": text])
        let run = try await tree.validate(["x"])
        #expect(run.status == 78 && run.errorText.hasPrefix("esimctl: .esimctl.yml:\(line): "), "\(run.errorText)")
    }

    @Test func `knows the findings of a baseline again, and only those`() async throws {
        let tree = try Tree(["a.md": "\(good)_1\n\(good)_1\n", "b.md": "lpa:1$rsp.example.com$SECRET\n"])
        let written = try await tree.validate([".", "--write-baseline", "base.txt", "--fail-on", "note"])
        #expect(written.status == 0 && !written.text.contains("AC_"))
        let baseline = try String(contentsOf: tree.folder.file("base.txt"), encoding: .utf8)
        #expect(baseline.split(separator: "\n").count == 1 + 3 && !baseline.contains("SECRET"))
        try tree.write("new first line\n\(good)_1\n\n\(good)_1\n\(good)_1\n", to: "a.md")
        let run = try await tree.validate(["a.md", "b.md", "--baseline", "base.txt"])
        #expect(run.text.contains("a.md:5:23: error") && !run.text.contains("b.md"))
        #expect(run.status == 1)
        #expect(try await tree.validate([".", "--baseline", "a.md"]).status == 65)
        #expect(try await tree.validate([".", "--baseline", "nope"]).status == 66)
    }

    @Test func `finds the same code in two files, however it is written`() async throws {
        let tree = try Tree([
            "a.txt": "\(good)A1\n\(good)B1\n\(good)B1\n\(good)\n",
            "b.csv": "code,n\nx,LPA:1$RSP.example.com$A1$$1\n\(good)\n",
            "c.md": "esimctl:ignore AC_DUPLICATE \(good)B1 and LPA:1$rsp.example.com$a1\n",
        ])
        #expect(try await tree.findings() == ["b.csv:2:3 AC_DUPLICATE", "c.md:1:58 AC_TOKEN_LOWERCASE"])
        #expect(try await tree.validate(["."]).text.contains("b.csv:2:3: warning: the same code stands in a.txt:1;"))
        #expect(try await tree.findings(["a.txt"]).isEmpty)
        #expect(try await tree.findings(["--", "\(good)B1", "\(good)B1"]).isEmpty)
    }

    @Test func `notes codes in clear in files that git keeps`() async throws {
        let tree = try Tree(["a.md": "\(good)A1\n\(good)_1\n", "b.md": "\(good)B1\n", "list.txt": "\(good)C1\n"])
        _ = try await tree.git(["init", "-q"])
        _ = try await tree.git(["add", "a.md", "list.txt"])
        #expect(
            try await tree.findings() == [
                "a.md:1:1 AC_IN_CLEAR", "a.md:2:1 AC_TOKEN_CHAR", "list.txt:1:1 AC_IN_CLEAR",
            ]
        )
        let list = try await tree.validate(["list.txt"])
        #expect(list.status == 0 && list.text.contains("list.txt:1:1: note: "))
        #expect(list.text.hasSuffix("1 code checked: 1 valid, 0 with warnings, 0 invalid\n"))
        #expect(try await tree.validate(["list.txt", "--fail-on", "note", "--summary"]).status == 1)
    }

    @Test func `lints only what has changed`() async throws {
        let tree = try Tree(["a.md": "\(good)_1\n", "b.md": "\(good)_2\n", "x/c.md": "\(good)_3\n"])
        try tree.write("ignore: AC_IN_CLEAR\n", to: ".esimctl.yml")
        _ = try await tree.git(["init", "-q"])
        _ = try await tree.git(["add", "."])
        _ = try await tree.git(["commit", "-qm", "x"])
        try tree.write("\(good)_9\n", to: "x/c.md")
        try tree.write("\(good)_8\n", to: "new.md")
        try FileManager.default.removeItem(at: tree.folder.file("b.md"))
        let expected = ["new.md:1:1 AC_TOKEN_CHAR", "x/c.md:1:1 AC_TOKEN_CHAR"]
        #expect(try await tree.findings(["--changed-since", "HEAD"]) == expected)
        #expect(try await tree.findings(["x", "--changed-since", "HEAD"]) == [expected[1]])
        #expect(try await tree.validate(["--changed-since", "nonsense"]).status == 2)
        #expect(try await tree.validate(["--changed-since=--output=x"]).status == 64)
    }

    /// Its lpa: link is what Windows takes.
    @Test(arguments: ["html", "eml", "svg"])
    func `has nothing against our own vouchers`(format: String) async throws {
        let tree = try Tree()
        let arguments = ["voucher", "\(good)A1", "--lang", "es,en", "--format", format, "-o", "voucher.\(format)"]
        let made = try await Program.run(arguments, in: tree.folder.url)
        #expect(made.status == 0, "\(made.errorText)")
        let run = try await tree.validate([".", "--fail-on", "note"])
        let found = try #require(run.text.firstMatch(of: /^([0-9]+) codes? checked: ([0-9]+) valid, 0 with/))
        #expect(run.status == 0 && found.1 == found.2 && Int(found.1) ?? 0 > 0, "\(run.text)")
    }

    @Test func `searches lists when asked to`() async throws {
        let tree = try Tree(["a.txt": "Dear customer,\n\nyour code is \(good)_1.\n"])
        #expect(try await tree.findings(["--text", "a.txt"]) == ["a.txt:3:14 AC_TOKEN_CHAR"])
        #expect(try await tree.findings(["a.txt"]).count == 2)
    }
}
