import CertificateFixtures
import Foundation
import HTTPService
import Lab
import SGP22
import Synchronization
import TestSupport
import Testing

/// A result of `esimctl verify --format json`.
private struct VerifyReport: Decodable {
    var schema: String
    var results: [Result]
    var summary: Summary

    struct Result: Decodable {
        var target, at, verdict, trustDomain: String
        var reason: String?
        var chain: [Link]
        var findings: [Finding]
        var tls: TLS?
    }

    struct Link: Decodable {
        var position: Int
        var subject, issuer, serial, notBefore, notAfter, curve, sha256: String
        var subjectKeyIdentifier: String?
    }

    struct Finding: Decodable {
        var rule, severity, message, reference, fix: String
        var position: Int?
    }

    struct TLS: Decodable { var version, cipherSuite: String }
    struct Summary: Decodable { var checked, pass, warnings, fail, unchecked: Int }
}

extension Program {
    /// Runs `verify` with `--format json`.
    fileprivate static func verify(
        _ arguments: [String],
        in folder: borrowing TemporaryFolder,
        input: [UInt8] = []
    ) async throws -> (run: Tool.Output, report: VerifyReport) {
        let environment = [
            "ESIMCTL_CA_DIR": folder.file("ca").path, "XDG_CACHE_HOME": folder.file("cache").path,
            // Nobody is there, and nobody may be asked: CRLs are fetched without a proxy.
            "http_proxy": "http://127.0.0.1:9",
        ]
        let run = try await run(
            ["verify", "--format", "json"] + arguments,
            input: input,
            environment: environment,
            in: folder.url
        )
        return (run, try JSONDecoder().decode(VerifyReport.self, from: Data(run.standardOutput)))
    }
}

/// A chain of the workshop's as files.
private func write(_ chain: ChainCase, to folder: borrowing TemporaryFolder) throws {
    _ = try folder.write(Array(PEM.certificates(chain.served).utf8), to: "chain.pem")
    _ = try folder.write(Array(PEM.certificates(chain.anchors).utf8), to: "ca.pem")
    for (index, crl) in chain.crls.enumerated() { _ = try folder.write(crl, to: "\(index).crl") }
}

/// The options that say what `chain` is held against.
private func options(of chain: ChainCase) -> [String] {
    let expected = chain.expectations
    var options = ["--chain", "chain.pem", "--ca", "ca.pem", "--at", "\(expected.at)", "--role", expected.use.rawValue]
    options += ["--spec", expected.specification.rawValue, "--expires-in", "\(expected.expiryWarningDays)d"]
    options += ["--profile", expected.profile.rawValue]
    if let host = expected.host { options += ["--host", host] }
    if let oid = expected.smdpOID { options += ["--smdp-oid", "\(oid)"] }
    if let key = expected.ciPKID { options += ["--ci-pkid", "\(key)"] }
    if expected.requiresCRL { options.append("--require-crl") }
    if expected.matchesCIByKey { options.append("--match-ci-by-key") }
    for index in chain.crls.indices { options += ["--crl", "\(index).crl"] }
    return options
}

/// The recipes whose anchors are what `--ca` makes of them; others are about whose anchors they are.
private let recipes = FaultCatalogue.all.filter { !["ci-test", "ci-public"].contains($0.rule) }

@Suite struct `esimctl verify` {
    @Test(arguments: recipes)
    fileprivate func `finds each fault in a file by exactly its rule`(recipe: FaultCatalogue.Recipe) async throws {
        let chain = try recipe.chainCase()
        guard chain.anchorDomain == .custom else { return }
        let folder = try TemporaryFolder()
        try write(chain, to: folder)
        let (run, report) = try await Program.verify(options(of: chain), in: folder)
        #expect(Set(report.results[0].findings.map(\.rule)) == [recipe.rule], "\(run.text)")
        let isError = report.results[0].findings.contains { $0.severity == "error" }
        #expect(run.status == (isError ? 1 : 0) && run.errorText.isEmpty, "\(run.errorText)")
    }

