import Foundation
import SGP22
import ServerTrust
import TestSupport
import Testing

struct PathTests {
    let authority: TestAuthority
    let root: ServedCertificate

    init() async throws {
        authority = try TestAuthority()
        root = try await authority.certificate("root", extensions: TestAuthority.rootExtensions)
    }

    /// The path of a chain that is checked against the root, or against other anchors.
    func path(
        _ certificates: [ServedCertificate],
        anchors: [ServedCertificate]? = nil,
        revocationLists: [RevocationList] = [],
        at moment: CertificateDate = TestAuthority.moment
    ) -> ServedChain.Path {
        ChainVerifier(anchors: (anchors ?? [root]).anchors, revocationLists: revocationLists)
            .check(certificates, at: moment).path
    }

    func leaf(_ name: String = "leaf", issuer: String = "root", extensions: String = TestAuthority.leafExtensions)
        async throws -> ServedCertificate
    {
        try await authority.certificate(name, issuer: issuer, extensions: extensions)
    }

    func kinds(_ path: ServedChain.Path) -> [ServedChain.Problem.Kind] { path.problems.map(\.kind) }

    @Test func `a good leaf leads to its root`() async throws {
        let path = path([try await leaf()])
        #expect(path.problems == [])
        #expect(path.endsInAnchor && path.trustDomain == .custom)
        #expect(path.links.map(\.servedPosition) == [0, nil])
        #expect(path.links.map(\.isAnchor) == [false, true])
    }

    @Test func `wrong order, extras and a root that is sent stay to be seen`() async throws {
        let middle = try await authority.certificate(
            "middle",
            issuer: "root",
            extensions: TestAuthority.intermediateExtensions
        )
        let low = try await authority.certificate(
            "low",
            issuer: "middle",
            extensions: TestAuthority.intermediateExtensions
        )
        let other = try await authority.certificate("other", extensions: TestAuthority.rootExtensions)
        let path = path([try await leaf(issuer: "low"), middle, other, low, root])
        #expect(path.problems == [])
        #expect(path.links.map(\.servedPosition) == [0, 3, 1, 4])
        #expect(path.links.map(\.isAnchor) == [false, false, false, true])
    }

    @Test func `a missing SubCA and an unknown CI both leave the issuer unfound`() async throws {
        try await authority.certificate("middle", issuer: "root", extensions: TestAuthority.intermediateExtensions)
        let leaf = try await leaf(issuer: "middle")
        let path = path([leaf])
        #expect(path.problems == [ServedChain.Problem(.issuerNotFound, position: 0)])
        #expect(!path.endsInAnchor && path.trustDomain == .unknown && path.issuerByKey == nil)
    }

    @Test func `a CI that is known but not trusted is named`() async throws {
        let known = try #require(KnownCI.all.first { $0.domain == .gsmaLive })
        let bytes = known.keyIdentifier.bytes.map { String(format: "%02X", $0) }.joined(separator: ":")
        let extensions = TestAuthority.leafExtensions
            .replacing("authorityKeyIdentifier=keyid", with: "2.5.29.35=DER:30:16:80:14:\(bytes)")
        let path = ChainVerifier(anchors: .none, knownCIs: KnownCI.all)
            .check([try await leaf(extensions: extensions)], at: TestAuthority.moment).path
        #expect(path.issuerByKey == .known(known))
        #expect(kinds(path) == [.issuerNotFound])
    }

    @Test func `a certificate that has signed itself is told`() async throws {
        let alone = try await authority.certificate("alone", extensions: TestAuthority.leafExtensions)
        #expect(kinds(path([alone])) == [.selfSigned])
        let strange = try await authority.certificate("strange", extensions: TestAuthority.rootExtensions)
        let path = path([try await leaf(issuer: "strange"), strange])
        #expect(path.problems == [ServedChain.Problem(.selfSigned, position: 1)])
    }

    @Test func `a root with another name and the right key is found by its key`() async throws {
        let twin = try await authority.certificate(
            "twin",
            key: "root",
            subject: "/CN=Twin",
            extensions: TestAuthority.rootExtensions
        )
        let leaf = try await authority.certificate(
            "leaf",
            issuer: "twin",
            issuerKey: "root",
            extensions: TestAuthority.leafExtensions
        )
        // `leaf` is signed by the key of both, and names the twin.
        #expect(path([leaf], anchors: [twin]).problems == [])
        let path = path([leaf])
        #expect(kinds(path) == [.issuerNotFound])
        #expect(path.issuerByKey == .signed(anchor: try #require(root.certificate?.subject)))
        #expect(path.trustDomain == .custom)
    }

