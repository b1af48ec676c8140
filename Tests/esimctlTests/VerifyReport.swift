import Foundation
import TestSupport

/// A result of `esimctl verify --format json`.
struct VerifyReport: Decodable {
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
    static func verify(
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