    @Test func `prints the chain down to the root, then the findings with what to do`() async throws {
        let folder = try TemporaryFolder()
        var chain = try #require(FaultCatalogue.all.first { $0.rule == "cert-expired" }).chainCase()
        chain.expectations.host = "other.lab.example"
        try write(chain, to: folder)
        let run = try await Program.run(["verify"] + options(of: chain), in: folder.url)
        #expect(run.status == 1)
        try expectSnapshot(run.text, "cli/verify-expired.txt")
    }

    @Test(arguments: ["sarif", "github", "junit"])
    func `reports for machines as well`(format: String) async throws {
        let folder = try TemporaryFolder()
        let chain = try #require(FaultCatalogue.all.first { $0.rule == "policy-role" }).chainCase()
        try write(chain, to: folder)
        let run = try await Program.run(["verify", "--format", format] + options(of: chain), in: folder.url)
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
        try write(chain, to: folder)
        let (run, report) = try await Program.verify(options(of: chain), in: folder)
        #expect(report.results[0].findings.map(\.rule) == ["chain-order"], "\(run.text)")
        #expect(run.status == 0)
    }

    @Test func `a server's certificate is no anchor`() async throws {
        let folder = try TemporaryFolder()
        let chain = try GoodCases.all()[0]
        try write(chain, to: folder)
        let run = try await Program.run(["verify", "--chain", "chain.pem", "--ca", "chain.pem"], in: folder.url)
        #expect(run.status == 65 && run.errorText.contains("which is no CA"), "\(run.errorText)")
    }

    @Test func `PEM that begins with a byte order mark is read`() async throws {
        let folder = try TemporaryFolder()
        let chain = try GoodCases.all()[0]
        try write(chain, to: folder)
        let pem = try [0xEF, 0xBB, 0xBF] + Array(Data(contentsOf: folder.file("chain.pem")))
        _ = try folder.write(pem, to: "chain.pem")
        let (run, report) = try await Program.verify(options(of: chain), in: folder)
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
        try write(GoodCases.all()[0], to: folder)
        _ = try folder.write([0x30, 0x82, 0x01, 0x00, 0x01], to: "broken.der")
        let (run, report) = try await Program.verify(["--chain", "broken.der", "--ca", "ca.pem"], in: folder)
        #expect(run.status == 1 && report.results[0].findings.map(\.rule) == ["cert-unreadable"])
    }
}

@Suite struct `esimctl verify of servers` {
    private static let host = "rsp.lab.example"
    private static let oid = ObjectIdentifier(unchecked: "2.999.10")
    private static let start = CertificateDate(secondsSince1970: Int64(Date().timeIntervalSince1970)).adding(days: -1)

    /// An SM-DP+ whose CI's certificate is in `ca.pem`.
    private static func smdp(
        _ misbehavior: LabSMDP.Misbehavior? = nil,
        _ variant: CertificateVariant = .o,
        _ kind: KeyPair.Kind = .p256,
        in folder: borrowing TemporaryFolder
    ) throws -> LabSMDP {
        let hierarchy = try Hierarchy(variant, keyKind: kind, start: start)
        _ = try folder.write(Array(hierarchy.ci.pem.utf8), to: "ca.pem")
        return try LabSMDP(
            host: host,
            smdpOID: oid,
            hierarchy: hierarchy,
            start: start,
            misbehavior: misbehavior
        )
    }

