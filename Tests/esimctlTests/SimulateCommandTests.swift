import Foundation
import TestSupport
import Testing

@Suite struct `esimctl simulate` {
    private static let good =
        #"{"id":"good","given":{"tax_bp":1800},"when":[{"op":"split_tax","gross":100}],"#
        + #""then":{"splits":[{"gross":100,"net":85,"tax":15}]}}"#
    private static let bad = good.replacing("good", with: "bad").replacing("\"net\":85", with: "\"net\":84")
    private static let strange = #"{"id":"strange","given":{},"when":[{"op":"fly"}],"then":{}}"#

    private func write(_ lines: [String], to folder: borrowing TemporaryFolder) throws {
        _ = try folder.write(Array(lines.joined(separator: "\n").utf8), to: "s.jsonl")
    }

    @Test func `says which scenarios end as they say, and how the others do not`() async throws {
        let folder = try TemporaryFolder()
        try write([Self.good, "", Self.bad, Self.strange], to: folder)
        let run = try await Program.run(["simulate", "s.jsonl"], in: folder.url)
        #expect(run.status == 1 && run.errorText.isEmpty)
        try expectSnapshot(run.text, "cli/simulate.txt")
        let report = try await Program.run(
            ["simulate", "--format", "json", "s.jsonl", "--store", "sqlite"],
            in: folder.url
        )
        #expect(report.status == 1)
        try expectSnapshot(report.text, "cli/simulate.json")
    }

    @Test func `leaves nothing behind`() async throws {
        let folder = try TemporaryFolder()
        try write([Self.good], to: folder)
        let run = try await Program.run(
            ["simulate", "s.jsonl"],
            environment: ["TMPDIR": folder.url.path],
            in: folder.url
        )
        #expect(run.status == 0 && run.text == "passed good\n1 of 1 scenarios passed\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["s.jsonl"])
    }

    @Test func `takes the public file, the same for the same seed`() async throws {
        let file = Fixture.url("renewals/renewal-cases.jsonl").path
        let runs = try await [
            Program.run(["simulate", file, "--seed", "7", "--format", "json"]),
            Program.run(["simulate", file, "--seed", "7", "--format", "json"]),
        ]
        #expect(runs[0].status == 0 && runs[0].text == runs[1].text)
        #expect(runs[0].text.contains(#""summary":{"failed":0,"passed":40,"scenarios":40}"#))
    }

    @Test(
        arguments: [
            (["none.jsonl"], 66), (["s.jsonl", "--store", "postgres"], 64), (["s.jsonl", "--store", "paper"], 64),
            (["s.jsonl", "--database", "dbname=plans"], 64),
            (["s.jsonl", "--store", "postgres", "--database", "host=/nowhere"], 69),
            (["text.jsonl"], 65), (["empty.jsonl"], 65), (["."], 65), (["noid.jsonl"], 1),
        ] as [([String], Int32)]
    )
    func `ends with the right status`(arguments: [String], status: Int32) async throws {
        let folder = try TemporaryFolder()
        try write([Self.good], to: folder)
        _ = try folder.write(Array("not json\n".utf8), to: "text.jsonl")
        _ = try folder.write(Array("\n\n".utf8), to: "empty.jsonl")
        _ = try folder.write(Array("{\"given\":{}}\n".utf8), to: "noid.jsonl")
        let run = try await Program.run(["simulate"] + arguments, in: folder.url)
        #expect(run.status == status, "\(run.text)\(run.errorText)")
        if status > 1 { #expect(run.text.isEmpty && run.errorText.hasPrefix("esimctl: ")) }
    }

    @Test func `keeps records in PostgreSQL, and leaves nothing behind there`() async throws {
        let folder = try TemporaryFolder()
        try write([Self.strange, Self.good, Self.bad], to: folder)
        let location = try PostgresServer.shared.location
        for (arguments, environment) in [
            (["--database", location], [:]), ([], ["ESIMCTL_DATABASE": location]),
        ] as [([String], [String: String])] {
            let run = try await Program.run(
                ["simulate", "s.jsonl", "--store", "postgres"] + arguments,
                environment: environment,
                in: folder.url
            )
            #expect(run.status == 1 && run.errorText.isEmpty, "\(run.errorText)")
            #expect(
                run.text.contains("passed good\n") && run.text.hasSuffix("1 of 3 scenarios passed\n"),
                "\(run.text)"
            )
        }
        let schemas = try await Tool.run(
            "psql",
            [location, "-Atc", "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'esimctl%'"]
        )
        #expect(schemas.status == 0 && schemas.text.isEmpty, "\(schemas.text)\(schemas.errorText)")
    }

    @Test func `says what to install where there is no libpq`() async throws {
        let folder = try TemporaryFolder()
        try write([Self.good], to: folder)
        // The loader takes the first file of the name, and this is no library.
        _ = try folder.write(Array("text".utf8), to: "libpq.so.5")
        let run = try await Program.run(
            ["simulate", "s.jsonl", "--store", "postgres", "--database", "dbname=plans"],
            environment: ["LD_LIBRARY_PATH": folder.url.path],
            in: folder.url
        )
        #expect(run.status == 69 && run.text.isEmpty)
        #expect(
            run.errorText == "esimctl: PostgreSQL: libpq is not installed\nhint: apt-get install libpq5\n",
            "\(run.errorText)"
        )
    }

    /// Written wrongly too: a piece of it may then pass for a host, a port or a name.
    @Test(
        arguments: [
            "postgresql://me:s3cret@127.0.0.1:1/plans", "postgresql://me:s3cret/x@127.0.0.1:1/plans",
            "postgresql://me:x@s3cret@127.0.0.1:1/plans", "postgresql://me:x/s3cret@127.0.0.1/plans",
            "host=127.0.0.1 port=1 password=x s3cret", "host=/nowhere password=s3cret", "s3cret=", "port=s3cret",
            "host=127.0.0.1 port=1 password=x user=s3cret", "host='s3\"cret' s3cret", "host=s3cret\"s3cret",
            "service=s3cret", "host=/nowhere sslmode=s3cret", "host=127.0.0.1 port=1 connect_timeout=s3cret",
        ]
    )
    func `repeats nothing of where a database is that cannot be reached`(location: String) async throws {
        let folder = try TemporaryFolder()
        try write([Self.good], to: folder)
        let run = try await Program.run(
            ["simulate", "s.jsonl", "--store", "postgres"],
            environment: ["ESIMCTL_DATABASE": location],
            in: folder.url
        )
        #expect(run.status == 69 && run.text.isEmpty && run.errorText.hasPrefix("esimctl: PostgreSQL: "))
        #expect(!run.errorText.contains("cret"), "\(run.errorText)")
    }

    @Test func `shows control characters of a scenario's name as what they are`() async throws {
        let folder = try TemporaryFolder()
        try write([Self.good.replacing("good", with: #"\u001b[31m\u202e"#)], to: folder)
        let run = try await Program.run(["simulate", "s.jsonl"], in: folder.url)
        #expect(run.status == 0 && !run.text.contains("\u{1B}") && !run.text.contains("\u{202E}"), "\(run.text)")
    }

    @Test func `reads no file without end`() async throws {
        let run = try await Program.run(["simulate", "/dev/zero"])
        #expect(run.status == 65 && run.errorText.contains("is larger than 64 MiB"))
    }
}
