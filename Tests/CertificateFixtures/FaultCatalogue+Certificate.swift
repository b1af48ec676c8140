import Lab
import SGP22

/// Faults of a single certificate.
extension FaultCatalogue {
    static let encoding: [Recipe] = [
        Recipe("cert-unreadable", "an INTEGER in the place of a certificate") {
            $0.chainCase($1, $2, [[0x30, 0x03, 0x02, 0x01, 0x00]], try $0.hierarchy().ci)
        },
        Recipe("cert-unreadable", "the last byte is missing") { try $0.bytesCase($1, $2) { $0.removeLast() } },
        Recipe("der-encoding", "the outermost length has a zero in front") {
            try $0.bytesCase($1, $2) { bytes in
                precondition(bytes[1] == 0x82)
                bytes.replaceSubrange(1..<2, with: [0x83, 0x00])
            }
        },
        Recipe("der-encoding", "TRUE written as 1, and signed so") { shop, rule, note in
            let hierarchy = try shop.hierarchy()
            let template = try shop.leaf(of: hierarchy).template
            // The first TRUE is that of the key usage, which is critical.
            let critical: [UInt8] = [0x06, 0x03, 0x55, 0x1D, 0x0F, 0x01, 0x01, 0xFF]
            let signedPart = Array(template.signedPart.replacing(critical, with: critical.dropLast() + [0x01]))
            return shop.chainCase(rule, note, [try template.signed(by: hierarchy.ci.key, as: signedPart)], hierarchy.ci)
        },
        Recipe("der-trailing-data", "two bytes follow") { try $0.bytesCase($1, $2) { $0 += [0x05, 0x00] } },
        .leaf("version", "version 2, with extensions") { $0.version = 2 },
        .leaf("version", "version 1, with extensions") { $0.version = 1 },
        .leaf("serial-not-positive", "zero") { $0.serialNumber = [0x00] },
        .leaf("serial-not-positive", "negative") { $0.serialNumber = [0xFF, 0x00] },
        .leaf("serial-too-long", "21 octets") { $0.serialNumber = [UInt8](repeating: 0x11, count: 21) },
        .leaf("serial-too-long", "20 octets behind the one that makes it positive") {
            $0.serialNumber = [0x00] + [UInt8](repeating: 0x99, count: 20)
        },
        Recipe("serial-reused", "a SubCA has the number of its issuer, which the issuer has given too") {
            shop,
            rule,
            note in
            let number = try shop.hierarchy().ci.template.serialNumber
            return try shop.subCACase(rule, note) { $0.serialNumber = number }
        },
        .leaf("ext-unknown-critical", "an extension that nobody knows") {
            $0.extensions.append(ExtensionTemplate(unknown, isCritical: true, content: [0x05, 0x00]))
        },
        .leaf("ext-duplicate", "one that nobody knows, twice") {
            let twin = ExtensionTemplate(unknown, content: [0x05, 0x00])
            $0.extensions += [twin, twin]
        },
        .leaf("ext-duplicate", "the key usage twice") { $0.extensions.append(.keyUsage(.digitalSignature)) },
    ]

    static let validity: [Recipe] = [
        Recipe("time-encoding", "GeneralizedTime before 2050") { shop, rule, note in
            try shop.leafCase(rule, note) { $0.notAfter = .generalized(shop.at.adding(days: 368)) }
        },
        Recipe("validity-order", "ends before it begins") { shop, rule, note in
            try shop.leafCase(rule, note) { $0.notAfter = .date(shop.at.adding(days: -31)) }
        },
        .leaf("cert-expired", "since 102 days", start: -500) { _ in },
        Recipe("cert-expired", "since a second") { shop, rule, note in
            let end = CertificateDate(secondsSince1970: shop.at.secondsSince1970 - 1)
            return try shop.leafCase(rule, note) { $0.notAfter = .date(end) }
        },
        .leaf("cert-not-yet-valid", "for five days", start: 5) { _ in },
        Recipe("cert-not-yet-valid", "for a second") { shop, rule, note in
            let start = CertificateDate(secondsSince1970: shop.at.secondsSince1970 + 1)
            return try shop.leafCase(rule, note) { $0.notBefore = .date(start) }
        },
        .leaf("cert-expires-soon", "in ten days", start: -388) { _ in },
        Recipe("validity-too-long", "500 days for TLS") { shop, rule, note in
            try shop.leafCase(rule, note) { $0.notAfter = .date(shop.at.adding(days: 470)) }
        },
        Recipe("validity-too-long", "ten years for authentication") { shop, rule, note in
            let hierarchy = try shop.hierarchy()
            let leaf = try shop.leaf(of: hierarchy, .auth) { $0.notAfter = .date(shop.at.adding(days: 3650)) }
            return shop.chainCase(rule, note, [leaf.der], hierarchy.ci) { $0.use = .auth }
        },
    ]