    @Test(arguments: CertificateVariant.allCases, [KeyPair.Kind.p256, .brainpoolP256r1])
    func `passes a good server, and its authentication`(variant: CertificateVariant, kind: KeyPair.Kind) async throws {
        let folder = try TemporaryFolder()
        let smdp = try Self.smdp(nil, variant, kind, in: folder)
        defer { smdp.stop() }
        let arguments = ["127.0.0.1:\(smdp.port)", "--host", Self.host, "--ca", "ca.pem", "--auth", "--offline"]
        let (run, report) = try await Program.verify(arguments, in: folder)
        #expect(run.status == 0 && report.results.map(\.verdict) == ["pass", "pass"], "\(run.text)")
        #expect(report.results[0].tls?.version == (kind == .p256 ? "TLSv1.3" : "TLSv1.2"))
        #expect(report.results[0].trustDomain == "custom" && report.summary.pass == 2)
        #expect(report.results[0].chain.last?.notAfter.hasSuffix("Z") == true)
    }

    @Test(arguments: [
        (LabSMDP.Misbehavior.otherOID, "rid-mismatch"), (.badSignature, "auth-signature"), (.otherRole, "policy-role"),
        (.challengeNotEchoed, "auth-challenge"), (.otherAddress, "auth-server-address"),
        (.otherTransaction, "auth-transaction"), (.httpError, "auth-answer"), (.html, "auth-answer"),
    ])
    func `says what is wrong with the answer to a challenge`(fault: LabSMDP.Misbehavior, rule: String) async throws {
        let folder = try TemporaryFolder()
        let smdp = try Self.smdp(fault, in: folder)
        defer { smdp.stop() }
        let arguments = ["127.0.0.1:\(smdp.port)", "--host", Self.host, "--ca", "ca.pem", "--auth", "--offline"]
        let (run, report) = try await Program.verify(arguments, in: folder)
        #expect(run.status == 1 && report.results.map(\.verdict) == ["pass", "fail"], "\(run.text)")
        #expect(report.results[1].findings.map(\.rule) == [rule])
    }

    @Test(arguments: [
        (LabSMDP.Misbehavior.expired, "cert-expired"), (.notYetValid, "cert-not-yet-valid"),
        (.wrongTLSRole, "policy-role"),
    ])
    func `says what is wrong with the TLS certificate, and sends nothing then`(
        fault: LabSMDP.Misbehavior,
        rule: String
    ) async throws {
        let folder = try TemporaryFolder()
        let smdp = try Self.smdp(fault, in: folder)
        defer { smdp.stop() }
        let arguments = ["127.0.0.1:\(smdp.port)", "--host", Self.host, "--ca", "ca.pem", "--auth", "--offline"]
        let (run, report) = try await Program.verify(arguments, in: folder)
        #expect(run.status == 2 && report.results.map(\.verdict) == ["fail", "unchecked"], "\(run.text)")
        #expect(report.results[0].findings.filter { $0.severity == "error" }.map(\.rule) == [rule])
    }

    @Test func `has a case for every way in which the lab misbehaves`() {
        #expect(LabSMDP.Misbehavior.allCases.count == 11)
    }

    @Test func `sends nothing to a server that it does not trust`() async throws {
        let folder = try TemporaryFolder()
        let smdp = try Self.smdp(in: folder)
        defer { smdp.stop() }
        let other = try Hierarchy(.o, start: Self.start)
        _ = try folder.write(Array(other.ci.pem.utf8), to: "other.pem")
        let arguments = ["127.0.0.1:\(smdp.port)", "--host", Self.host, "--ca", "other.pem", "--auth", "--offline"]
        let (run, report) = try await Program.verify(arguments, in: folder)
        #expect(run.status == 2 && report.results.map(\.verdict) == ["fail", "unchecked"])
        #expect(report.results[0].findings.map(\.rule) == ["ci-unknown"])
        #expect(report.results[1].reason == "its TLS certificate is not trusted, so nothing was sent")
    }