    @Test func `a key identifier that does not fit is told, and the path goes on`() async throws {
        let extensions = TestAuthority.leafExtensions.replacing(
            "authorityKeyIdentifier=keyid",
            with: "2.5.29.35=DER:30:06:80:04:01:02:03:04"
        )
        let path = path([try await leaf(extensions: extensions)])
        #expect(path.problems == [ServedChain.Problem(.keyIdentifierMismatch, position: 0)])
        #expect(path.endsInAnchor && path.links.count == 2)
    }

    @Test func `a key identifier that does not fit is told in the middle too`() async throws {
        let middle = try await authority.certificate(
            "middle",
            issuer: "root",
            extensions: TestAuthority.intermediateExtensions
        )
        let extensions = TestAuthority.leafExtensions.replacing(
            "authorityKeyIdentifier=keyid",
            with: "2.5.29.35=DER:30:06:80:04:01:02:03:04"
        )
        let path = path([try await leaf(issuer: "middle", extensions: extensions), middle])
        #expect(path.problems == [ServedChain.Problem(.keyIdentifierMismatch, position: 0)])
        #expect(path.links.map(\.servedPosition) == [0, 1, nil])
    }

    @Test func `a signature of another key is told`() async throws {
        try await authority.key("stranger")
        let leaf = try await leaf()
        var der = try #require(leaf.certificate).der
        der[der.count - 5] ^= 1
        #expect(path([ServedCertificate(der: der)]).problems == [ServedChain.Problem(.badSignature, position: 0)])
    }

    @Test func `validity includes both ends`() async throws {
        let leaf = try await leaf()
        let certificate = try #require(leaf.certificate)
        let (start, end) = (certificate.notBefore.date, certificate.notAfter.date)
        #expect(path([leaf], at: start).problems == [])
        #expect(path([leaf], at: end).problems == [])
        let after = CertificateDate(secondsSince1970: end.secondsSince1970 + 1)
        #expect(path([leaf], at: after).problems.map(\.kind).allSatisfy { $0 == .expired })
        let before = CertificateDate(secondsSince1970: start.secondsSince1970 - 1)
        #expect(kinds(path([leaf], at: before)).contains(.notYetValid))
    }

    @Test(arguments: [
        ("pathlen", "basicConstraints=critical,CA:TRUE,pathlen:0", "", ServedChain.Problem.Kind.pathLength, 2),
        ("not a CA", "basicConstraints=critical,CA:FALSE", "keyUsage=critical,digitalSignature", .notCA, 1),
        ("no keyCertSign", "", "keyUsage=critical,cRLSign", .maySignNoCertificates, 1),
        ("name constraint", "", "nameConstraints=critical,permitted;DNS:example.com", .nameConstraint, 0),
    ])
    func `a SubCA that may not do so is told`(
        name: String,
        constraints: String,
        extra: String,
        kind: ServedChain.Problem.Kind,
        position: Int
    ) async throws {
        var extensions = TestAuthority.intermediateExtensions
        if !constraints.isEmpty {
            extensions = extensions.replacing("basicConstraints=critical,CA:TRUE", with: constraints)
        }
        if extra.hasPrefix("keyUsage") {
            extensions = extensions.replacing("keyUsage=critical,keyCertSign,cRLSign", with: extra)
        } else {
            extensions += "\n\(extra)"
        }
        let upper = try await authority.certificate("upper", issuer: "root", extensions: extensions)
        let lower = try await authority.certificate(
            "lower",
            issuer: "upper",
            extensions: TestAuthority.intermediateExtensions
        )
        let chain =
            kind == .pathLength
            ? [try await leaf(issuer: "lower"), lower, upper] : [try await leaf(issuer: "upper"), upper]
        #expect(path(chain).problems == [ServedChain.Problem(kind, position: position)])
    }

