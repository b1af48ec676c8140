import SGP22
import ServerTrust
import Testing

/// The public root certificates, and the test certificates of SGP.26.
@Suite(.enabled(if: SharedData.isThere, "../shared/data is not there"))
struct ConformanceTests {
    @Test(arguments: SharedData.files("ci"))
    func `a public root is read and has signed itself`(file: String) throws {
        let served = ServedCertificate(der: try SharedData.bytes(file))
        let root = try #require(served.certificate)
        #expect(root.encoding == Certificate.Encoding())
        #expect(root.subjectKeyIdentifier.value == root.publicKey.sha1)
        let anchor = try #require(TrustAnchor(served, domain: .custom))
        let chain = ChainVerifier(anchors: TrustAnchors([anchor])).check(
            [served],
            at: root.notBefore.date.adding(days: 1)
        )
        #expect(chain.path.endsInAnchor)
        #expect(chain.path.problems == [])
        #expect(chain.path.links.first?.servedPosition == 0)
    }

    @Test func `the PEM and the DER of a root hold the same certificate`() throws {
        for file in SharedData.files("ci") {
            let pem = try CertificateFile(SharedData.bytes(String(file.dropLast(3)) + "pem"))
            #expect(
                pem.certificates.map(\.certificate) == [ServedCertificate(der: try SharedData.bytes(file)).certificate]
            )
        }
    }

    /// What was measured with `openssl verify` at two dates, without what the rules say.
    @Test(arguments: SharedData.files("sgp26").filter { !$0.contains("CertificateIssuer") })
    func `an SGP26 certificate leads to its root, and only time speaks against it`(file: String) throws {
        let roots = try SharedData.files("sgp26/CertificateIssuer").map {
            try #require(TrustAnchor(ServedCertificate(der: SharedData.bytes($0)), domain: .gsmaTest))
        }
        #expect(roots.count == 2)
        let verifier = ChainVerifier(anchors: TrustAnchors(roots))
        let served = ServedCertificate(der: try SharedData.bytes(file))
        let leaf = try #require(served.certificate)
        let isLasting = !file.contains("DPtls") || file.contains("Expired 2021")
        let isOld = file.contains("Old_TLS_Validity") && !isLasting
        for (day, isExpired) in [("2026-01-01", isOld), ("2026-11-23", !isLasting)] {
            let chain = verifier.check([served], at: try #require(CertificateDate(parsing: day)))
            #expect(chain.path.endsInAnchor)
            #expect(chain.path.trustDomain == .gsmaTest)
            #expect(chain.path.links.map(\.isAnchor) == [false, true])
            #expect(chain.path.links[1].certificate.publicKey.curve == leaf.publicKey.curve)
            #expect(chain.path.problems == (isExpired ? [ServedChain.Problem(.expired, position: 0)] : []))
        }
        #expect(leaf.encoding == Certificate.Encoding())
        #expect(leaf.keyUsage == .present(.digitalSignature, isCritical: true))
        #expect(leaf.authorityKeyIdentifier.value?.keyIdentifier != nil)
        #expect(leaf.crlDistributionPoints.value?.count == 2)
        #expect(leaf.registeredIDs.count == 1)
        #expect(leaf.dnsNames.count == (file.contains("DPtls") ? 1 : 0))
    }
}