    @Test func `compares OID and CI key of an activation code`() async throws {
        let folder = try TemporaryFolder()
        let smdp = try Self.smdp(in: folder)
        defer { smdp.stop() }
        let key = smdp.hierarchy.ci.keyIdentifier
        for (oid, pkid, rules) in [
            ("2.999.10", "\(key)", []), ("2.999.11", "\(key)", ["rid-mismatch"]),
            ("2.999.10", String(repeating: "AB", count: 20), ["ci-pkid-mismatch"]),
        ] {
            let arguments = ["--smdp-oid", oid, "--ci-pkid", pkid, "--host", Self.host, "--ca", "ca.pem", "--offline"]
            let (_, report) = try await Program.verify(["127.0.0.1:\(smdp.port)"] + arguments, in: folder)
            #expect(report.results[0].findings.map(\.rule) == rules)
        }
    }

    @Test func `takes many targets from a file, and goes on past those that are not there`() async throws {
        let folder = try TemporaryFolder()
        let smdp = try Self.smdp(in: folder)
        defer { smdp.stop() }
        let list = "# ours\n127.0.0.1:\(smdp.port)\n\n127.0.0.1:\(try Loopback.freePort())\nnone.invalid\n"
        let arguments = ["--file", "-", "--host", Self.host, "--ca", "ca.pem", "--offline"]
        let (run, report) = try await Program.verify(arguments, in: folder, input: Array(list.utf8))
        #expect(run.status == 2 && report.results.map(\.verdict) == ["pass", "unchecked", "unchecked"], "\(run.text)")
        #expect(report.results[2].reason?.contains("none.invalid") == true)
    }

    @Test func `fetches CRLs unless it is told not to, and keeps them`() async throws {
        let folder = try TemporaryFolder()
        let hierarchy = try Hierarchy(.o, start: Self.start)
        _ = try folder.write(Array(hierarchy.ci.pem.utf8), to: "ca.pem")
        let crls = Mutex<[UInt8]>([])
        let files = try HTTPServer { _ in
            HTTPServer.Response(200, contentType: "application/pkix-crl", crls.withLock { $0 })
        }
        defer { files.stop() }
        let address = "http://127.0.0.1:\(files.port)/ci.crl"
        let leaf = try hierarchy.issue(.tls, host: Self.host, smdpOID: Self.oid, start: Self.start) { template in
            template.set(.crlDistributionPoints([address]))
        }
        var list = RevocationListTemplate(from: hierarchy.ci, thisUpdate: Self.start)
        list.entries = [.init(serialNumber: leaf.template.serialNumber, date: .date(Self.start), reason: 1)]
        let revoking = try list.signed(by: hierarchy.ci.key)
        crls.withLock { $0 = revoking }
        let server = try HTTPServer(tls: TLSOptions(leaf, of: hierarchy)) { _ in nil }
        defer { server.stop() }
        let arguments = ["127.0.0.1:\(server.port)", "--host", Self.host, "--ca", "ca.pem"]
        let (offline, quiet) = try await Program.verify(arguments + ["--offline"], in: folder)
        #expect(offline.status == 0 && quiet.results[0].findings.isEmpty)
        // Nobody else's certificate may send us to a private network.
        let (refused, warned) = try await Program.verify(arguments, in: folder)
        #expect(refused.status == 0 && warned.results[0].findings.map(\.rule) == ["crl-unavailable"], "\(refused.text)")
        #expect(refused.errorText.contains("which is not a public one"))
        for _ in 0..<2 {
            let fetching = arguments + ["--crl-from-private-addresses"]
            let (revoked, report) = try await Program.verify(fetching, in: folder)
            #expect(revoked.status == 1 && report.results[0].findings.map(\.rule) == ["revoked"], "\(revoked.text)")
            #expect(report.results[0].findings.first?.message.contains("keyCompromise") == true)
            files.stop()  // The second time it comes from the cache.
        }
    }

