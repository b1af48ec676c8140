import Foundation
import TestSupport
import Testing

/// Each format read back by a program that is not ours, or as its reader's own source does it.
@Suite struct `The report formats` {
    /// A list whose name, like its codes, has whatever a format must escape.
    private static let name = "a,b:c%41 \"<&>'\u{FC}.txt"
    private static let list = """
        # list
        LPA:1$rsp.example.com$A1
        lpa:1$rsp.example.com$SECRET-4711$$
        LPA:1$rsp.example.com$SECRET_4711

        LPA:1$rsp.example.com$SECR\u{1B}\u{41E}ET
        LPA:1$rsp.example.com$A1$4711
        """

    private func run(_ format: String, _ more: [String] = []) async throws -> Tool.Output {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(Self.list.utf8), to: Self.name)
        let arguments = ["validate", "--format", format, "--file", Self.name] + more
        let run = try await Program.run(arguments + ["--", "1$x.example$a"], in: folder.url)
        #expect(run.status == 1 && run.errorText.isEmpty)
        #expect(!run.text.contains("SECR"))
        return run
    }

    private func jq(_ filter: String, _ document: [UInt8]) async throws -> [String] {
        let answer = try await Tool.run("jq", ["-r", filter], input: document)
        #expect(answer.status == 0, "\(answer.errorText)")
        return answer.text.split(separator: "\n").map(String.init)
    }

    @Test func `SARIF has rules with help, and results with places and fingerprints`() async throws {
        let document = try await run("sarif").standardOutput
        #expect(try await jq(".version, .runs[0].columnKind", document) == ["2.1.0", "unicodeCodePoints"])
        let places = """
            .runs[0].results[] | "\\(.ruleId) \\(.level) " + (.locations[0].physicalLocation.region
            | "\\(.startLine):\\(.startColumn)-\\(.endLine):\\(.endColumn)")
            """
        #expect(
            try await jq(places, document) == [
                "AC_TOKEN_LOWERCASE warning null:null-null:null", "AC_PREFIX_CASE warning 3:1-3:5",
                "AC_TRAILING_DELIMITER warning 3:34-3:36",
                "AC_TOKEN_CHAR error 4:29-4:30", "AC_CONTROL_CHAR error 6:27-6:28",
                "AC_NON_ASCII error 6:28-6:29", "AC_OID_SYNTAX error 7:26-7:30",
                "AC_CONFIRMATION_CODE note 7:26-7:30",
            ]
        )
        let uris = try await jq(
            "[.runs[0].results[].locations[0].physicalLocation.artifactLocation.uri] | unique[]",
            document
        )
        #expect(uris == ["null", "a%2Cb%3Ac%2541%20%22%3C%26%3E%27%C3%BC.txt"])
        let complete = """
            .runs[0] as $run | $run.tool.driver.rules as $rules
            | ($rules | all(.id and .name and .shortDescription.text and .fullDescription.text and .help.text
                and .help.markdown and (.helpUri | startswith("https://")) and .defaultConfiguration.level)),
              ($run.results | all($rules[.ruleIndex].id == .ruleId and (.message.text | length > 0)
                and (.partialFingerprints["esimctl/v1"] | test("^[0-9a-f]{32}$")))),
              ([$run.results[].partialFingerprints[]] | length == (unique | length))
            """
        #expect(try await jq(complete, document) == ["true", "true", "true"])
    }

    @Test(.enabled(if: Judge.sarif.isThere, Judge.advice), arguments: reports)
    func `SARIF is valid by its schema`(arguments: [String]) async throws {
        let folder = try await Self.folder()
        let run = try await Program.run(["validate", "--format", "sarif"] + arguments, in: folder.url)
        let log = try folder.write(run.standardOutput, to: "log.sarif")
        let answer = try await Judge.sarif.verdict(on: log)
        #expect(answer.status == 0, "\(answer.errorText)")
        // The judge is one that says no.
        let wrong = try folder.write(Array(run.text.replacing("\"ruleId\"", with: "\"rule\"").utf8), to: "wrong.sarif")
        #expect(try await Judge.sarif.verdict(on: wrong).status != 0)
    }

    @Test(.enabled(if: Judge.junit.isThere, Judge.advice), arguments: reports)
    func `JUnit is valid by Jenkins' schema`(arguments: [String]) async throws {
        let folder = try await Self.folder()
        let run = try await Program.run(["validate", "--format", "junit"] + arguments, in: folder.url)
        let report = try folder.write(run.standardOutput, to: "report.xml")
        let answer = try await Judge.junit.verdict(on: report)
        #expect(answer.status == 0, "\(answer.errorText)")
        let wrong = try folder.write(Array(run.text.replacing("testcase", with: "test").utf8), to: "wrong.xml")
        #expect(try await Judge.junit.verdict(on: wrong).status != 0)
    }

    /// Findings of every kind and place: lists, documents, pictures, standard input, arguments.
    private static let reports = [
        ["--file", name, "--", "1$x.example$a"], ["."], ["picture.png", "page.html"], [".", "--fail-on", "note"],
    ]

    private static func folder() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(list.utf8), to: name)
        _ = try folder.write(Array("{\"a]]>\": [\"LPA:1$a.b$\\u0001\"]}".utf8), to: "b.json")
        _ = try folder.write(Array("<p>LPA:1&#36;https://a.b$C</p>".utf8), to: "page.html")
        try await Tool.run("qrencode", ["-o", "picture.png", "--", "LPA:1$a.b$C_<&>"], in: folder.url)
        return folder
    }

    @Test func `SARIF of nothing is still a log`() async throws {
        let run = try await Program.run(["validate", "--format", "sarif", "1$rsp.example.com$A"])
        #expect(try await jq(".runs[0].results | length", run.standardOutput) == ["0"])
    }

    @Test func `a fingerprint stays when lines move`() async throws {
        let prints = { (text: String) async throws -> [String] in
            let folder = try TemporaryFolder()
            _ = try folder.write(Array(text.utf8), to: "x.txt")
            let run = try await Program.run(["validate", "--format", "sarif", "x.txt"], in: folder.url)
            return try await self.jq(".runs[0].results[].partialFingerprints[]", run.standardOutput)
        }
        let one = try await prints("LPA:1$rsp.example.com$A_\nLPA:1$rsp.example.com$B_\n")
        let other = try await prints("\n\nLPA:1$rsp.example.com$A_\n# x\nLPA:1$rsp.example.com$B_\n")
        #expect(one == other && Set(one).count == 2)
    }

    /// The commands as the runner reads them (`actions/runner`, ActionCommand.cs).
    @Test func `GitHub annotations read back`() async throws {
        let unescape = { (text: String, isProperty: Bool) in
            var text = text.replacing("%0D", with: "\r").replacing("%0A", with: "\n")
            if isProperty { text = text.replacing("%3A", with: ":").replacing("%2C", with: ",") }
            return text.replacing("%25", with: "%")
        }
        let lines = try await run("github").text.split(separator: "\n").map(String.init)
        #expect(lines.count == 9 && lines.last == "6 codes checked: 1 valid, 2 with warnings, 3 invalid")
        var seen: [String] = []
        for line in lines.dropLast() {
            let parts = line.dropFirst(2).components(separatedBy: "::")
            let command = try #require(parts.first).split(separator: " ", maxSplits: 1)
            var properties: [String: String] = [:]
            for pair in try #require(command.last).split(separator: ",") {
                let sides = pair.split(separator: "=", maxSplits: 1)
                properties[String(sides[0])] = unescape(String(sides[1]), true)
            }
            #expect(properties["file"] == nil || properties["file"] == Self.name)
            #expect(unescape(parts.dropFirst().joined(separator: "::"), false).count > 10)
            seen.append(
                "\(command[0]) \(properties["title"] ?? "") \(properties["line"] ?? "") \(properties["col"] ?? "")"
            )
        }
        #expect(
            seen == [
                "warning AC_TOKEN_LOWERCASE  ", "warning AC_PREFIX_CASE 3 1", "warning AC_TRAILING_DELIMITER 3 34",
                "error AC_TOKEN_CHAR 4 29",
                "error AC_CONTROL_CHAR 6 27", "error AC_NON_ASCII 6 28", "error AC_OID_SYNTAX 7 26",
                "notice AC_CONFIRMATION_CODE 7 26",
            ]
        )
    }

    @Test func `JUnit is well-formed and counts what fails`() async throws {
        let document = try await run("junit", ["--fail-on", "warning"]).standardOutput
        let folder = try TemporaryFolder()
        let file = try folder.write(document, to: "report.xml")
        for (path, expected) in [
            ("string(/testsuites/testsuite[2]/@name)", Self.name), ("count(//testcase)", "6"),
            ("string(/testsuites/testsuite[2]/@tests)", "5"), ("string(/testsuites/testsuite[2]/@failures)", "4"),
            ("count(//failure)", "5"), ("count(//system-out)", "1"),
            ("string(/testsuites/testsuite[2]/testcase[2]/failure/@type)", "AC_PREFIX_CASE"),
        ] {
            let answer = try await Tool.run("xmllint", ["--xpath", path, file.path])
            #expect(answer.text.trimmingCharacters(in: .newlines) == expected, "\(path) \(answer.errorText)")
        }
    }
}

@Suite struct `The pages of the rules` {
    @Test func `are up to date`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["rule-pages", folder.url.path])
        #expect(run.status == 0, "\(run.errorText)")
        let pages = Fixture.root.appending(path: "Docs/Rules").path
        let written = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(Set(written) == Set(try FileManager.default.contentsOfDirectory(atPath: pages)))
        for name in written {
            let page = try String(contentsOfFile: "\(pages)/\(name)", encoding: .utf8)
            #expect(try String(contentsOf: folder.file(name), encoding: .utf8) == page, "\(name): run make rules")
        }
    }
}
