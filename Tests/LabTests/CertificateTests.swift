import Foundation
import Lab
import SGP22
import TestSupport
import Testing

/// The certificates that the laboratory makes when nothing is to be wrong, judged by the `openssl` command.
struct CertificateTests {
    static let start = CertificateDate(secondsSince1970: 1_767_225_600)  // 2026-01-01
    static let at = "\(start.adding(days: 30).secondsSince1970)"
    static let host = "rsp.lab.example"
    static let oid = ObjectIdentifier(unchecked: "2.999.10")
    static let cases: [(CertificateVariant, KeyPair.Kind)] = CertificateVariant.allCases.flatMap { variant in
        [(variant, .p256), (variant, .brainpoolP256r1)]
    }

    @Test(arguments: cases)
    func `is accepted by openssl in every variant, on both curves, for every use`(
        variant: CertificateVariant,
        keyKind: KeyPair.Kind
    ) async throws {
        let folder = try TemporaryFolder()
        let hierarchy = try Hierarchy(variant, keyKind: keyKind, start: Self.start, seed: "good")
        let root = try folder.write(Array(hierarchy.ci.pem.utf8), to: "root.pem")
        for use in CertificateUse.allCases {
            let leaf = try hierarchy.issue(use, host: Self.host, smdpOID: Self.oid, start: Self.start)
            let chain = hierarchy.chain(of: leaf)
            let leafFile = try folder.write(Array(PEM.certificates([chain[0]]).utf8), to: "leaf.pem")
            let others = try folder.write(Array(PEM.certificates(Array(chain.dropFirst())).utf8), to: "others.pem")
            var arguments = ["verify", "-x509_strict", "-check_ss_sig", "-auth_level", "2", "-attime", Self.at]
            arguments += ["-no-CApath", "-no-CAstore", "-CAfile", root.path]
            if chain.count > 1 { arguments += ["-untrusted", others.path] }
            if use == .tls { arguments += ["-purpose", "sslserver", "-verify_hostname", Self.host] }
            let output = try await Tool.run("openssl", arguments + [leafFile.path])
            #expect(output.status == 0, "\(use): \(output.errorText)")
        }
    }

