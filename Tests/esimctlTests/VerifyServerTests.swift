import CertificateFixtures
import Foundation
import HTTPService
import Lab
import SGP22
import Synchronization
import TestSupport
import Testing

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