    @Test(arguments: [TLSOptions.Version.v1_2, .v1_3])
    func `says that a server insists on a certificate of the client's`(version: TLSOptions.Version) async throws {
        let folder = try TemporaryFolder()
        let hierarchy = try Hierarchy(.o, start: Self.start)
        _ = try folder.write(Array(hierarchy.ci.pem.utf8), to: "ca.pem")
        let leaf = try hierarchy.issue(.tls, host: Self.host, smdpOID: Self.oid, start: Self.start)
        var options = TLSOptions(leaf, of: hierarchy)
        (options.versions, options.clientCertificate) = (version...version, .required)
        let server = try HTTPServer(tls: options) { _ in nil }
        defer { server.stop() }
        let arguments = ["127.0.0.1:\(server.port)", "--host", Self.host, "--ca", "ca.pem", "--offline"]
        let (run, report) = try await Program.verify(arguments, in: folder)
        // With TLS 1.3 the refusal comes behind the handshake, which is all that is waited for.
        let rules = ["tls-client-cert-requested"] + (version == .v1_2 ? ["tls-handshake"] : [])
        #expect(Set(report.results[0].findings.map(\.rule)) == Set(rules), "\(run.text)")
        #expect(report.results[0].chain.count == 2)
    }

    @Test func `watches, with a line for each change and metrics, until SIGTERM`() async throws {
        let folder = try TemporaryFolder()
        var smdp: LabSMDP? = try Self.smdp(in: folder)
        let target = "127.0.0.1:\(smdp?.port ?? 0)"
        let port = try Loopback.freePort()
        let watch = try RunningProgram(
            Program.path,
            ["verify", "--watch", target, "--host", Self.host, "--ca", "ca.pem", "--offline", "--interval", "1s"]
                + ["--metrics-port", "\(port)"],
            in: folder.url
        )
        let metrics = try await Self.metrics(at: port) { $0.contains("esimctl_verify_pass{target=\"\(target)\"} 1") }
        #expect(metrics.contains("esimctl_verify_not_after_seconds{target=\"\(target)\",position=\"0\"} "))
        smdp?.stop()
        smdp = nil
        let later = try await Self.metrics(at: port) { $0.contains("esimctl_verify_up{target=\"\(target)\"} 0") }
        #expect(later.contains("esimctl_verify_pass{target=\"\(target)\"} 0"))
        #expect(watch.terminate() == 0)
        let lines = watch.log.split(separator: "\n").filter { $0.hasPrefix("{") }
        #expect(lines.count == 2 && lines[0].contains("\"verdict\":\"pass\""), "\(watch.log)")
        #expect(lines.last?.contains("\"verdict\":\"unchecked\"") == true)
    }

    /// What the metrics say once they are as wanted; gives up after half a minute or more.
    private static func metrics(at port: UInt16, until isWanted: (String) -> Bool) async throws -> String {
        var text = ""
        for _ in 0..<300 where !isWanted(text) {
            try await Task.sleep(for: .milliseconds(100))
            let address = "http://127.0.0.1:\(port)/metrics"
            text = try await Tool.run("curl", ["-s", "--noproxy", "*", address]).text
        }
        #expect(isWanted(text), "\(text)")
        return text
    }
}

@Suite struct `esimctl ca` {
    private func run(
        _ arguments: [String],
        in folder: borrowing TemporaryFolder,
        input: [UInt8] = []
    ) async throws -> Tool.Output {
        let environment = ["ESIMCTL_CA_DIR": folder.file("anchors").path]
        return try await Program.run(["ca"] + arguments, input: input, environment: environment, in: folder.url)
    }

