import Foundation
import TestSupport
import Testing

@Suite struct `esimctl inventory` {
    @Test func `takes a file of codes into stock and shows them masked`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        let list = try await shop.expectDone(["inventory", "list"])
        #expect(list.split(separator: "\n").count == 4 && !list.contains("SECRET"))
        let item = try await shop.expectDone(["inventory", "show", "2"])
        #expect(item.contains("895110000000000102") && item.contains("****") && !item.contains("SECRET"))
        let json = try await shop.expectDone(["inventory", "show", "2", "--format", "json", "--show-secrets"])
        #expect(json.contains("LPA:1$rsp.example.com$SECRET-2"))
    }

    @Test func `names each row that it refuses, and imports nothing then`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        let text = """
            # new ones
            LPA:1$rsp.example.com$SECRET-9
            LPA:1$rsp.example.com$SECRET-2
            LPA:1$rsp.example.com$SECRET-9
            LPA:1$rsp example.com$SECRET-8
            LPA:1$rsp.example.com$
            """
        let refused = try await shop.run(["inventory", "import", "-", "--profile-type", "tourist"], input: text)
        #expect(refused.status == 1 && refused.text == "0 codes imported, 4 refused\n")
        try expectSnapshot(refused.errorText, "cli/inventory-refused.txt")
        #expect(!refused.errorText.contains("SECRET"))
        let passed = try await shop.run(
            ["inventory", "import", "-", "--profile-type", "tourist", "--skip-refused"],
            input: text
        )
        #expect(passed.status == 1 && passed.text == "1 codes imported, 4 refused\n")
    }

    @Test(arguments: [
        "LPA:1$RSP.Example.COM$SECRET-1", "1$rsp.example.com.$SECRET-1", "LPA:1$rsp.example.com$SECRET-1$1.2.3",
        "LPA:1$rsp.example.com$SECRET-1$$1",
    ])
    func `knows a profile again however its code is written`(code: String) async throws {
        let shop = try await Shop()
        let once = "LPA:1$rsp.example.com$SECRET-1"
        let run = try await shop.run(
            ["inventory", "import", "-", "--profile-type", "tourist"],
            input: "\(once)\n\(code)\n"
        )
        #expect(run.status == 1 && run.errorText.contains("line 2: refused: the code is that of line 1"))
        try await shop.expectDone(["inventory", "import", "-", "--profile-type", "tourist"], input: once)
        let again = try await shop.run(["inventory", "import", "-", "--profile-type", "tourist"], input: code)
        #expect(again.status == 1 && again.errorText.contains("the code is in stock already, as number 1"))
        try await shop.expectDone(["inventory", "new-key", "new.key"])
        try await shop.expectDone(["inventory", "rekey", "new.key"])
        let import_ = ["inventory", "import", "-", "--profile-type", "tourist", "--key-file", "new.key"]
        #expect(try await shop.run(import_, input: code).text == "0 codes imported, 1 refused\n")
    }

    @Test func `takes another matching ID, and another server, for another profile`() async throws {
        let shop = try await Shop()
        let text = "LPA:1$rsp.example.com$SECRET-1\nLPA:1$rsp.example.com$SECRET-2\nLPA:1$b.example.com$SECRET-1\n"
        let done = try await shop.expectDone(["inventory", "import", "-", "--profile-type", "tourist"], input: text)
        #expect(done == "3 codes imported, 0 refused\n")
    }

    @Test func `knows an ICCID again without its check digit`() async throws {
        let shop = try await Shop()
        let csv = """
            iccid,code,profile_type
            8951100000000000005,LPA:1$rsp.example.com$SECRET-1,tourist
            895110000000000000,LPA:1$rsp.example.com$SECRET-2,tourist
            """
        let run = try await shop.run(["inventory", "import", "-", "--format", "json"], input: csv)
        #expect(run.status == 1 && run.text.contains(#""reason":"duplicate-iccid""#), "\(run.text)")
    }

    @Test func `says that a code was used already`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        #expect(try await shop.provision().status == 0)
        let again = try await shop.run(["inventory", "import", "codes.csv", "--format", "json"])
        #expect(again.status == 1 && again.text.contains(#""line":2,"#) && again.text.contains(#""reason":"used""#))
    }

    @Test func `refuses another key, none, and what is none, with status 78 and without quoting it`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        let other = String(repeating: "0123456789abcdef", count: 4)
        let import_ = ["inventory", "import", "codes.csv"]
        for arguments in [
            import_, ["inventory", "show", "1", "--show-secrets"], ["inventory", "list", "--show-secrets"],
        ] {
            for key in [other, "", "not-a-key"] {
                let run = try await shop.run(arguments, key: key)
                #expect(run.status == 78 && run.text.isEmpty, "\(arguments) \(key)")
                #expect(!run.errorText.contains(other) && !run.errorText.contains("not-a-key"))
            }
        }
        let typed = try await shop.run(["inventory", "list", "--show-secrets", "--key-file", other])
        #expect(typed.status == 64 && !typed.errorText.contains(other))
        let file = try await shop.run(["inventory", "list", "--show-secrets", "--key-file", "codes.csv"])
        #expect(file.status == 78 && !file.errorText.contains("SECRET"))
    }

    @Test func `never replaces a key, and lets only its owner read it`() async throws {
        let shop = try await Shop()
        let before = try Data(contentsOf: shop.folder.file("codes.key"))
        #expect(try await shop.run(["inventory", "new-key", "codes.key"]).status == 73)
        #expect(try Data(contentsOf: shop.folder.file("codes.key")) == before)
        let mode = try FileManager.default.attributesOfItem(atPath: shop.folder.file("codes.key").path)[
            .posixPermissions
        ]
        #expect(mode as? Int == 0o600)
    }

    @Test func `keeps confirmation codes as it keeps codes, and prints one only where it is asked to`() async throws {
        let shop = try await Shop()
        let csv = """
            code,profile_type,confirmation_code
            LPA:1$rsp.example.com$SECRET-1$$1,tourist,CONFIRM-1
            LPA:1$rsp.example.com$SECRET-2$$1,tourist,
            LPA:1$rsp.example.com$SECRET-3$$1,tourist,ñ
            """
        let imported = try await shop.run(["inventory", "import", "-", "--skip-refused"], input: csv)
        #expect(imported.text == "2 codes imported, 1 refused\n" && imported.errorText.contains("line 4"))
        #expect(try await !shop.expectDone(["store", "export"]).contains("CONFIRM"))
        #expect(try await !shop.expectDone(["inventory", "list", "--show-secrets"]).contains("CONFIRM"))
        let sold = try await shop.provision()
        #expect(sold.text.contains("SECRET-1") && !sold.text.contains("CONFIRM"))
        let again = try await shop.provision(["--show-confirmation-code"])
        #expect(again.text.contains("Confirmation code: CONFIRM-1\n"), "\(again.text)")
        let other = try await shop.provision(["--show-confirmation-code", "--line", "2", "--lang", "es"])
        #expect(other.text.contains("Código de activación: LPA:1$rsp.example.com$SECRET-2$$1\n"), "\(other.errorText)")
        #expect(!other.text.contains("Código de confirmación"))
    }

    @Test func `seals all codes under a new key, or none`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        try await shop.expectDone(["inventory", "new-key", "new.key"])
        #expect(try await shop.run(["inventory", "rekey", "codes.csv"]).status == 78)
        try await shop.expectDone(["inventory", "rekey", "new.key"])
        #expect(try await shop.run(["inventory", "show", "2", "--show-secrets"]).status == 78)
        let new = ["--key-file", "new.key"]
        #expect(try await shop.expectDone(["inventory", "show", "2", "--show-secrets"] + new).contains("SECRET-2"))
        #expect(try await shop.run(["inventory", "import", "codes.csv"] + new).text == "0 codes imported, 3 refused\n")
        #expect(try await shop.run(["inventory", "rekey", "new.key"]).status == 78)
        try await Tool.run(
            "sqlite3",
            ["plans.sqlite", "UPDATE inventory_code SET sealed = substr(sealed, 1, 40) WHERE number = 3"],
            in: shop.folder.url
        )
        let before = try await shop.expectDone(["store", "export"])
        #expect(try await shop.run(["inventory", "rekey", "codes.key"] + new).status == 65)
        #expect(try await shop.expectDone(["store", "export"]) == before)
    }

    @Test(arguments: [
        ("code,code,profile_type\nLPA:1$a.b$C,LPA:1$a.b$D,t\n", "names a column twice"),
        ("code,LPA,profile_type\nLPA:1$a.b$C,LPA:1$a.b$D,t\n", "names a column twice"),
        ("code,iccid,ICCID,profile_type\nLPA:1$a.b$C,,,t\n", "names a column twice"),
        ("code,profile_type,Profile type\nLPA:1$a.b$C,t,u\n", "names a column twice"),
        ("code,profile_type\nLPA:1$a.b$\(String(repeating: "C", count: 2 << 20)),t\n", "line 2: is longer than 2 MiB"),
        ("# x\nLPA:1$a.b$\(String(repeating: "C", count: 2 << 20))\n", "line 2: is longer than 2 MiB"),
    ])
    func `refuses a file that cannot be what was meant`(text: String, message: String) async throws {
        let shop = try await Shop()
        let run = try await shop.run(["inventory", "import", "-", "--profile-type", "t"], input: text)
        #expect(run.status == 65 && run.errorText.contains("<stdin>: \(message)"), "\(run.errorText)")
    }

    @Test func `says that a file is in UTF-16`() async throws {
        let shop = try await Shop()
        let text = "\u{FEFF}code,profile_type\r\nLPA:1$a.b$C,t\r\n"
        _ = try shop.folder.write(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: "u16.csv")
        let run = try await shop.run(["inventory", "import", "u16.csv"])
        #expect(run.status == 65 && run.errorText.contains("u16.csv: is in UTF-16"), "\(run.errorText)")
    }

    @Test func `withdraws a code once`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        try await shop.expectDone(["inventory", "withdraw", "1", "--reason", "spoilt"])
        #expect(try await shop.run(["inventory", "withdraw", "1", "--reason", "spoilt"]).status == 2)
        #expect(try await shop.run(["inventory", "withdraw", "77", "--reason", "spoilt"]).status == 65)
        #expect(try await shop.provision().text.contains("SECRET-2"))
    }
}

