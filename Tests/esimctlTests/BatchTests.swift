import Foundation
import QRRendering
import SystemPackage
import TestSupport
import Testing

@testable import esimctl

/// So many different codes.
private func codes(_ count: Int) -> [String] {
    (1...count).map { "LPA:1$rsp.example.com$04386-AGYFT-\(10_000 + $0)" }
}

/// What `zbarimg` reads in each picture of a folder, in the order of their names.
private func decoded(_ folder: URL) async throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let arguments = ["--raw", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable"]
    // Raw texts stand one behind the other; each of ours begins alike.
    let run = try await Tool.run("zbarimg", arguments + names, in: folder)
    return run.text.replacing("LPA:", with: "\nLPA:").split(separator: "\n").map(String.init)
}

/// Draws a list with the options, in `folder`.
private func draw(_ list: String, _ options: [String], in folder: borrowing TemporaryFolder) async throws -> Tool.Output
{
    let name = options.first { $0.hasPrefix("list.") } ?? "list.txt"
    _ = try folder.write(Array(list.utf8), to: name)
    return try await Program.run(["qr", "--batch", name] + options.filter { $0 != name }, in: folder.url)
}

private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

@Suite struct `What qr --batch must not do` {
    @Test(arguments: [
        (["--batch", "a.csv", "--zip", "a.csv", "--overwrite"], 64, "would be replaced"),
        (["--batch", "a.csv", "--sheet", "A4", "-o", "a.csv", "--overwrite"], 64, "would be replaced"),
        (["--batch", "two.csv", "--out-dir", "o"], 65, "several columns of activation codes"),
    ])
    func `loses its list, or draws the wrong column`(arguments: [String], status: Int32, words: String) async throws {
        let folder = try TemporaryFolder()
        let list = Array("iccid,code\n8951100000000000005,LPA:1$rsp.example.com$A\n".utf8)
        _ = try folder.write(list, to: "a.csv")
        let two = "iccid,code,activation_code\n8951100000000000005,LPA:1$rsp.example.com$A,LPA:1$rsp.example.com$B\n"
        _ = try folder.write(Array(two.utf8), to: "two.csv")
        let run = try await Program.run(["qr"] + arguments, in: folder.url)
        #expect(run.status == status && run.errorText.contains(words), "\(run.errorText)")
        #expect(try Array(Data(contentsOf: folder.file("a.csv"))) == list)
    }
}

@Suite struct `esimctl qr --batch` {
    @Test func `makes a numbered picture of each code, and zbarimg reads all of them`() async throws {
        let folder = try TemporaryFolder()
        let codes = codes(300)
        let run = try await draw("# today\n\n" + codes.joined(separator: "\r\n"), ["--out-dir", "a/"], in: folder)
        #expect(run.status == 0 && run.text.isEmpty && run.errorText.isEmpty, "\(run.errorText)")
        let pictures = try names(in: folder.file("a"))
        #expect(pictures.count == 300 && pictures.first == "00001.png" && pictures.last == "00300.png")
        #expect(try await decoded(folder.file("a")) == codes)
    }

    @Test(arguments: ["png", "svg", "pdf", "eps", "txt"])
    func `draws the same pictures as one at a time, in any format of files`(format: String) async throws {
        let folder = try TemporaryFolder()
        let codes = codes(3)
        let options = ["--format", format, "--level", "Q", "--module-mm", "0.5", "--link", "apple"]
        #expect(try await draw(codes.joined(separator: "\n"), ["--out-dir", "a"] + options, in: folder).status == 0)
        for (index, code) in codes.enumerated() {
            let one = try await Program.run(["qr", code, "-o", "-"] + options).standardOutput
            #expect(try Array(Data(contentsOf: folder.file("a/0000\(index + 1).\(format)"))) == one)
        }
    }

    private static let tables: [(file: String, list: String, options: [String])] = [
        ("list.csv", "iccid,code\n8951100000000000005,LPA:1$rsp.example.com$A1\n", []),
        ("list.csv", "Activation Code;ICC-ID;x\r\nLPA:1$rsp.example.com$A1;8951 1000 0000 0000 005;\"1;2\"\r\n", []),
        ("list.tsv", "\u{FEFF}name\tlpa\n8951100000000000005\tLPA:1$rsp.example.com$A1\n", ["--name-column", "Name"]),
        ("list.txt", "code,iccid\n\n\"LPA:1$rsp.example.com$A1\",8951100000000000005", []),
    ]

