import Foundation
import TestSupport
import Testing

private let code = "LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815"

/// What `zbarimg` reads in a picture.
private func decoded(_ picture: URL) async throws -> String {
    try await Tool.run(
        "zbarimg",
        ["--raw", "--oneshot", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable", picture.path]
    ).text
}

/// Makes the vouchers of a list, in the folder `out`.
private func make(_ list: String, _ options: [String], in folder: borrowing TemporaryFolder) async throws -> Tool.Output
{
    _ = try folder.write(Array(list.utf8), to: "list.csv")
    return try await Program.run(["voucher", "--from", "list.csv", "--out-dir", "out"] + options, in: folder.url)
}

@Suite struct `esimctl voucher` {
    private static let full = [
        "voucher", code + "$$1", "--plan", "Perú 10 GB", "--carrier", "Andina Móvil", "--for", "Ana Quispe",
        "--data", "10 GB", "--coverage", "Perú", "--days", "30", "--begins", "first-use", "--install-by", "2026-12-31",
        "--starts", "2026-12-01T05:00Z", "--ends", "2026-12-31T04:59:00Z", "--zone", "America/Lima",
        "--next-charge", "2026-12-31T05:00Z", "--amount", "PEN 39.90", "--tax", "PEN 6.09",
        "--how-to-stop", "https://example.com/stop", "--iccid", "8951 1000 0000 0000 005", "--support",
        "+51 1 555 0100",
        "--apn", "internet.example", "--roaming", "on", "--confirmation-hint", "SMS", "--lang", "es",
    ]

    @Test func `takes every field as an option`() async throws {
        let page = try await Program.run(Self.full + ["--format", "html"])
        #expect(page.status == 0 && page.errorText.isEmpty)
        for words in [
            "Perú 10 GB", "Andina Móvil", "Para Ana Quispe", "30 días desde la primera conexión",
            "31 de diciembre de 2026",
            "1 de diciembre de 2026, 00:00 (UTC−5, America/Lima)", "30 de diciembre de 2026, 23:59", "PEN\u{A0}39.90",
            "PEN\u{A0}6.09", "href=\"https://example.com/stop\"", "8951 1000 0000 0000 005", "href=\"tel:+5115550100\"",
            "internet.example", "Activa los datos en roaming", "SMS",
        ] {
            #expect(page.text.contains(words), "\(words)")
        }
    }

    @Test(arguments: ["png", "svg", "pdf"], ["a4", "letter", "80mm"])
    func `writes a file whose symbol reads back`(format: String, page: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(
            Self.full + ["-o", "a.\(format)", "--page", page, "--lang", "en,zh"],
            in: folder.url
        )
        #expect(run.status == 0 && run.text.isEmpty && run.errorText.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.\(format)"])
        switch format {
        case "svg":
            try await Tool.run("rsvg-convert", ["--dpi-x=254", "--dpi-y=254", "-o", "b.png", "a.svg"], in: folder.url)
        case "pdf": try await Tool.run("pdftoppm", ["-png", "-r", "200", "-singlefile", "a.pdf", "b"], in: folder.url)
        default: try FileManager.default.moveItem(at: folder.file("a.png"), to: folder.file("b.png"))
        }
        #expect(try await decoded(folder.file("b.png")) == code + "$$1")
    }

    @Test func `has the time zone of a summer and a winter`() async throws {
        for (date, shown) in [
            ("2026-07-01T12:00Z", "14:00 (UTC+2, Europe/Madrid)"),
            ("2050-12-01T12:00Z", "13:00 (UTC+1, Europe/Madrid)"),
        ] {
            let run = try await Program.run([
                "voucher", code, "--ends", date, "--zone", "Europe/Madrid", "--format", "svg",
            ])
            #expect(run.text.contains(shown), "\(run.errorText)")
        }
        let own = try await Program.run(["voucher", code, "--ends", "2026-07-01T12:00+05:30", "--format", "svg"])
        #expect(own.text.contains("1 July 2026, 12:00 (UTC+5:30)"))
    }

    @Test func `draws the corrected form and says what it changed`() async throws {
        let run = try await Program.run(["voucher", "\"lpa:1$rsp.example.com.$04386-AGYFT\"", "--format", "html"])
        #expect(run.status == 0)
        #expect(
            run.errorText.contains("drew the corrected code")
                && run.text.contains("<code>1$rsp.example.com$04386-AGYFT</code>")
        )
    }

    @Test func `refuses a code that no phone should take`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(
            ["voucher", "LPA:1$https://rsp.example.com:8443$SECRET-1", "-o", "a.html"],
            in: folder.url
        )
        #expect(run.status == 1 && run.text.isEmpty)
        #expect(run.errorText.contains("AC_ADDRESS_URL") && !run.errorText.contains("SECRET"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test(arguments: ["svg", "html", "eml"])
    func `with --redact shows nothing of the secret`(format: String) async throws {
        let run = try await Program.run(Self.full + ["--format", format, "--redact"])
        #expect(run.status == 0)
        #expect(!run.text.contains("AGYFT") && !run.text.contains("8951") && run.text.contains("rsp.example.com"))
    }

    @Test func `replaces no file unless told to`() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write([1, 2, 3], to: "a.html")
        let run = try await Program.run(["voucher", code, "-o", "a.html"], in: folder.url)
        #expect(run.status == 73 && run.errorText == "esimctl: a.html: already exists\nhint: --overwrite replaces it\n")
        #expect(try Array(Data(contentsOf: file)) == [1, 2, 3])
        #expect(try await Program.run(["voucher", code, "-o", "a.html", "--overwrite"], in: folder.url).status == 0)
    }

    private static let endings: [([String], Int32)] = [
        ([], 64), (["--format", "gif"], 64), (["-o", "a.gif"], 64), (["-o", "nowhere/a.svg"], 73),
        (["--format", "svg"], 0),
        (["--page", "a5", "--format", "svg"], 64), (["--lang", "es,xx", "--format", "svg"], 64),
        (["--lang", "es,en,zh", "--format", "svg"], 64), (["--lang", "es,es", "--format", "svg"], 64),
        (["--out-dir", "out", "--format", "svg"], 64), (["other", "--format", "svg"], 64),
        (["--ends", "31.12.2026", "--format", "svg"], 65), (["--ends", "2026-12-31T18:00", "--format", "svg"], 65),
        (["--ends", "2026-12-31T18:00Z", "--zone", "Mars/Olympus", "--format", "svg"], 65),
        (["--ends", "2026-12-31T18:00Z", "--zone", "../../etc/passwd", "--format", "svg"], 65),
        (["--amount", "39.90", "--format", "svg"], 65), (["--tax", "PEN 1.00", "--format", "svg"], 65),
        (["--amount", "PEN 1.00", "--tax", "PEN 2.00", "--format", "svg"], 65),
        (["--iccid", "8951100000000000007", "--format", "svg"], 65), (["--roaming", "maybe", "--format", "svg"], 65),
        (["--days", "0", "--format", "svg"], 65), (["--begins", "install", "--format", "svg"], 65),
        (["--days", "3", "--begins", "later", "--format", "svg"], 65),
        (["--mail-from", "nobody", "--format", "eml"], 64),
        (["--coverage", String(repeating: "Perú, ", count: 2000), "--format", "svg"], 65),
    ]

    @Test(arguments: endings)
    func `ends with the right status`(options: [String], status: Int32) async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["voucher", code] + options, in: folder.url)
        #expect(run.status == status, "\(run.errorText)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test func `asks for rsvg-convert in clear words when it is not there`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(
            ["voucher", code, "-o", "a.pdf"],
            environment: ["PATH": folder.url.path],
            in: folder.url
        )
        #expect(run.status == 69)
        #expect(
            run.errorText == """
                esimctl: rsvg-convert is not installed; it makes PDF and PNG
                hint: apt-get install librsvg2-bin (brew install librsvg), or --format svg or html

                """
        )
        #expect(
            try await Program.run(
                ["voucher", code, "-o", "a.svg"],
                environment: ["PATH": folder.url.path],
                in: folder.url
            ).status == 0
        )
    }

    @Test func `asks for a Chinese font when there is none`() async throws {
        let folder = try TemporaryFolder()
        let configuration =
            "<?xml version=\"1.0\"?><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>"
        let file = try folder.write(Array(configuration.utf8), to: "fonts.conf").path
        let arguments = ["voucher", code, "-o", "a.pdf", "--lang"]
        let run = try await Program.run(arguments + ["zh"], environment: ["FONTCONFIG_FILE": file], in: folder.url)
        #expect(run.status == 69)
        #expect(run.errorText.contains("no font on this machine has ") && run.errorText.contains("fonts-noto-cjk"))
        let english = try await Program.run(arguments + ["en"], environment: ["FONTCONFIG_FILE": file], in: folder.url)
        #expect(english.status == 0, "\(english.errorText)")
    }

    @Test func `writes no binary to a terminal`() async throws {
        let command = "'\(Program.path)' voucher '\(code)' --format pdf"
        let run = try await Tool.run("script", ["-qec", command, "/dev/null"])
        #expect(run.status == 64 && run.text.contains("does not belong on a terminal"))
    }
}