@Suite struct `esimctl provision` {
    @Test func `prints the code and a QR code that reads as it, and the same again`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        let sold = try await shop.provision(["-o", "esim.png", "--auto-renew"])
        #expect(sold.status == 0, "\(sold.errorText)")
        #expect(sold.text.contains("LPA:1$rsp.example.com$SECRET-1\n") && sold.text.contains("renew confirm"))
        let read = try await Tool.run(
            "zbarimg",
            ["--raw", "--oneshot", "-q", "-Sbinary", "-Sdisable", "-Sqrcode.enable", shop.folder.file("esim.png").path]
        )
        #expect(read.text == "LPA:1$rsp.example.com$SECRET-1")
        let again = try await shop.provision(["--format", "json"])
        #expect(again.status == 0 && again.text.contains("SECRET-1"))
        let list = try await shop.expectDone(["inventory", "list", "--state", "used"])
        #expect(list.split(separator: "\n").count == 2)
        #expect(try await shop.expectDone(["store", "check"]).hasPrefix("nothing is wrong"))
    }

    @Test func `draws on standard output where there is no file`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        #expect(try await shop.provision().text.contains("##"))
    }

    @Test func `says what is missing, and charges nothing then`() async throws {
        let shop = try await Shop()
        #expect(try await shop.provision().status == 2)
        try await shop.stock()
        let before = try await shop.expectDone(["store", "export"])
        #expect(try await shop.provision(["--key-file", "codes.csv"]).status == 78)
        #expect(try await shop.provision(["--pay-with", "card"]).status == 69)
        #expect(try await shop.provision(["-o", "no/such/folder/a.png"]).status == 73)
        #expect(try await shop.provision(["--plan", "other"]).status == 65)
        #expect(try await shop.expectDone(["store", "export"]) == before)
        for line in ["1", "2", "3"] { _ = try await shop.provision(["--line", line]) }
        let empty = try await shop.provision(["--line", "4"])
        #expect(empty.status == 2 && empty.errorText.contains("no code of type tourist"))
    }
}