    @Test func `lists what is known, and adds, shows and removes a certificate of one's own`() async throws {
        let folder = try TemporaryFolder()
        let root = try Workshop().hierarchy().ci
        _ = try folder.write(Array(root.pem.utf8), to: "root.pem")
        #expect(try await run(["list"], in: folder).text.contains("-  gsma-ci1 "))
        #expect(try await run(["list", "--present"], in: folder).text.split(separator: "\n").count == 1)
        let added = try await run(["add", "root.pem"], in: folder)
        #expect(added.status == 0 && added.errorText.contains("custom, SHA-256"))
        #expect(
            try await run(["add", "-"], in: folder, input: Array(root.der)).errorText.contains("was there already")
        )
        let key = "\(root.keyIdentifier)"
        let shown = try await run(["show", String(key.prefix(8))], in: folder)
        #expect(shown.status == 0 && shown.text.contains(key) && shown.text.contains("custom"))
        #expect(try await run(["remove", String(key.prefix(8))], in: folder).status == 0)
        #expect(try await run(["remove", String(key.prefix(8))], in: folder).status == 66)
    }

    @Test func `anchors that were added are trusted without being named`() async throws {
        let folder = try TemporaryFolder()
        let good = try #require(try GoodCases.all().first)
        try write(good, to: folder)
        let arguments = [
            "--chain", "chain.pem", "--host", good.expectations.host ?? "", "--at", "\(good.expectations.at)",
        ]
        let (before, first) = try await Program.verify(arguments, in: folder)
        #expect(before.status == 1 && first.results[0].findings.map(\.rule) == ["ci-unknown"])
        let environment = ["ESIMCTL_CA_DIR": folder.file("ca").path]
        _ = try await Program.run(["ca", "add", "ca.pem"], environment: environment, in: folder.url)
        let (after, second) = try await Program.verify(arguments, in: folder)
        #expect(after.status == 0 && second.results[0].trustDomain == "custom")
    }

    @Test func `fetches only what has the digest that is known`() async throws {
        let folder = try TemporaryFolder()
        let root = try Workshop().hierarchy().ci
        let server = try LabFiles(["/bundle.pem": Array(root.pem.utf8)])
        defer { server.stop() }
        let refused = try await run(["fetch", "gsma-ci1", "--from", "\(server.address)/bundle.pem"], in: folder)
        #expect(refused.status == 2 && refused.errorText.contains("has no certificate with the SHA-256 digest"))
        let missing = try await run(["fetch", "gsma-ci1", "--from", "\(server.address)/none.pem"], in: folder)
        #expect(missing.status == 2 && missing.errorText.contains("has answered 404"))
        #expect(try await run(["fetch", "nobody"], in: folder).status == 66)
        #expect(try await run(["list", "--present"], in: folder).text.split(separator: "\n").count == 1)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: Self.publicRoot.path), "../shared/data is not there"))
    func `fetches a known certificate from wherever it is`() async throws {
        let folder = try TemporaryFolder()
        let server = try LabFiles(["/bundle.pem": try Array(Data(contentsOf: Self.publicRoot))])
        defer { server.stop() }
        let fetched = try await run(["fetch", "gsma-ci1", "--from", "\(server.address)/bundle.pem"], in: folder)
        #expect(fetched.status == 0, "\(fetched.errorText)")
        #expect(try await run(["list", "--present"], in: folder).text.contains("here  gsma-ci1  live"))
    }

    @Test func `asks the proxy that the environment names`() async throws {
        let folder = try TemporaryFolder()
        let proxy = try Loopback { peer in
            let isForIt = String(decoding: peer.read(), as: UTF8.self).hasPrefix("GET http://ci.invalid/a.pem HTTP/1.1")
            peer.write("HTTP/1.1 \(isForIt ? 418 : 400) X\r\nContent-Length: 0\r\n\r\n".utf8)
        }
        let fetched = try await Program.run(
            ["ca", "fetch", "gsma-ci1", "--from", "http://ci.invalid/a.pem"],
            environment: ["ESIMCTL_CA_DIR": folder.file("ca").path, "http_proxy": "http://127.0.0.1:\(proxy.port)"]
        )
        #expect(fetched.errorText.contains("has answered 418"), "\(fetched.errorText)")
    }

    private static let publicRoot = Fixture.root.deletingLastPathComponent().appending(
        path: "shared/data/ci/81370f-2017.pem"
    )
}