@Suite struct `The page on vouchers` {
    @Test(arguments: ReadmeExample.blocks(of: "Docs/Vouchers.md"))
    func `shows what really happens`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }

    @Test func `names every field, and the command has an option for each`() async throws {
        let source = try String(
            contentsOf: Fixture.root.appending(path: "Sources/esimctl/Input/VoucherField.swift"),
            encoding: .utf8
        )
        let cases = source.matches(of: /\n    case ([^\n]*)/).flatMap { $0.output.1.split(separator: ",") }
        let names = cases.map { name in
            name.contains("\"") ? String(name.split(separator: "\"")[1]) : name.trimmingCharacters(in: .whitespaces)
        }
        #expect(names.count >= 21)
        let page = try String(contentsOf: Fixture.root.appending(path: "Docs/Vouchers.md"), encoding: .utf8)
        let help = try await Program.run(["voucher", "--help"]).text
        for name in names {
            let option = name.reduce(into: "--") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
            #expect(page.contains("`\(name)`"), "\(name) is not in Docs/Vouchers.md")
            #expect(name == "code" || help.contains("\(option) "), "\(option) is no option")
        }
    }
}

@Suite struct `esimctl voucher --from` {
    private static let csv = """
        code,iccid,plan,for,install_by,shelf
        LPA:1$rsp.example.com$ONE,8951100000000000005,"Perú, ""10 GB\"\"",Ana,2026-12-31,1
        LPA:1$rsp.example.com$TWO,,Chile,Luis,,2

        """