    static let keys: [Recipe] = [
        .leaf("signature-algorithm", "ECDSA with SHA-384") { $0.signatureAlgorithm = .ecdsaWithSHA384 },
        .leaf("signature-algorithm", "ECDSA with SHA-1") { $0.signatureAlgorithm = .ecdsaWithSHA1 },
        .leaf("signature-algorithm-mismatch", "SHA-384 inside, SHA-256 outside") {
            $0.innerSignatureAlgorithm = .ecdsaWithSHA384
        },
        Recipe("key-algorithm", "RSA with 2,048 bits") {
            try $0.keyCase($1, $2, try KeyPair(.rsa(bits: 2048)).publicKeyInfo)
        },
        Recipe("key-curve", "P-384 below P-256") {
            try $0.keyCase($1, $2, try KeyPair(.p384, seed: "leaf").publicKeyInfo)
        },
        Recipe("key-curve", "P-384 for the whole chain") { _, rule, note in try Workshop(.p384).leafCase(rule, note) },
        Recipe("key-curve", "FRP256V1, which OpenSSL does not know") {
            let point = try KeyPair(.p256, seed: "leaf").publicKeyBits
            return try $0.keyCase($1, $2, KeyPair.publicKeyInfo(curve: .frp256v1, point: point))
        },
        Recipe("key-explicit-params", "P-256 number by number") {
            try $0.keyCase($1, $2, try KeyPair(.p256, seed: "leaf").publicKeyInfoWithExplicitParameters())
        },
        Recipe("key-point-compressed", "half of the point") {
            try $0.keyCase($1, $2, try KeyPair(.p256, seed: "leaf").compressedPublicKeyInfo)
        },
        Recipe("chain-mixed-curves", "brainpool below P-256") {
            try $0.keyCase($1, $2, try KeyPair(.brainpoolP256r1, seed: "leaf").publicKeyInfo)
        },
    ]

    static let usage: [Recipe] = [
        .leaf("leaf-is-ca", "basicConstraints with CA:TRUE") { $0.extensions.append(.basicConstraints(isCA: true)) },
        .leaf("ku-missing", "no keyUsage") { $0.remove(.keyUsage) },
        .leaf("ku-not-critical", "keyUsage not critical") { $0.setCritical(false, .keyUsage) },
        .leaf("ku-digital-signature-missing", "keyAgreement alone") { $0.set(.keyUsage(.keyAgreement)) },
        .leaf("ku-extra", "keyAgreement too") { $0.set(.keyUsage([.digitalSignature, .keyAgreement])) },
        .leaf("eku-missing", "no extendedKeyUsage") { $0.remove(.extendedKeyUsage) },
        .leaf("eku-not-critical", "extendedKeyUsage not critical") { $0.setCritical(false, .extendedKeyUsage) },
        .leaf("eku-server-auth-missing", "clientAuth alone") { $0.set(.extendedKeyUsage([.clientAuth])) },
        .leaf("eku-client-auth-missing", "serverAuth alone") { $0.set(.extendedKeyUsage([.serverAuth])) },
        .leaf("eku-extra", "codeSigning too") {
            $0.set(.extendedKeyUsage([.serverAuth, .clientAuth, .codeSigning]))
        },
    ]

