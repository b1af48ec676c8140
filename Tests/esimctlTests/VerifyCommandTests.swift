import CertificateFixtures
import Foundation
import HTTPService
import Lab
import SGP22
import Synchronization
import TestSupport
import Testing

/// The recipes whose anchors are what `--ca` makes of them; others are about whose anchors they are.
private let recipes = FaultCatalogue.all.filter { !["ci-test", "ci-public"].contains($0.rule) }

@Suite struct `esimctl verify` {
    @Test(arguments: recipes)
    fileprivate func `finds each fault in a file by exactly its rule`(recipe: FaultCatalogue.Recipe) async throws {
        let chain = try recipe.chainCase()
        guard chain.anchorDomain == .custom else { return }
        let folder = try TemporaryFolder()
        try chain.write(to: folder)
        let (run, report) = try await Program.verify(chain.options, in: folder)
        #expect(Set(report.results[0].findings.map(\.rule)) == [recipe.rule], "\(run.text)")
        let isError = report.results[0].findings.contains { $0.severity == "error" }
        #expect(run.status == (isError ? 1 : 0) && run.errorText.isEmpty, "\(run.errorText)")
    }

    @Test func `prints the chain down to the root, then the findings with what to do`() async throws {
        let folder = try TemporaryFolder()
        var chain = try #require(FaultCatalogue.all.first { $0.rule == "cert-expired" }).chainCase()
        chain.expectations.host = "other.lab.example"
        try chain.write(to: folder)
        let run = try await Program.run(["verify"] + chain.options, in: folder.url)
        #expect(run.status == 1)
        try expectSnapshot(run.text, "cli/verify-expired.txt")
    }

    @Test(arguments: ["sarif", "github", "junit"])
    func `reports for machines as well`(format: String) async throws {
        let folder = try TemporaryFolder()
        let chain = try #require(FaultCatalogue.all.first { $0.rule == "policy-role" }).chainCase()
        try chain.write(to: folder)
        let run = try await Program.run(["verify", "--format", format] + chain.options, in: folder.url)
        #expect(run.status == 1)
        #expect(run.text.contains("policy-role") && run.text.contains("2.23.146.1.2.1."))
        if format == "junit" {
            let output = try await Tool.run("xmllint", ["--noout", "-"], input: run.standardOutput)
            #expect(output.status == 0, "\(output.errorText)")
        }
    }

    @Test(arguments: [
        (["verify"], 64, "name a host"), (["verify", "--chain", "none.pem"], 66, "none.pem: no such file"),
        (["verify", "--chain", "text.txt", "--ca", "text.txt"], 65, "holds a certificate that cannot be read"),
        (["verify", "host", "--at", "yesterday"], 64, "--at takes"), (["verify", "b_d host"], 64, "is no host name"),
        (["verify", "host:99999"], 64, "port"), (["verify", "bücher.example"], 64, "A-label"),
        (["verify", "--file", "none.txt"], 66, "none.txt: no such file"),
        (["verify", "LPA:1$https://rsp.example.com:8443$SECRET"], 64, "is no activation code"),
        (["verify", "a.example", "--ca", "x", "--trust", "live"], 64, "--ca takes the place"),
        (["verify", "a.example", "--interval", "soon", "--watch"], 64, "--interval takes"),
        (["verify", "a.example", "--host", "LPA:1$rsp.example.com$SECRET"], 64, "--host takes"),
        (["verify", "user:SECRET@a.example"], 64, "has no place in a target"),
        (["verify", "--chain", "a.pem", "--chain", "b.pem"], 64, "--chain takes one file"),
        (["verify", "a.example", "--interval", "5m"], 64, "--interval and --metrics-port belong to --watch"),
        (["verify", "a.example", "--metrics-port", "9000"], 64, "--interval and --metrics-port belong to --watch"),
        (["verify", "a.example", "--offline", "--crl-from-private-addresses"], 64, "no CRLs are fetched with"),
        (["verify", "a.example", "--ci-pkid", "81"], 64, "--ci-pkid takes a whole key identifier"),
    ])
    func `refuses what it cannot use, in words`(arguments: [String], status: Int32, words: String) async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(Array("no certificate\n".utf8), to: "text.txt")
        let run = try await Program.run(arguments, in: folder.url)
        #expect(run.status == status && run.text.isEmpty)
        #expect(run.errorText.contains(words) && !run.errorText.contains("SECRET"), "\(run.errorText)")
    }

    @Test func `a file with the SubCA before the server's certificate is only in the wrong order`() async throws {
        let folder = try TemporaryFolder()
        var chain = try #require(GoodCases.all().first { $0.served.count > 1 })
        chain.served.reverse()
        try chain.write(to: folder)
        let (run, report) = try await Program.verify(chain.options, in: folder)
        #expect(report.results[0].findings.map(\.rule) == ["chain-order"], "\(run.text)")
        #expect(run.status == 0)
    }

    @Test func `a server's certificate is no anchor`() async throws {
        let folder = try TemporaryFolder()
        let chain = try GoodCases.all()[0]
        try chain.write(to: folder)
        let run = try await Program.run(["verify", "--chain", "chain.pem", "--ca", "chain.pem"], in: folder.url)
        #expect(run.status == 65 && run.errorText.contains("which is no CA"), "\(run.errorText)")
    }

    @Test func `PEM that begins with a byte order mark is read`() async throws {
        let folder = try TemporaryFolder()
        let chain = try GoodCases.all()[0]
        try chain.write(to: folder)
        let pem = try [0xEF, 0xBB, 0xBF] + Array(Data(contentsOf: folder.file("chain.pem")))
        _ = try folder.write(pem, to: "chain.pem")
        let (run, report) = try await Program.verify(chain.options, in: folder)
        #expect(run.status == 0 && report.results[0].verdict == "pass", "\(run.text)")
    }

    @Test func `a line that names no server is said, and the others are verified`() async throws {
        let folder = try TemporaryFolder()
        let port = try Loopback.freePort()
        _ = try folder.write(Array("not a host\n127.0.0.1:\(port)\nuser:SECRET@a.example\n".utf8), to: "hosts.txt")
        let (run, report) = try await Program.verify(["--file", "hosts.txt", "--offline"], in: folder)
        #expect(run.status == 65 && report.results.map(\.target) == ["127.0.0.1:\(port)"])
        #expect(run.errorText.contains("hosts.txt:1: ") && run.errorText.contains("hosts.txt:3: "))
        #expect(!run.errorText.contains("SECRET"))
    }

    @Test(arguments: [
        ["verify", "--watch", "a.example", "--metrics-port"], ["lab", "smdp", "--ca", "ca.pem", "--port"],
        ["lab", "payments", "--port"],
    ])
    func `a port that is taken is said in words`(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let taken = try HTTPServer(port: 0) { _ in HTTPServer.Response(404) }
        defer { taken.stop() }
        let run = try await Program.run(arguments + ["\(taken.port)"], in: folder.url)
        #expect(
            run.status == 2 && run.errorText.contains("port \(taken.port) of 127.0.0.1 is in use"),
            "\(run.errorText)"
        )
    }

    @Test func `a file that is no certificate is a finding, not an error`() async throws {
        let folder = try TemporaryFolder()
        try GoodCases.all()[0].write(to: folder)
        _ = try folder.write([0x30, 0x82, 0x01, 0x00, 0x01], to: "broken.der")
        let (run, report) = try await Program.verify(["--chain", "broken.der", "--ca", "ca.pem"], in: folder)
        #expect(run.status == 1 && report.results[0].findings.map(\.rule) == ["cert-unreadable"])
    }
}