    @Test func `an extension that is critical and unknown is told`() async throws {
        let leaf = try await leaf(extensions: TestAuthority.leafExtensions + "\n1.2.3.4=critical,DER:05:00")
        #expect(path([leaf]).problems == [ServedChain.Problem(.unknownCriticalExtension, position: 0)])
        let certificate = try #require(leaf.certificate)
        #expect(
            certificate.extensions.filter { $0.isCritical && !$0.isUnderstood }.map(\.id.description) == ["1.2.3.4"]
        )
    }

    @Test func `an anchor that has not signed itself rightly is told`() async throws {
        var der = try #require(root.certificate).der
        der[der.count - 5] ^= 1
        let broken = ServedCertificate(der: der)
        let path = path([try await leaf()], anchors: [broken])
        #expect(path.problems == [ServedChain.Problem(.badSignature, position: 1)])
    }

    @Test func `a SubCA can be an anchor`() async throws {
        let middle = try await authority.certificate(
            "middle",
            issuer: "root",
            extensions: TestAuthority.intermediateExtensions
        )
        let path = path([try await leaf(issuer: "middle")], anchors: [middle])
        #expect(path.problems == [])
        #expect(path.links.map(\.isAnchor) == [false, true])
    }

    @Test func `a chain of the public web is told only when it is asked for`() async throws {
        let leaf = try await leaf()
        let roots = TrustAnchors([try #require(TrustAnchor(root, domain: .public))])
        let verifier = ChainVerifier(anchors: .none, publicRoots: roots)
        #expect(verifier.check([leaf], at: TestAuthority.moment).path.trustDomain == .public)
        #expect(ChainVerifier(anchors: .none).check([leaf], at: TestAuthority.moment).path.trustDomain == .unknown)
    }

    // MARK: Revocation

    @Test func `a certificate on the CRL is revoked, with date and reason`() async throws {
        let (bad, good) = (try await leaf("bad"), try await leaf("good"))
        let lists = try RevocationList.lists(in: await authority.revocationList(issuer: "root", revoking: ["bad"]))
        #expect(lists.map(\.entryCount) == [1])
        #expect(lists.first?.issuer == root.certificate?.subject)
        #expect(lists.first?.nextUpdate == CertificateDate(parsing: "2027-01-01"))
        let revocation = ServedChain.Revocation(date: CertificateDate(parsing: "2026-02-01"), reason: "keyCompromise")
        #expect(
            path([bad], revocationLists: lists).problems == [ServedChain.Problem(.revoked(revocation), position: 0)]
        )
        #expect(path([good], revocationLists: lists).problems == [])
    }

    @Test func `the CRL of a SubCA that is missing is no revocation`() async throws {
        let middle = try await authority.certificate(
            "middle",
            issuer: "root",
            extensions: TestAuthority.intermediateExtensions
        )
        let leaf = try await leaf(issuer: "middle")
        let rootList = try RevocationList.lists(in: await authority.revocationList(issuer: "root"))
        #expect(
            path([leaf, middle], revocationLists: rootList).problems == [ServedChain.Problem(.crlMissing, position: 0)]
        )
        let both = try rootList + RevocationList.lists(in: await authority.revocationList(issuer: "middle"))
        #expect(path([leaf, middle], revocationLists: both).problems == [])
        let revoking = try RevocationList.lists(
            in: await authority.revocationList(issuer: "root", revoking: ["middle"])
        )
        let problems = path([leaf, middle], revocationLists: both.dropFirst() + revoking).problems
        #expect(problems.map(\.position) == [1])
    }

    @Test func `a CRL out of date, of another key, or none at all is told`() async throws {
        let leaf = try await leaf()
        let old = try RevocationList.lists(
            in: await authority.revocationList(issuer: "root", until: "20260201000000Z")
        )
        #expect(path([leaf], revocationLists: old).problems == [ServedChain.Problem(.crlExpired, position: 0)])
        let early = try #require(CertificateDate(parsing: "2025-12-01"))
        #expect(kinds(path([leaf], revocationLists: old, at: early)).contains(.crlNotYetValid))
        var bytes = try await authority.openssl([
            "crl", "-outform", "DER", "-in", crlFile(authority.revocationList(issuer: "root")),
        ])
        bytes[bytes.count - 5] ^= 1
        let forged = try RevocationList.lists(in: bytes)
        #expect(path([leaf], revocationLists: forged).problems == [ServedChain.Problem(.crlBadSignature, position: 0)])
        let required = ChainVerifier(anchors: [root].anchors, checksRevocation: true)
        #expect(
            required.check([leaf], at: TestAuthority.moment).path.problems == [
                ServedChain.Problem(.crlMissing, position: 0)
            ]
        )
    }

    /// Writes a CRL down for the `openssl` command.
    private func crlFile(_ bytes: [UInt8]) throws -> String {
        try authority.write(String(decoding: bytes, as: UTF8.self), to: "list.pem")
        return "list.pem"
    }
}
