import Foundation
import TestSupport
import Testing

/// One command of a document's `console` blocks and what it prints there.
struct ReadmeExample: CustomTestStringConvertible {
    var command: String
    var output: String

    var testDescription: String { command }

    /// The commands of each block, in order; those of a block share a folder.
    static func blocks(of document: String) -> [[ReadmeExample]] {
        guard let text = try? String(contentsOf: Fixture.root.appending(path: document), encoding: .utf8) else {
            preconditionFailure("no \(document) in the checkout")
        }
        return text.components(separatedBy: "```console\n").dropFirst().map { block in
            var examples: [ReadmeExample] = []
            for line in block.components(separatedBy: "```")[0].split(separator: "\n", omittingEmptySubsequences: false)
                .dropLast()
            {
                if line.hasPrefix("$ ") {
                    examples.append(ReadmeExample(command: String(line.dropFirst(2)), output: ""))
                } else {
                    examples[examples.count - 1].output += line + "\n"
                }
            }
            return examples
        }
    }

    /// Runs the commands of a block in a folder of their own and compares what they print.
    static func expectOutput(of examples: [ReadmeExample]) async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("esimctl").path,
            withDestinationPath: Program.path
        )
        try FileManager.default.createSymbolicLink(
            at: folder.file("Examples"),
            withDestinationURL: Fixture.root.appending(path: "Examples")
        )
        for example in examples {
            let run = try await Tool.run(
                "/bin/sh",
                ["-c", example.command],
                environment: ["LC_ALL": "C"],
                in: folder.url
            )
            #expect(run.text == example.output, "\(example.command): \(run.errorText)")
        }
    }
}

@Suite struct `The README` {
    @Test func `shows six examples after the two commands`() throws {
        #expect(ReadmeExample.blocks(of: "README.md").count == 6)
        let readme = try String(contentsOf: Fixture.root.appending(path: "README.md"), encoding: .utf8)
        let commands = try #require(
            readme.firstRange(of: "./esimctl qr 'LPA:1$rsp.example.com$04386-AGYFT-A74Y8-3F815'")
        )
        let tests = try #require(readme.firstRange(of: "make test"))
        let examples = try #require(readme.firstRange(of: "```console"))
        #expect(commands.lowerBound < tests.lowerBound && tests.lowerBound < examples.lowerBound)
    }

    @Test(arguments: ReadmeExample.blocks(of: "README.md"))
    func `shows what really happens`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }
}

@Suite struct `The page on the command line` {
    @Test(arguments: ReadmeExample.blocks(of: "Docs/Verification.md"))
    func `shows what really happens when servers are verified`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }

    @Test(arguments: ReadmeExample.blocks(of: "Docs/CommandLine.md"))
    func `shows what really happens`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }
}

@Suite struct `The page on plans that renew` {
    @Test(arguments: ReadmeExample.blocks(of: "Docs/Renewals.md"))
    func `shows what really happens`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }

    @Test func `comes to a plan that has renewed twice in under ten commands`() throws {
        let first = try #require(ReadmeExample.blocks(of: "Docs/Renewals.md").first)
        #expect(first.count < 10)
        #expect(first.count { $0.output.contains("renewed") } == 2)
    }
}

@Suite struct `The page on scenarios` {
    @Test(arguments: ReadmeExample.blocks(of: "Docs/Scenarios.md"))
    func `shows what really happens`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }

    @Test func `shows the scenario of its example, and names every word of all scenarios`() throws {
        let page = try String(contentsOf: Fixture.root.appending(path: "Docs/Scenarios.md"), encoding: .utf8)
        let shown = try #require(page.components(separatedBy: "```json\n").dropFirst().first)
            .components(separatedBy: "```")[0]
        let file = try Data(contentsOf: Fixture.root.appending(path: "Examples/scenarios/first-renewal.jsonl"))
        let example = try #require(try JSONSerialization.jsonObject(with: file) as? NSDictionary)
        #expect(try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? NSDictionary == example)
        var words: Set<String> = []
        for line in try Fixture.lines("renewals/renewal-cases.jsonl") + Fixture.lines("renewals/rare-words.jsonl") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            for part in ["given", "then"] { words.formUnion((object?[part] as? [String: Any] ?? [:]).keys) }
            for step in object?["when"] as? [[String: Any]] ?? [] {
                words.formUnion(step.keys)
                if let word = step["op"] as? String { words.insert(word) }
            }
        }
        #expect(words.count > 80)
        #expect(
            words.filter { !page.contains("`\($0)") && !page.contains("\($0)`") && !page.contains(" \($0)") }.sorted()
                == []
        )
    }
}

@Suite struct `The page on codes in stock` {
    @Test(arguments: ReadmeExample.blocks(of: "Docs/Inventory.md"))
    func `shows what really happens`(examples: [ReadmeExample]) async throws {
        try await ReadmeExample.expectOutput(of: examples)
    }

    @Test func `comes to a sold code whose plan has renewed twice in under ten commands`() throws {
        let first = try #require(ReadmeExample.blocks(of: "Docs/Inventory.md").first)
        #expect(first.count < 10)
        #expect(first.count { $0.output.contains("renewed") } == 2)
    }
}
