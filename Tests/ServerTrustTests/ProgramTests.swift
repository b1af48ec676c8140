import Foundation
import SGP22
import ServerTrust
import TestSupport
import Testing

// What stands between the two lines is also in Docs/Verification.md.
// begin
/// What is wrong with the certificates that a server shows: nothing, if the list is empty.
///
/// `ciFile` are the bytes of a file (PEM, DER or PKCS#7) with the CI certificates to trust.
func findings(about host: String, trusting ciFile: [UInt8]) throws -> [CertificateFinding] {
    let now = CertificateDate(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let anchors = TrustAnchors(try CertificateFile(ciFile).certificates.compactMap { TrustAnchor($0, domain: .custom) })
    let shown = try TLSProbe().retrieve(from: TLSEndpoint(parsing: host))  // blocks its thread
    let chain = ChainVerifier(anchors: anchors, knownCIs: KnownCI.all)
        .check(shown.certificates.map { ServedCertificate(der: $0) }, at: now)
    return CertificateRule.findings(in: chain, expecting: CertificateExpectations(at: now, host: host))
}
// end

/// Verifying as a program that is not ours does it.
struct ProgramTests {
    @Test func `what Docs/Verification.md shows of a program is this one`() throws {
        let folder = Fixture.root
        let source = try String(
            contentsOf: folder.appending(path: "Tests/ServerTrustTests/ProgramTests.swift"),
            encoding: .utf8
        )
        let document = try String(contentsOf: folder.appending(path: "Docs/Verification.md"), encoding: .utf8)
        let program = try #require(source.components(separatedBy: "// begin\n").dropFirst().first)
            .components(separatedBy: "// end\n")[0]
        #expect(document.contains(program))
    }
}
