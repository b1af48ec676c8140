import Foundation
import SGP22
import ServerTrust
import TestSupport
import Testing

struct CertificateFactTests {
    let authority: TestAuthority

    init() throws {
        authority = try TestAuthority()
    }

    func leaf(
        _ key: [String] = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        extensions: String = TestAuthority.leafExtensions
    ) async throws -> Certificate {
        try await authority.certificate("root", extensions: TestAuthority.rootExtensions)
        try await authority.key("leaf", key)
        let served = try await authority.certificate("leaf", issuer: "root", extensions: extensions)
        return try #require(served.certificate)
    }

    @Test func `a certificate says what was put into it`() async throws {
        let certificate = try await leaf()
        let root = try #require(authority.served("root").certificate)
        #expect(certificate.version == 3)
        #expect(certificate.issuer.description == "O=Example, CN=root")
        #expect(certificate.subject.commonName == "leaf")
        #expect(certificate.issuer == root.subject)
        #expect(
            certificate.notBefore
                == Certificate.Time(try #require(CertificateDate(parsing: "2026-01-01")), isGeneralized: false)
        )
        #expect(certificate.notAfter.date.description == "2027-01-01T00:00:00Z")
        #expect(certificate.signatureAlgorithm.description == "1.2.840.10045.4.3.2")
        #expect(certificate.signatureAlgorithmsAgree)
        #expect(certificate.keyUsage == .present(.digitalSignature, isCritical: true))
        #expect(
            certificate.extendedKeyUsage.value?.map(\.description) == ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]
        )
        #expect(certificate.extendedKeyUsage.isCritical)
        #expect(certificate.certificatePolicies.value?.map(\.description) == ["2.23.146.1.2.1.3"])
        #expect(!certificate.certificatePolicies.isCritical)
        #expect(certificate.dnsNames == [Array("rsp.example.org".utf8)])
        #expect(certificate.registeredIDs.map(\.description) == ["2.999.10"])
        #expect(certificate.basicConstraints == .absent)
        #expect(certificate.subjectKeyIdentifier.value == certificate.publicKey.sha1)
        #expect(certificate.authorityKeyIdentifier.value?.keyIdentifier == root.publicKey.sha1)
        #expect(certificate.crlDistributionPoints.value == ["http://crl.example.org/a.crl"])
        #expect(root.basicConstraints == .present(BasicConstraints(isCA: true), isCritical: true))
        #expect(root.keyUsage == .present([.keyCertSign, .cRLSign], isCritical: true))
    }

    @Test(arguments: [
        (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "1.2.840.10045.3.1.7"),
        (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:brainpoolP256r1"], "1.3.36.3.3.2.8.1.1.7"),
        (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], "1.3.132.0.34"),
    ])
    func `a key names its curve`(key: [String], curve: String) async throws {
        guard case .named(let id) = try await leaf(key).publicKey.curve else {
            Issue.record("no named curve")
            return
        }
        #expect(id.description == curve)
    }

    @Test func `explicit parameters, compressed points and RSA keys are told`() async throws {
        let curve = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        let rsa = try await leaf(["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"])
        #expect(rsa.publicKey.curve == nil && rsa.publicKey.algorithm.description == "1.2.840.113549.1.1.1")
        let explicit = try await leaf(curve + ["-pkeyopt", "ec_param_enc:explicit"])
        #expect(explicit.publicKey.curve == .explicit && !explicit.publicKey.isCompressed)
        try await authority.openssl(["pkey", "-in", "leaf.key", "-ec_conv_form", "compressed", "-out", "short.key"])
        let short = try await authority.certificate("short", issuer: "root", extensions: TestAuthority.leafExtensions)
        #expect(short.certificate?.publicKey.isCompressed == true)
    }

    @Test func `explicit parameters are the one problem of their path`() async throws {
        _ = try await leaf([
            "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit",
        ])
        let verifier = ChainVerifier(anchors: [try authority.served("root")].anchors)
        let path = verifier.check([try authority.served("leaf")], at: TestAuthority.moment).path
        #expect(path.problems == [ServedChain.Problem(.explicitParameters, position: 0)])
    }

    /// The fuzzer's first find: OpenSSL reads the number with its sign.
    @Test func `a version below zero is read as such`() async throws {
        var der = try await leaf().der
        let version = try #require(der.firstRange(of: [0xA0, 3, 2, 1, 2]))
        der[version.upperBound - 1] = 0xC2
        #expect(ServedCertificate(der: der).certificate?.version == -61)
    }

    @Test func `a NUL in a name is kept`() async throws {
        let extensions = "subjectAltName=DER:30:06:82:04:61:00:62:63\n"
        #expect(try await leaf(extensions: extensions).dnsNames == [[0x61, 0, 0x62, 0x63]])
    }

    @Test func `an extension that cannot be taken apart is unreadable, and its path says so once`() async throws {
        let certificate = try await leaf(extensions: "subjectAltName=DER:04:01:00\nkeyUsage=DER:05:00\n")
        #expect(certificate.subjectAlternativeNames == .unreadable)
        #expect(certificate.keyUsage == .unreadable)
    }

    @Test func `names keep their text, whatever type of string they have`() async throws {
        try await authority.certificate(
            "root",
            subject: "/O=\u{C9}tats/CN=CI",
            extensions: TestAuthority.rootExtensions
        )
        #expect(try authority.served("root").certificate?.subject.attributes.first?.value.isEmpty == false)
    }
}