    @Test func `makes a file for each row, named by ICCID`() async throws {
        let folder = try TemporaryFolder()
        let run = try await make(Self.csv, ["--format", "html", "--lang", "es", "--carrier", "Andina"], in: folder)
        #expect(run.status == 0 && run.text.isEmpty)
        #expect(run.errorText == "esimctl: list.csv: is passed over: shelf\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path).sorted()
        #expect(names == ["00002.html", "8951100000000000005.html"])
        let page = try String(contentsOf: folder.file("out/8951100000000000005.html"), encoding: .utf8)
        #expect(
            page.contains("Perú, &quot;10 GB&quot;") && page.contains("1$rsp.example.com$ONE")
                && page.contains("Andina")
        )
        #expect(page.contains("Para Ana") && page.contains("31 de diciembre de 2026"))
    }

    @Test func `makes PDF when no format is asked for`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await make(Self.csv, [], in: folder).status == 0)
        let start = try Data(contentsOf: folder.file("out/00002.pdf")).prefix(5)
        #expect(start == Data("%PDF-".utf8))
    }

    @Test(arguments: [
        #"[{"code":"LPA:1$rsp.example.com$ONE","iccid":"8951100000000000005","plan":"Perú","days":30,"roaming":true,"apn":null}]"#,
        #"{"code":"LPA:1$rsp.example.com$ONE","iccid":"8951100000000000005","plan":"Perú","days":"30","roaming":"on"}"#,
        "code;iccid;plan;days;roaming\r\nLPA:1$rsp.example.com$ONE;8951100000000000005;Perú;30;yes\r\n",
        "\u{FEFF}Code\tICCID\tPlan\tDays\tRoaming\nLPA:1$rsp.example.com$ONE\t8951100000000000005\tPerú\t30\ton",
    ])
    func `reads JSON, and CSV with other delimiters, alike`(list: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await make(list, ["--format", "svg"], in: folder)
        #expect(run.status == 0 && run.errorText.isEmpty, "\(run.errorText)")
        let page = try String(contentsOf: folder.file("out/8951100000000000005.svg"), encoding: .utf8)
        #expect(page.contains(">30 days<") && page.contains("Turn data roaming on") && page.contains(">Perú<"))
    }

    @Test func `says what is wrong with a row, without its secret, and makes the others`() async throws {
        let folder = try TemporaryFolder()
        let list = """
            code,iccid,ends
            LPA:1$rsp.example.com:8443$SECRET-1,,
            LPA:1$rsp.example.com$SECRET-2,,tomorrow
            LPA:1$rsp.example.com$SECRET-3,8951100000000000005,
            LPA:1$rsp.example.com$SECRET-4,8951100000000000005,
            """
        let run = try await make(list, ["--format", "svg"], in: folder)
        #expect(run.status == 65)
        #expect(run.errorText.contains("list.csv: 2: ") && run.errorText.contains("AC_ADDRESS_PORT"))
        #expect(run.errorText.contains("list.csv: 3: ends: is no date"))
        #expect(run.errorText.contains("list.csv: 5: an earlier voucher has the same ICCID"))
        #expect(!run.errorText.contains("SECRET"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path) == ["8951100000000000005.svg"]
        )
    }

    @Test func `passes over what is done, and refuses what differs`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await make(Self.csv, ["--format", "svg"], in: folder).status == 0)
        #expect(try await make(Self.csv, ["--format", "svg"], in: folder).status == 0)
        #expect(try await make(Self.csv, ["--format", "svg", "--lang", "zh"], in: folder).status == 73)
        #expect(try await make(Self.csv, ["--format", "svg", "--lang", "zh", "--overwrite"], in: folder).status == 0)
    }

    @Test(arguments: [
        "", "\n\n", "plan,for\na,b\n", "code,plan\nLPA:1$rsp.example.com$SECRET\n",
        "code,plan\n\"LPA:1$rsp.example.com$SECRET,x\n",
        "[", "[]", "[1]", "{\"code\": [\"LPA:1$rsp.example.com$SECRET\"]}", "[{\"code\":1.5}]",
    ])
    func `refuses what is no list`(list: String) async throws {
        let folder = try TemporaryFolder()
        let run = try await make(list, ["--format", "svg"], in: folder)
        #expect(run.status == 65 && !run.errorText.contains("SECRET"), "\(run.errorText)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["list.csv"])
    }

    /// In Latin-1, and in UTF-16.
    @Test(arguments: [
        (String.Encoding.isoLatin1, "list.csv: line 2: is not UTF-8"), (.utf16, "list.csv: is in UTF-16"),
    ])
    func `refuses a list in another encoding, and says where`(encoding: String.Encoding, words: String) async throws {
        let folder = try TemporaryFolder()
        let list = try #require("code,plan\nLPA:1$rsp.example.com$ONE,Perú\n".data(using: encoding))
        _ = try folder.write(Array(list), to: "list.csv")
        let run = try await Program.run(["voucher", "--from", "list.csv", "--out-dir", "out"], in: folder.url)
        #expect(run.status == 65 && run.errorText.contains(words), "\(run.errorText)")
        #expect(run.errorText.contains("hint: save it as UTF-8"))
    }

    @Test(arguments: ["html", "pdf"])
    func `puts the same files into a zip file`(format: String) async throws {
        let folder = try TemporaryFolder()
        #expect(try await make(Self.csv, ["--format", format], in: folder).status == 0)
        for zip in ["a.zip", "b.zip", "a.zip"] {
            let run = try await Program.run(
                ["voucher", "--from", "list.csv", "--zip", zip, "--format", format],
                in: folder.url
            )
            #expect(run.status == 0 && run.text.isEmpty, "\(run.errorText)")
        }
        #expect(try Data(contentsOf: folder.file("a.zip")) == Data(contentsOf: folder.file("b.zip")))
        let unzipped = try await Tool.run("unzip", ["-q", "-d", "unzipped", "a.zip"], in: folder.url)
        #expect(unzipped.status == 0, "\(unzipped.errorText)")
        #expect(try await Tool.run("diff", ["-r", "out", "unzipped"], in: folder.url).status == 0)
    }

    @Test(arguments: [
        ["--zip", "a.zip"], ["--from", "list.csv"], ["--from", "list.csv", "--zip", "a", "--out-dir", "b"],
    ])
    func `wants one place for many`(options: [String]) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array(Self.csv.utf8), to: "list.csv")
        let code = options[0] == "--zip" ? [code] : []
        let run = try await Program.run(["voucher"] + code + options, in: folder.url)
        #expect(run.status == 64)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["list.csv"])
    }

    @Test func `many are made in their order, each in its own zone`() async throws {
        let folder = try TemporaryFolder()
        let zones = ["America/Lima", "Europe/Madrid", "Asia/Shanghai"]
        let rows = (0..<60).map { "LPA:1$rsp.example.com$N\($0),2026-07-01T12:00Z,\(zones[$0 % 3])" }
        let list = "code,ends,zone\n" + rows.joined(separator: "\n") + "\nhello,,\n"
        let run = try await make(list, ["--format", "svg"], in: folder)
        #expect(run.status == 1 && run.errorText.hasPrefix("esimctl: list.csv: 62: "))
        for index in 0..<60 {
            let number = String(100_001 + index).dropFirst()
            let page = try String(contentsOf: folder.file("out/\(number).svg"), encoding: .utf8)
            #expect(page.contains("$N\(index)<") && page.contains(zones[index % 3]))
        }
    }

    @Test func `misses a file that is not there`() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["voucher", "--from", "nowhere.csv", "--out-dir", "out"], in: folder.url)
        #expect(run.status == 66)
    }
}