    @Test(arguments: tables)
    func `names the rows of a table by ICCID or by the column that is named`(
        file: String,
        list: String,
        options: [String]
    ) async throws {
        let folder = try TemporaryFolder()
        let run = try await draw(list, [file, "--out-dir", "a"] + options, in: folder)
        #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
        #expect(try names(in: folder.file("a")) == ["8951100000000000005.png"])
        #expect(try await decoded(folder.file("a")) == ["LPA:1$rsp.example.com$A1"])
        let piped = try await Program.run(
            ["qr", "--batch", "-", "--out-dir", "b"] + options,
            input: Array(list.utf8),
            in: folder.url
        )
        #expect(piped.status == 0, "\(piped.errorText)")
        #expect(try names(in: folder.file("b")) == ["8951100000000000005.png"])
    }

    @Test func `says what is wrong with a row, without its secret, and draws the others`() async throws {
        let folder = try TemporaryFolder()
        let list = """
            iccid,code
            8951100000000000005,LPA:1$rsp.example.com:8443$SECRET-1
            8951100000000000013,LPA:1$rsp.example.com$SECRET-2
            8951100000000000013,LPA:1$rsp.example.com$SECRET-3
            ,LPA:1$rsp.example.com$SECRET-4
            8951100000000000014,LPA:1$rsp.example.com$SECRET-5
            8951100000000000021,LPA:1$rsp.example.com$SECRET-6,more
            8951100000000000039,"LPA:1$rsp.example.com.$SECRET-7"
            """
        let run = try await draw(list, ["list.csv", "--out-dir", "a"], in: folder)
        #expect(run.status == 65)
        try expectSnapshot(run.errorText, "cli/qr-batch.txt")
        #expect(!run.errorText.contains("SECRET"))
        #expect(try names(in: folder.file("a")) == ["8951100000000000013.png", "8951100000000000039.png"])
    }

    @Test func `a refused code alone ends with 1`() async throws {
        let folder = try TemporaryFolder()
        let run = try await draw(codes(2).joined(separator: "\n") + "\nhello\n", ["--out-dir", "a"], in: folder)
        #expect(run.status == 1)
        #expect(run.errorText.hasPrefix("esimctl: list.txt:3: drew no QR code for "))
        #expect(run.errorText.hasSuffix("esimctl: list.txt: 1 of 3 codes were left out\n"))
        #expect(try names(in: folder.file("a")) == ["00001.png", "00002.png"])
    }

    @Test(arguments: [
        "a/b", "..", ".x", "a\\\\b", "LPA:1$rsp.example.com$SECRET-1", "x-secret-1", "\"a\tb\"", "",
        String(repeating: "x", count: 201),
    ])
    func `takes no name that leads elsewhere or tells the secret`(name: String) async throws {
        let folder = try TemporaryFolder()
        let list = "name,code\n\(name.replacing("\\\\", with: "\\")),LPA:1$rsp.example.com$SECRET-1\n"
        let run = try await draw(list, ["list.csv", "--out-dir", "a", "--name-column", "name"], in: folder)
        #expect(run.status == 65 && !run.errorText.lowercased().contains("secret-1"), "\(run.errorText)")
        #expect(try names(in: folder.file("a")) == [] && names(in: folder.url) == ["a", "list.csv"])
    }

    @Test func `names that differ in case only are one name`() async throws {
        let folder = try TemporaryFolder()
        let list = "name,code\nAna,LPA:1$rsp.example.com$A\nana,LPA:1$rsp.example.com$B\n"
        let run = try await draw(list, ["list.csv", "--out-dir", "a", "--name-column", "name"], in: folder)
        #expect(run.status == 65 && run.errorText.contains("list.csv:3: line 2 has the same name\n"))
        #expect(try names(in: folder.file("a")) == ["Ana.png"])
    }

