import Foundation
import TestSupport
import Testing

@Suite struct `esimctl store` {
    @Test func `backs up, checks, exports and imports with the same result`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        #expect(try await shop.provision().status == 0)
        try await shop.expectDone(["store", "backup", "backup.sqlite"])
        #expect(try await shop.run(["store", "backup", "backup.sqlite"]).status == 73)
        let text = try await shop.expectDone(["store", "export"])
        #expect(!text.contains("SECRET"))
        #expect(try await shop.expectDone(["store", "export", "--store", "backup.sqlite"]) == text)
        try await shop.expectDone(["store", "export", "-o", "all.jsonl"])
        try await shop.expectDone(["store", "import", "all.jsonl", "--store", "new.sqlite"])
        #expect(try await shop.expectDone(["store", "export", "--store", "new.sqlite"]) == text)
        #expect(try await shop.run(["store", "import", "all.jsonl", "--store", "new.sqlite"]).status == 73)
        let files = try FileManager.default.contentsOfDirectory(atPath: shop.folder.url.path)
        #expect(!files.contains { $0.hasSuffix(".tmp") })
    }

    @Test func `lets only its owner read what it writes`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        _ = try shop.folder.write([], to: "old.jsonl")
        try await shop.expectDone(["store", "backup", "b.sqlite"])
        try await shop.expectDone(["store", "export", "-o", "all.jsonl"])
        try await shop.expectDone(["store", "export", "-o", "old.jsonl", "--overwrite"])
        #expect(try await shop.provision(["-o", "esim.png"]).status == 0)
        for file in ["b.sqlite", "all.jsonl", "old.jsonl", "esim.png"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: shop.folder.file(file).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test func `says that the disk is full`() async throws {
        let shop = try await Shop()
        // No file of the shell's children grows beyond 64 blocks of 1 kB; what writes on is told so.
        let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" store backup b.sqlite --store plans.sqlite"
        let run = try await Tool.run("bash", ["-c", script, Program.path], in: shop.folder.url)
        #expect(run.status == 73 && run.errorText.contains("b.sqlite: cannot be written"), "\(run.errorText)")
        #expect(!run.errorText.contains("not an error"))
        let files = try FileManager.default.contentsOfDirectory(atPath: shop.folder.url.path)
        #expect(!files.contains { $0.hasPrefix("b.sqlite") })
    }

    @Test func `writes into no file that it needs`() async throws {
        let shop = try await Shop()
        try await shop.stock()
        let before = try await shop.expectDone(["store", "export"])
        let key = try Data(contentsOf: shop.folder.file("codes.key"))
        try FileManager.default.createSymbolicLink(
            atPath: shop.folder.file("link.png").path,
            withDestinationPath: "codes.key"
        )
        try FileManager.default.linkItem(at: shop.folder.file("plans.sqlite"), to: shop.folder.file("hard.sqlite"))
        for file in ["plans.sqlite", "./plans.sqlite-wal", "plans.sqlite-shm", "codes.key", "link.png", "hard.sqlite"] {
            for arguments in [
                ["renew", "run", "--notices", file], ["renew", "run", "--notices", "-", "--orders", file],
                ["store", "backup", file, "--overwrite"], ["store", "export", "-o", file, "--overwrite"],
            ] {
                let run = try await shop.run(arguments)
                #expect(
                    run.status == 73 && run.errorText.contains("name another file"),
                    "\(arguments) \(run.errorText)"
                )
            }
        }
        #expect(try await shop.provision(["-o", "link.png", "--overwrite"]).status == 73)
        #expect(try await shop.expectDone(["store", "export"]) == before)
        #expect(try Data(contentsOf: shop.folder.file("codes.key")) == key)
    }

    @Test func `refuses what it cannot use`() async throws {
        let shop = try await Shop()
        #expect(try await shop.run(["store", "check", "--store", "none.sqlite"]).status == 66)
        #expect(try await shop.run(["store", "check", "--store", "codes.key"]).status == 65)
        let schemas = ["99", "0", "-1"].map { #"{"schema":"esimctl.store/1","version":\#($0)}"# }
        for text in ["", "x", #"{"schema":"esimctl.store/2","version":2}"#] + schemas {
            let run = try await shop.run(["store", "import", "-", "--store", "b.sqlite"], input: text)
            #expect(run.status == 65, "\(text)")
        }
        #expect(!FileManager.default.fileExists(atPath: shop.folder.file("b.sqlite").path))
        try await Tool.run("sqlite3", ["plans.sqlite", "UPDATE wallet SET balance_minor = 1"], in: shop.folder.url)
        let check = try await shop.run(["store", "check"])
        #expect(check.status == 1 && check.text == "balance-matches-ledger: ana\n")
    }

    @Test(arguments: [
        (#""balance_minor":10000"#, #""balance_minor":99999999"#, "balance-matches-ledger"),
        (#""amount_minor":10000"#, #""amount_minor":9223372036854775807"#, "journal-balances"),
        (#""amount_minor":-10000"#, #""amount_minor":-9223372036854775808"#, "journal-balances"),
    ])
    func `imports no records that contradict each other`(from: String, to: String, rule: String) async throws {
        let shop = try await Shop()
        let text = try await shop.expectDone(["store", "export"]).replacing("store/2", with: "store/1")
        let lines = text.replacing(from, with: to).split(separator: "\n").dropLast().joined(separator: "\n")
        let run = try await shop.run(["store", "import", "-", "--store", "b.sqlite"], input: lines)
        #expect(run.status == 65 && run.text.isEmpty && run.errorText.contains("<stdin>: \(rule)"), "\(run.errorText)")
        let files = try FileManager.default.contentsOfDirectory(atPath: shop.folder.url.path)
        #expect(!files.contains { $0.hasPrefix("b.sqlite") })
    }

    @Test func `imports nothing of a file that was cut off, and says of an older one that it may be`() async throws {
        let shop = try await Shop()
        let text = try await shop.expectDone(["store", "export"])
        let cut = text.split(separator: "\n").dropLast(2).joined(separator: "\n")
        let run = try await shop.run(["store", "import", "-", "--store", "b.sqlite"], input: cut)
        #expect(run.status == 65 && run.errorText.contains("is cut off"))
        #expect(!FileManager.default.fileExists(atPath: shop.folder.file("b.sqlite").path))
        let older = text.replacing("store/2", with: "store/1").split(separator: "\n").dropLast().joined(separator: "\n")
        let taken = try await shop.run(["store", "import", "-", "--store", "b.sqlite"], input: older)
        #expect(taken.status == 0 && taken.errorText.contains("whether it is whole cannot be told"))
        #expect(try await shop.expectDone(["store", "export", "--store", "b.sqlite"]) == text)
    }

    @Test(arguments: [
        ["store", "check"], ["store", "export"], ["store", "backup", "b.sqlite"], ["plan", "list"],
        ["inventory", "list"],
    ])
    func `takes no empty file for a store`(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write([], to: "empty.sqlite")
        let run = try await Program.run(arguments + ["--store", "empty.sqlite"], in: folder.url)
        #expect(run.status == 65 && run.errorText.contains("is no store of plan records"), "\(run.errorText)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["empty.sqlite"])
    }
}