    static let policies: [Recipe] = [
        .leaf("policy-missing", "no certificatePolicies") { $0.remove(.certificatePolicies) },
        .leaf("policy-role", "the role of an authentication certificate") {
            $0.set(.policies([.role(.dpAuth, .v2)], isCritical: false))
        },
        .leaf("policy-role", "the role of version 3 of the same", .ov3) {
            $0.set(.policies([.role(.dpAuth, .v3)], isCritical: false))
        },
        .leaf("policy-multiple-roles", "the roles of two certificates") {
            $0.set(.policies([.role(.dpTLS, .v2), .role(.dpAuth, .v2)], isCritical: false))
        },
        .leaf("policy-variant", "an OID of version 2 below a SubCA", .a) {
            $0.set(.policies([.role(.dpTLS, .v2)], isCritical: false))
        },
        .subCA("chain-ca-policy", "a DP SubCA with the role of an EUM") {
            $0.set(.policies([.role(.eum, .v3)], isCritical: true))
        },
        .subCA("chain-ca-policy", "a SubCA without policies") { $0.remove(.certificatePolicies) },
    ]

    static let names: [Recipe] = [
        .leaf("subject-o-missing", "CN alone") {
            $0.subject = NameTemplate(organization: nil, commonName: "rsp.lab.example")
        },
        .leaf("subject-cn-missing", "O alone") {
            $0.subject = NameTemplate(organization: "Laboratory", commonName: nil)
        },
        .leaf("san-missing", "no subjectAltName") { $0.remove(.subjectAlternativeName) },
        .leaf("san-dns-missing", "registeredID alone") { $0.set(.alternativeNames([.registeredID(oid)])) },
        .leaf("san-rid-missing", "dNSName alone") { $0.set(.alternativeNames([.dns(host)])) },
        .leaf("san-wildcard", "*.lab.example") {
            $0.set(.alternativeNames([.dns(Array("*.lab.example".utf8)), .registeredID(oid)]))
        },
        .leaf("san-nul", "another name behind a NUL, and the right one") {
            let name = Array("rsp.lab.example\0.example.org".utf8)
            $0.set(.alternativeNames([.dns(host), .dns(name), .registeredID(oid)]))
        },
        .leaf("san-dns-syntax", "an underscore in a second name") {
            $0.set(.alternativeNames([.dns(host), .dns(Array("rsp_2.lab.example".utf8)), .registeredID(oid)]))
        },
        .leaf("san-dns-syntax", "an empty label in a second name") {
            $0.set(.alternativeNames([.dns(host), .dns(Array("rsp..lab.example".utf8)), .registeredID(oid)]))
        },
        .expecting("host-mismatch", "another host") { $0.host = "rsp.lab2.example" },
        .expecting("host-mismatch", "a host below") { $0.host = "a.rsp.lab.example" },
        .expecting("host-not-fqdn", "an address") { $0.host = "192.0.2.1" },
        .expecting("host-not-fqdn", "a single label") { $0.host = "localhost" },
        .expecting("rid-mismatch", "another OID") { $0.smdpOID = ObjectIdentifier(unchecked: "2.999.12") },
    ]

    static let identifiers: [Recipe] = [
        .leaf("ski-missing", "no subjectKeyIdentifier") { $0.remove(.subjectKeyIdentifier) },
        .leaf("ski-method", "twenty other octets") {
            $0.set(.subjectKeyIdentifier(KeyIdentifier([UInt8](repeating: 0x42, count: 20))))
        },
        .leaf("aki-missing", "no authorityKeyIdentifier") { $0.remove(.authorityKeyIdentifier) },
        .leaf("crldp-missing", "no distribution points") { $0.remove(.crlDistributionPoints) },
        .leaf("crldp-scheme", "LDAP") { $0.set(.crlDistributionPoints(["ldap://ci.lab.example/CN=CRL"])) },
    ]

    private static let unknown = ObjectIdentifier(unchecked: "2.999.999")
    private static let oid = ObjectIdentifier(unchecked: "2.999.10")
    private static let host = Array("rsp.lab.example".utf8)
}

extension Workshop {
    /// A leaf with another key.
    fileprivate func keyCase(_ rule: String, _ note: String, _ publicKeyInfo: [UInt8]) throws -> ChainCase {
        try leafCase(rule, note) {
            $0.publicKeyInfo = publicKeyInfo
            $0.set(.subjectKeyIdentifier(KeyPair.identifier(of: publicKeyInfo)))
        }
    }
}