    @Test func `passes over what is there, refuses what differs, and replaces it when told to`() async throws {
        let folder = try TemporaryFolder()
        let list = codes(3).joined(separator: "\n")
        #expect(try await draw(list, ["--out-dir", "a"], in: folder).status == 0)
        try FileManager.default.removeItem(at: folder.file("a/00002.png"))
        _ = try folder.write([1, 2, 3], to: "a/00003.png")
        let again = try await draw(list, ["--out-dir", "a", "--json"], in: folder)
        #expect(again.status == 73)
        #expect(
            again.errorText == """
                esimctl: list.txt:3: a/00003.png: already exists and is another
                hint: --overwrite replaces it
                esimctl: list.txt: 1 of 3 codes were left out

                """
        )
        let report = try BatchReport(again.standardOutput)
        #expect(report.results.map(\.outcome) == ["unchanged", "written"])
        #expect(report.results.map(\.line) == [1, 2] && report.results.map(\.output) == ["00001.png", "00002.png"])
        #expect(report.results.allSatisfy { $0.subject == "LPA:1$rsp.example.com$****" && $0.verified })
        #expect(report.summary == BatchReport.Summary(written: 1, unchanged: 1, refused: 0, failed: 1))
        #expect(try await draw(list, ["--out-dir", "a", "--overwrite"], in: folder).status == 0)
        #expect(try await decoded(folder.file("a")) == codes(3))
    }

    @Test func `interrupted, it leaves whole files only, and the next run goes on`() async throws {
        let folder = try TemporaryFolder()
        let codes = codes(3000)
        _ = try folder.write(Array(codes.joined(separator: "\n").utf8), to: "list.txt")
        let script = #"""
            perl -MPOSIX -e '$SIG{INT} = "DEFAULT"; sigprocmask(SIG_SETMASK, POSIX::SigSet->new); exec @ARGV' \
                '\#(Program.path)' qr --batch list.txt --out-dir a & program=$!
            while [ "$(ls a 2>/dev/null | wc -l)" -lt 50 ]; do sleep 0.02; done
            kill -INT $program
            wait $program
            """#
        // The shell lets what runs behind it ignore SIGINT, and whoever runs the tests may block it; perl undoes both.
        let run = try await Tool.run("sh", ["-c", script], in: folder.url)
        #expect(run.status == 130, "\(run.errorText)")
        let done = try FileManager.default.contentsOfDirectory(atPath: folder.file("a").path)
        #expect((50..<3000).contains(done.count) && done.allSatisfy { $0.hasSuffix(".png") && !$0.hasPrefix(".") })
        let check = try await Tool.run("sh", ["-c", "pngcheck -q a/*.png"], in: folder.url)
        #expect(check.status == 0, "\(check.text)")
        let next = try await Program.run(["qr", "--batch", "list.txt", "--out-dir", "a", "--json"], in: folder.url)
        #expect(next.status == 0, "\(next.errorText)")
        #expect(try BatchReport(next.standardOutput).summary.unchanged == done.count)
        #expect(try names(in: folder.file("a")).count == 3000)
    }

    @Test(arguments: [(true, Duration.zero), (false, .zero), (true, .seconds(60))])
    func `shows how far it is on a terminal only, when it takes a while`(isShown: Bool, patience: Duration) throws {
        let folder = try TemporaryFolder()
        let file = try FileDescriptor.open(
            FilePath(folder.file("said").path),
            .writeOnly,
            options: .create,
            permissions: .ownerReadWrite
        )
        try file.closeAfter {
            let progress = Progress(total: 3, output: file, isShown: isShown, patience: patience)
            progress.advance()
            progress.clear()
            progress.clear()
        }
        let said = try String(contentsOf: folder.file("said"), encoding: .utf8)
        let line = "\r[##########....................] 33 %  1 of 3\u{1B}[K\r\u{1B}[K"
        #expect(said == (isShown && patience == .zero ? line : ""))
    }

    private static let wrong: [(String, Int32)] = [
        ("", 64), ("--out-dir a --zip b", 64), ("--out-dir a -o x.png", 64), ("--sheet A4", 64),
        ("--sheet A3 -o x.pdf", 64), ("--sheet A4 -o -", 64), ("--sheet A4 -o x.pdf --format png", 64),
        ("--out-dir a --format terminal", 64), ("--out-dir a --format ascii", 64), ("--out-dir a CODE", 64),
        ("--out-dir a --eid 89049032123451234512345678901235", 64), ("--out-dir taken", 73),
        ("--out-dir no/where", 73), ("--zip no/where", 73), ("--out-dir a --name-column shelf", 65),
        ("--out-dir a --name-column code", 64), ("--out-dir a --name-column matching-id", 64), ("--zip taken", 73),
        ("--out-dir a --level x", 64), ("--sheet letter -o x.pdf --module-mm 20", 65),
    ]

    @Test(arguments: wrong)
    func `ends with the right status`(options: String, status: Int32) async throws {
        let folder = try TemporaryFolder()
        let list = "matching-id,iccid,code\nSECRET,8951100000000000005,LPA:1$rsp.example.com$SECRET\n"
        let options = options.split(separator: " ").map(String.init)
        _ = try folder.write([1], to: "taken")
        let run = try await draw(list, ["list.csv"] + options, in: folder)
        #expect(run.status == status && run.text.isEmpty && !run.errorText.contains("SECRET"), "\(run.errorText)")
        #expect(try names(in: folder.url).allSatisfy { ["a", "list.csv", "taken"].contains($0) })
    }

    @Test(arguments: [
        ("list.csv", "", 65), ("list.csv", "\n\n", 65), ("list.csv", "iccid,code\n", 65),
        ("list.csv", "iccid,plan\n1,LPA:1$rsp.example.com$SECRET\n", 65),
        ("list.csv", "code\nLPA:1$rsp.example.com$SECRET\n", 65), ("list.csv", "iccid,code\n1,\"LPA:1$SECRET\n", 65),
        ("list.txt", "# nothing\n", 65), ("list.txt", "\u{0}\u{1}SECRET", 65),
    ])
    func `refuses what is no list`(file: String, list: String, status: Int32) async throws {
        let folder = try TemporaryFolder()
        let run = try await draw(list, [file, "--out-dir", "a"], in: folder)
        #expect(run.status == status && !run.errorText.contains("SECRET"), "\(run.errorText)")
        #expect(try names(in: folder.url) == [file])
    }

    @Test func `misses a file that is not there`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["qr", "--batch", "nowhere.csv", "--out-dir", "a"], in: folder.url)
        #expect(run.status == 66)
        #expect(try names(in: folder.url).isEmpty)
    }

    @Test(arguments: QRSymbol.ErrorCorrection.allCases.indices, ["2", "3", "8"])
    func `payloads of all lengths are read back by zbarimg`(level: Int, scale: String) async throws {
        let folder = try TemporaryFolder()
        let codes = stride(from: 10, through: 259, by: 13).map { length in
            String(("LPA:1$" + String(repeating: "rsp.Example.com$04386-", count: 12)).prefix(length))
        }
        let options = ["--out-dir", "a", "--force", "--scale", scale, "--level", ["L", "M", "Q", "H"][level]]
        #expect(try await draw(codes.joined(separator: "\n"), options, in: folder).status == 0)
        #expect(try await decoded(folder.file("a")) == codes)
    }
}

@Suite struct `esimctl qr --batch --zip` {
    @Test func `holds the same pictures as a folder, and is the same each time`() async throws {
        let folder = try TemporaryFolder()
        let list = "name,code\nAna Ñ,LPA:1$rsp.example.com$A\n码,LPA:1$rsp.example.com$B\n"
        let options = ["list.csv", "--name-column", "name"]
        #expect(try await draw(list, options + ["--zip", "a.zip"], in: folder).status == 0)
        #expect(try await draw(list, options + ["--out-dir", "a"], in: folder).status == 0)
        let unzipped = try await Tool.run(
            "unzip",
            ["-q", "-d", "b", "a.zip"],
            environment: ["LC_ALL": "C.UTF-8"],
            in: folder.url
        )
        #expect(unzipped.status == 0, "\(unzipped.text)\(unzipped.errorText)")
        #expect(try await Tool.run("diff", ["-r", "a", "b"], in: folder.url).status == 0)
        let first = try Data(contentsOf: folder.file("a.zip"))
        #expect(try await draw(list, options + ["--zip", "a.zip"], in: folder).status == 0)
        #expect(try await draw(list, options + ["--zip", "c.zip"], in: folder).status == 0)
        #expect(try Data(contentsOf: folder.file("a.zip")) == first && Data(contentsOf: folder.file("c.zip")) == first)
        let other = try await draw(list, options + ["--zip", "a.zip", "--level", "H"], in: folder)
        #expect(
            other.status == 73 && other.errorText == "esimctl: a.zip: already exists\nhint: --overwrite replaces it\n"
        )
        #expect(try Data(contentsOf: folder.file("a.zip")) == first)
        #expect(
            try await draw(list, options + ["--zip", "a.zip", "--level", "H", "--overwrite"], in: folder).status == 0
        )
        #expect(try names(in: folder.url) == ["a", "a.zip", "b", "c.zip", "list.csv"])
    }

    @Test func `is not written when there is nothing to put into it`() async throws {
        let folder = try TemporaryFolder()
        let run = try await draw("hello\n", ["--zip", "a.zip"], in: folder)
        #expect(run.status == 1 && run.errorText.contains("a.zip: is not written, as there is nothing to put into it"))
        #expect(try names(in: folder.url) == ["list.txt"])
    }

    @Test func `holds more entries than sixteen bits can count`() async throws {
        let folder = try TemporaryFolder()
        let file = folder.file("a.zip").path
        try OutputFile(path: file, replacesExisting: false).write { descriptor in
            var archive = ZipWriter(descriptor)
            for number in 1...70_000 { try archive.add([UInt8(truncatingIfNeeded: number)], name: "\(number)") }
            try archive.finish()
        }
        let test = try await Tool.run("unzip", ["-tqq", file])
        #expect(test.status == 0, "\(test.text)\(test.errorText)")
        let list = try await Tool.run("unzip", ["-Z1", file])
        #expect(list.text.split(separator: "\n").count == 70_000)
    }

    @Test func `refuses what does not fit into 4 GiB`() throws {
        let null = try FileDescriptor.open(FilePath("/dev/null"), .writeOnly)
        defer { try? null.close() }
        var archive = ZipWriter(null, offset: (4 << 30) - 3000)
        try archive.add([1], name: "1")
        #expect(throws: ZipWriter.TooLarge.self) { try archive.add([UInt8](repeating: 2, count: 2000), name: "2") }
        try archive.finish()
    }
}

@Suite struct `esimctl qr --batch --sheet` {
    @Test(arguments: [("A4", "595.2", "841.8"), ("letter", "612 x", "792")])
    func `puts every code on a page, with its name and line under it`(
        paper: String,
        width: String,
        height: String
    ) async throws {
        let folder = try TemporaryFolder()
        let codes = codes(40)
        let rows = codes.enumerated().map { "8951100000000001\(100 + $0),\($1)" }
        let list = "label,code\n" + rows.joined(separator: "\n")
        let options = ["list.csv", "--name-column", "label", "--sheet", paper, "-o", "a.pdf"]
        let run = try await draw(list, options, in: folder)
        #expect(run.status == 0 && run.errorText.isEmpty && run.text.isEmpty)
        for page in ["1", "2"] {
            try FileManager.default.createDirectory(at: folder.file(page), withIntermediateDirectories: false)
        }
        let facts = try await Tool.run("pdfinfo", ["a.pdf"], in: folder.url).text
        #expect(
            facts.contains(width) && facts.contains(height) && facts.contains("Title:           list.csv"),
            "\(facts)"
        )
        // Ten pixels a millimetre. Five columns and six rows of 33.6 × 39.6 mm stand in the middle, 10 mm below the edge.
        try await Tool.run("pdftoppm", ["-r", "254", "-png", "a.pdf", "page"], in: folder.url)
        #expect(try names(in: folder.url).filter { $0.hasSuffix(".png") } == ["page-1.png", "page-2.png"])
        var found: [String] = []
        for page in 1...2 {
            let cells = [
                "-crop", "1680x2376+\(paper == "A4" ? 210 : 240)+100", "+repage", "-crop", "336x396", "+repage",
            ]
            let cut = try await Tool.run("convert", ["page-\(page).png"] + cells + ["\(page)/%02d.png"], in: folder.url)
            #expect(cut.status == 0, "\(cut.errorText)")
            found += try await decoded(folder.file("\(page)"))
        }
        #expect(found == codes)
        let text = try await Tool.run("pdftotext", ["-layout", "a.pdf", "-"], in: folder.url).text
        for index in codes.indices {
            #expect(text.contains("8951100000000001\(100 + index)") && text.contains("#\(index + 2)"))
        }
        #expect(!text.contains("AGYFT"))
    }

    @Test func `is the same each time, and warns once of small modules`() async throws {
        let folder = try TemporaryFolder()
        let list = codes(5).joined(separator: "\n")
        for file in ["a.pdf", "b.pdf"] {
            let run = try await draw(list, ["--sheet", "a4", "-o", file, "--module-mm", "0.3"], in: folder)
            #expect(run.status == 0)
            #expect(
                run.errorText == "esimctl: modules of 0.3 mm are hard to print and to scan; 0.4 mm or more is safe\n"
            )
        }
        #expect(try Data(contentsOf: folder.file("a.pdf")) == Data(contentsOf: folder.file("b.pdf")))
    }
}

/// What `esimctl qr --batch --json` prints.
private struct BatchReport: Decodable {
    struct Result: Decodable {
        var line: Int
        var outcome: String
        var subject: String
        var output: String
        var verified: Bool
    }
    struct Summary: Decodable, Equatable {
        var written: Int
        var unchanged: Int
        var refused: Int
        var failed: Int
    }
    var schema: String
    var results: [Result]
    var summary: Summary

    init(_ bytes: [UInt8]) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(bytes))
        #expect(schema == "esimctl.qr/1")
    }
}
