import Foundation
import TestSupport
import Testing

/// What `action.yml` runs, with the program that the tests have built.
@Suite struct `The GitHub action` {
    private func run(_ inputs: [String: String], in folder: URL) async throws -> Tool.Output {
        let script = Fixture.root.appending(path: "scripts/action.sh").path
        let always = ["ESIMCTL_CHECKOUT": "/nonexistent", "ESIMCTL_BINARY": Program.path, "LC_ALL": "C"]
        return try await Tool.run(script, environment: always.merging(inputs) { $1 }, in: folder)
    }

    @Test func `fails with an annotation at the line, and passes once that is put right`() async throws {
        let folder = try TemporaryFolder()
        let bad = "# plans\ncode: LPA:1$https://rsp.example.com$A1\n"
        _ = try folder.write(Array(bad.utf8), to: "plan.yaml")
        let failed = try await run([:], in: folder.url)
        #expect(failed.status == 1)
        #expect(
            failed.text.contains("::error file=plan.yaml,line=2,col=13,endLine=2,endColumn=20,title=AC_ADDRESS_URL::")
        )
        _ = try folder.write(Array(bad.replacing("https://", with: "").utf8), to: "plan.yaml")
        let passed = try await run([:], in: folder.url)
        #expect(passed.status == 0 && !passed.text.contains("::"), "\(passed.text)")
    }

    @Test func `takes paths as they are, and writes its report where it is asked to`() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("lpa:1$rsp.example.com$A1\n".utf8), to: "a b; touch gone.md")
        let inputs = [
            "ESIMCTL_PATHS": "a b; touch gone.md\n", "ESIMCTL_FORMAT": "sarif", "ESIMCTL_OUTPUT": "log.sarif",
            "ESIMCTL_FAIL_ON": "warning",
        ]
        #expect(try await run(inputs, in: folder.url).status == 1)
        let log = try String(contentsOf: folder.file("log.sarif"), encoding: .utf8)
        #expect(log.contains("AC_PREFIX_CASE"))
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path)).count == 2)
    }

    @Test(arguments: [
        ["ESIMCTL_SHA256": String(repeating: "0", count: 64)], ["ESIMCTL_BINARY": "https://x.example/esimctl"],
    ])
    func `refuses a binary that it cannot be sure of`(inputs: [String: String]) async throws {
        let folder = try TemporaryFolder()
        let run = try await run(inputs, in: folder.url)
        #expect(run.status == 69 && run.text.hasPrefix("::error title=esimctl::"))
    }

    /// Each variable that the script reads is set, and each input is used.
    @Test func `hands all its inputs over`() throws {
        let action = try String(contentsOf: Fixture.root.appending(path: "action.yml"), encoding: .utf8)
        let script = try String(contentsOf: Fixture.root.appending(path: "scripts/action.sh"), encoding: .utf8)
        let names = script.matches(of: /ESIMCTL_[A-Z0-9_]+/).map { String($0.output) }
        for name in Set(names).subtracting(["ESIMCTL_CHECKOUT"]) {
            let input = name.dropFirst("ESIMCTL_".count).lowercased().replacing("_", with: "-")
            #expect(action.contains("\(name): ${{ inputs.\(input) }}") && action.contains("  \(input):\n"))
        }
        #expect(Set(names).count == 9)
    }
}