    @Test func `says in every field what the profile of a TLS certificate demands`() async throws {
        let hierarchy = try Hierarchy(.o, start: Self.start, seed: "good")
        let leaf = try hierarchy.issue(.tls, host: Self.host, smdpOID: Self.oid, start: Self.start)
        let text = try await Tool.run(
            "openssl",
            ["x509", "-noout", "-text", "-nameopt", "RFC2253,utf8"],
            input: Array(leaf.pem.utf8)
        ).text
        let keyText = leaf.keyIdentifier.bytes.map { String(format: "%02X", $0) }.joined(separator: ":")
        for line in [
            "Version: 3 (0x2)", "Signature Algorithm: ecdsa-with-SHA256", "Issuer: CN=Laboratory CI,O=Laboratory,C=PE",
            "Not Before: Jan  1 00:00:00 2026 GMT", "Not After : Feb  3 00:00:00 2027 GMT", "ASN1 OID: prime256v1",
            "X509v3 Key Usage: critical\n                Digital Signature\n",
            "X509v3 Extended Key Usage: critical\n                TLS Web Server Authentication, TLS Web Client",
            "X509v3 Certificate Policies: \n                Policy: 2.23.146.1.2.1.3\n",
            "DNS:rsp.lab.example, Registered ID:2.999.10", "URI:http://ci.lab.example/CRL-A.crl", keyText,
        ] { #expect(text.contains(line), "\(line) in \(text)") }
    }

    @Test func `makes the same elliptic-curve keys and identifiers from the same seed, others from another`() throws {
        let one = try KeyPair(.brainpoolP256r1, seed: "one")
        #expect(try KeyPair(.brainpoolP256r1, seed: "one") == one)
        #expect(try KeyPair(.brainpoolP256r1, seed: "two") != one)
        #expect(try KeyPair(.p256, seed: "one").identifier != one.identifier)
        #expect(try KeyPair(.p256) != KeyPair(.p256))
    }

    @Test(arguments: [KeyPair.Kind.p256, .brainpoolP256r1, .p384, .rsa(bits: 2048)])
    func `makes keys and signatures that openssl takes`(kind: KeyPair.Kind) async throws {
        let folder = try TemporaryFolder()
        let key = try KeyPair(kind)
        let message = Array("a message".utf8)
        let privateFile = try folder.write(Array(key.privatePEM.utf8), to: "key.pem")
        let publicFile = try folder.write(Array(PEM.text("PUBLIC KEY", key.publicKeyInfo).utf8), to: "public.pem")
        let check = try await Tool.run("openssl", ["pkey", "-in", privateFile.path, "-check", "-noout"])
        #expect(check.text.contains("Key is valid"), "\(check.errorText)")
        let signature = try folder.write(key.signature(over: message), to: "signature")
        let verify = ["dgst", "-sha256", "-verify", publicFile.path, "-signature", signature.path]
        #expect(try await Tool.run("openssl", verify, input: message).text == "Verified OK\n")
        let wrong = try await Tool.run("openssl", verify, input: Array("another".utf8))
        #expect(wrong.status == 1)
    }

    @Test(arguments: [KeyPair.Kind.p256, .brainpoolP256r1, .p384])
    func `writes a public key by explicit parameters and as a compressed point`(kind: KeyPair.Kind) async throws {
        let key = try KeyPair(kind)
        let compressed = try await Tool.run(
            "openssl",
            ["pkey", "-pubin", "-inform", "DER", "-pubout", "-outform", "DER", "-ec_conv_form", "uncompressed"],
            input: key.compressedPublicKeyInfo
        )
        #expect(compressed.standardOutput == key.publicKeyInfo, "\(compressed.errorText)")
        #expect(key.compressedPublicKeyInfo.count < key.publicKeyInfo.count)
        let explicit = try key.publicKeyInfoWithExplicitParameters()
        let text = try await Tool.run(
            "openssl",
            ["pkey", "-pubin", "-inform", "DER", "-text", "-noout"],
            input: explicit
        )
        #expect(text.text.contains("Field Type: prime-field"), "\(text.text)")
    }

    @Test func `prints a key as its identifier, and never the private part`() throws {
        let key = try KeyPair(.p256)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped] {
            #expect(text.trimmingCharacters(in: .newlines).hasSuffix("key \(key.identifier)"))
        }
    }

    @Test func `makes CRLs that openssl reads, verifies and obeys`() async throws {
        let folder = try TemporaryFolder()
        let hierarchy = try Hierarchy(.o, start: Self.start, seed: "crl")
        let leaf = try hierarchy.issue(.tls, host: Self.host, smdpOID: Self.oid, start: Self.start)
        let other = try hierarchy.issue(.tls, host: "other.lab.example", smdpOID: Self.oid, start: Self.start)
        let entry = RevocationListTemplate.Entry(
            serialNumber: leaf.template.serialNumber,
            date: .date(Self.start.adding(days: 3)),
            reason: 1
        )
        let list = RevocationListTemplate(from: hierarchy.ci, thisUpdate: Self.start.adding(days: 20), entries: [entry])
        let crl = PEM.text("X509 CRL", try list.signed(by: hierarchy.ci.key))
        let root = try folder.write(Array(hierarchy.ci.pem.utf8), to: "root.pem")
        let crlFile = try folder.write(Array(crl.utf8), to: "crl.pem")
        let shown = try await Tool.run(
            "openssl",
            ["crl", "-in", crlFile.path, "-noout", "-text", "-CAfile", root.path]
        )
        #expect(shown.errorText.contains("verify OK"), "\(shown.errorText)")
        #expect(shown.text.contains("Key Compromise"), "\(shown.text)")
        #expect(shown.text.contains("X509v3 CRL Number"))
        let options = ["-crl_check", "-CRLfile", crlFile.path, "-CAfile", root.path, "-attime", Self.at]
        for (certificate, status) in [(leaf, 2), (other, 0)] {
            let file = try folder.write(Array(certificate.pem.utf8), to: "leaf.pem")
            let output = try await Tool.run("openssl", ["verify"] + options + [file.path])
            #expect(output.status == Int32(status), "\(output.errorText)")
            if status == 2 { #expect(output.errorText.contains("certificate revoked")) }
        }
    }
}
