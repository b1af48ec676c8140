import TestSupport
import Testing

@Suite struct `esimctl explain` {
    @Test(arguments: ["en", "es", "zh"])
    func `says what each field means and what will be asked`(language: String) async throws {
        let run = try await Program.run([
            "explain", "--lang", language, "LPA:1$rsp.example.com$04386-AGYFT$1.3.6.1.4.1.31746$1",
            "1$rsp.example.com$",
        ])
        #expect(run.status == 0)
        try expectSnapshot(run.text, "cli/explain-\(language).txt")
    }

    @Test func `says what is wrong with a code that is refused`() async throws {
        let run = try await Program.run(["explain", "LPA:1$rsp.example.com:8443$SECRET"])
        #expect(run.status == 1)
        try expectSnapshot(run.text, "cli/explain-refused.txt")
    }

    @Test func `shows the matching ID only when asked`() async throws {
        let code = "lpa:1$rsp.example.com$SECRET-1"
        #expect(try await !Program.run(["explain", code]).text.contains("SECRET"))
        #expect(try await Program.run(["explain", "--show-secrets", code]).text.contains("SECRET-1"))
    }

    @Test func `reads standard input`() async throws {
        let code = "LPA:1$rsp.example.com$A1"
        let run = try await Program.run(["explain", "-"], input: Array(code.utf8))
        #expect(try await run.text == Program.run(["explain", code]).text)
    }

    @Test(arguments: ["en", "es", "zh"])
    func `fits into eighty columns`(language: String) async throws {
        let run = try await Program.run([
            "explain", "--lang", language, "lpa:1$rsp.example.com.$a1$$0$A0$B0$C", "LPA:1$x y$é$1234567",
        ])
        for line in run.text.split(separator: "\n") {
            let columns = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
            #expect(columns <= 80, "\(line)")
        }
    }
}
