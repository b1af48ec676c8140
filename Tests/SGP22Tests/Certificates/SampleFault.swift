@testable import SGP22

/// One fault that a good chain is given, and the rule that has to find it, alone.
struct SampleFault: Sendable, CustomStringConvertible {
    let rule: String
    let severity: Severity
    let variant: SampleChain.Variant
    let use: CertificateUse
    let change: @Sendable (inout SampleChain) -> Void

    init(
        _ rule: String,
        _ severity: Severity = .error,
        in variant: SampleChain.Variant = .o,
        _ use: CertificateUse = .tls,
        _ change: @escaping @Sendable (inout SampleChain) -> Void
    ) {
        self.rule = rule
        self.severity = severity
        self.variant = variant
        self.use = use
        self.change = change
    }

    var description: String { rule }

    static let all = ofContent + ofUsage + ofPolicies + ofNames + ofIssuers + ofChains + ofRevocation + ofConnections
}

extension SampleFault {
    private static func oid(_ text: String) -> ObjectIdentifier { ObjectIdentifier(unchecked: text) }

    private static let rsa = PublicKey(
        algorithm: oid("1.2.840.113549.1.1.1"),
        curve: nil,
        isCompressed: false,
        sha1: .sample("rsp.example.com")
    )
    private static let sha1 = oid("1.2.840.10045.4.1")

    static let ofContent: [SampleFault] = [
        .init("cert-unreadable") { $0.served = [.certificate($0.leaf), .unreadable(reason: "too short")] },
        .init("cert-unreadable") {
            $0.served = [.unreadable(reason: "not ASN.1")]
            $0.certificates = []
            $0.endsInAnchor = false
        },
        .init("der-encoding") { $0.leaf.encoding.isCanonical = false },
        .init("der-encoding") {
            $0.leaf.keyUsage = .unreadable
            $0.problems = [.init(.unreadableExtension, position: 0)]
        },
        .init("der-trailing-data") { $0.leaf.encoding.trailingByteCount = 3 },
        .init("version") { $0.leaf.version = 1 },
        .init("version") {
            $0.leaf.version = 1
            $0.leaf.extensions = []
            $0.leaf.keyUsage = .absent
            $0.leaf.extendedKeyUsage = .absent
            $0.leaf.certificatePolicies = .absent
            $0.leaf.subjectAlternativeNames = .absent
            $0.leaf.subjectKeyIdentifier = .absent
            $0.leaf.authorityKeyIdentifier = .absent
            $0.leaf.crlDistributionPoints = .absent
            $0.problems = [.init(.keyIdentifierMissing, position: 0)]
        },
        .init("version") { $0.problems = [.init(.other(code: 93, text: "x"), position: 0)] },
        .init("serial-not-positive") { $0.leaf.serialNumber = [0] },
        .init("serial-not-positive") { $0.leaf.serialNumber = [0x80, 1] },
        .init("serial-not-positive", .note) { $0.root.serialNumber = [0] },
        .init("serial-too-long") { $0.leaf.serialNumber = .digest(of: "long", count: 21) },
        .init("serial-reused", .note, in: .a) {
            $0.certificates[1].serialNumber = $0.leaf.serialNumber
            $0.certificates[1].issuer = $0.leaf.issuer
        },
        .init("ext-unknown-critical") {
            $0.leaf.extensions.append(.init(id: oid("1.2.3"), isCritical: true, isUnderstood: false))
            $0.problems = [.init(.unknownCriticalExtension, position: 0)]
        },
        .init("ext-duplicate") {
            $0.leaf.extensions.append($0.leaf.extensions[2])
            $0.leaf.subjectAlternativeNames = .unreadable
            $0.problems = [.init(.unreadableExtension, position: 0)]
        },
        .init("ext-duplicate") {
            $0.leaf.extensions.append($0.leaf.extensions[1])
            $0.leaf.keyUsage = .unreadable
            $0.problems = [.init(.keyIdentifierMismatch, position: 0)]
        },
        .init("time-encoding", .warning) { $0.leaf.notAfter.isGeneralized = true },
        .init("time-encoding") { $0.problems = [.init(.unreadableTime, position: 0)] },
        .init("validity-order") {
            ($0.leaf.notBefore, $0.leaf.notAfter) = ($0.leaf.notAfter, $0.leaf.notBefore)
            $0.problems = [.init(.expired, position: 0), .init(.notYetValid, position: 0)]
        },
        .init("cert-expired") {
            $0.expectations.at = $0.leaf.notAfter.date.adding(days: 1)
            $0.problems = [.init(.expired, position: 0)]
            $0.root.notAfter = .init(SampleChain.now.adding(days: 5000), isGeneralized: false)
        },
        .init("cert-not-yet-valid") {
            $0.leaf.notBefore.date = SampleChain.now.adding(days: 1)
            $0.problems = [.init(.notYetValid, position: 0)]
        },
        .init("cert-expires-soon", .warning) { $0.leaf.notAfter.date = SampleChain.now.adding(days: 29) },
        .init("cert-expires-soon", .warning) {
            $0.leaf.notAfter.date = SampleChain.now
            // OpenSSL calls it expired in its last second.
            $0.problems = [.init(.expired, position: 0)]
        },
        .init("validity-too-long", .warning) { $0.leaf.notAfter.date = $0.leaf.notBefore.date.adding(days: 399) },
        .init("validity-too-long", .warning, in: .o, .auth) {
            $0.leaf.notAfter.date = $0.leaf.notBefore.date.adding(days: 1101)
        },
        .init("signature-algorithm") {
            $0.leaf.signatureAlgorithm = sha1
            $0.problems = [.init(.weak, position: 0)]
        },
        .init("signature-algorithm") { $0.leaf.signatureAlgorithm = oid("1.2.840.10045.4.3.3") },
        .init("signature-algorithm") {
            $0.expectations.profile = .web
            $0.leaf.signatureAlgorithm = sha1
            $0.problems = [.init(.weak, position: 0)]
        },
        .init("signature-algorithm-mismatch") {
            $0.leaf.signatureAlgorithmsAgree = false
            $0.leaf.signatureAlgorithm = oid("1.2.840.10045.4.3.3")
            $0.problems = [.init(.signatureAlgorithmMismatch, position: 0), .init(.badSignature, position: 0)]
        },
        .init("chain-signature") { $0.problems = [.init(.badSignature, position: 0)] },
        .init("chain-signature") {
            $0.breakOff(after: 1)
            $0.issuerByKey = .notSigned(anchor: .sample("Another CI"))
        },
        .init("key-algorithm") {
            $0.leaf.publicKey = rsa
            $0.problems = [.init(.weak, position: 0)]
        },
        .init("key-algorithm", in: .a) {
            $0.certificates[1].publicKey = rsa
            $0.certificates[1].subjectKeyIdentifier = .present(rsa.sha1, isCritical: false)
            $0.leaf.signatureAlgorithm = oid("1.2.840.113549.1.1.11")
        },
        .init("key-curve") { $0.leaf.publicKey.curve = .named(oid("1.3.132.0.34")) },
        .init("key-curve") {
            $0.leaf.publicKey.curve = .named(.frp256v1)
            $0.problems = [.init(.weak, position: 0)]
        },
        .init("key-curve", in: .a) {
            $0.certificates[1].publicKey.curve = .named(oid("1.3.132.0.34"))
            $0.leaf.signatureAlgorithm = oid("1.2.840.10045.4.3.3")
        },
        .init("key-explicit-params") {
            $0.leaf.publicKey.curve = .explicit
            $0.problems = [.init(.explicitParameters, position: 0)]
        },
        .init("key-point-compressed", .warning) { $0.leaf.publicKey.isCompressed = true },
        .init("chain-mixed-curves") { $0.leaf.publicKey.curve = .named(.brainpoolP256r1) },
    ]

    static let ofUsage: [SampleFault] = [
        .init("leaf-is-ca") { $0.leaf.basicConstraints = .present(BasicConstraints(isCA: true), isCritical: true) },
        .init("leaf-is-ca") {
            $0.leaf.basicConstraints = .present(BasicConstraints(isCA: true), isCritical: false)
            $0.leaf.keyUsage = .present([.digitalSignature, .keyCertSign], isCritical: true)
            $0.problems = [.init(.other(code: 89, text: "x"), position: 0), .init(.notCA, position: 0)]
        },
        .init("ku-missing") { $0.leaf.keyUsage = .absent },
        .init("ku-not-critical", .warning) { $0.leaf.keyUsage = .present(.digitalSignature, isCritical: false) },
        .init("ku-digital-signature-missing") { $0.leaf.keyUsage = .present(.keyAgreement, isCritical: true) },
        .init("ku-extra") { $0.leaf.keyUsage = .present([.digitalSignature, .keyAgreement], isCritical: true) },
        .init("ku-extra") {
            $0.leaf.keyUsage = .present([.digitalSignature, .keyCertSign], isCritical: true)
            $0.problems = [.init(.other(code: 82, text: "x"), position: 0)]
        },
        .init("eku-missing") { $0.leaf.extendedKeyUsage = .absent },
        .init("eku-not-critical", .warning) {
            $0.leaf.extendedKeyUsage = .present([.serverAuthentication, .clientAuthentication], isCritical: false)
        },
        .init("eku-server-auth-missing") {
            $0.leaf.extendedKeyUsage = .present([.clientAuthentication], isCritical: true)
            $0.problems = [.init(.purpose, position: 0)]
        },
        .init("eku-server-auth-missing") {
            $0.leaf.extendedKeyUsage = .present([.anyExtendedKeyUsage], isCritical: true)
        },
        .init("eku-client-auth-missing", .warning) {
            $0.leaf.extendedKeyUsage = .present([.serverAuthentication], isCritical: true)
        },
        .init("eku-extra", .warning) {
            $0.leaf.extendedKeyUsage = .present(
                [.serverAuthentication, .clientAuthentication, oid("1.3.6.1.5.5.7.3.3")],
                isCritical: true
            )
        },
    ]

    static let ofPolicies: [SampleFault] = [
        .init("policy-missing") { $0.leaf.certificatePolicies = .absent },
        .init("policy-role") { $0.leaf.certificatePolicies = .present([oid("2.23.146.1.2.1.4")], isCritical: false) },
        .init("policy-role") { $0.leaf.certificatePolicies = .present([oid("1.2.3")], isCritical: false) },
        .init("policy-role", in: .ov3) { $0.expectations.specification = .v2 },
        .init("policy-role", in: .ov3, .pb) { $0.expectations.use = .auth },
        .init("policy-role", .warning, in: .o, .auth) {
            $0.leaf.certificatePolicies = .present([oid("2.23.146.1.2.1.4")], isCritical: false)
        },
        .init("policy-multiple-roles") {
            $0.leaf.certificatePolicies = .present(
                [oid("2.23.146.1.2.1.3"), oid("2.23.146.1.2.1.4")],
                isCritical: false
            )
        },
        .init("policy-variant", .warning, in: .a) {
            $0.leaf.certificatePolicies = .present([oid("2.23.146.1.2.1.3")], isCritical: false)
        },
        .init("policy-variant", .warning) {
            $0.leaf.certificatePolicies = .present(
                [oid("2.23.146.1.2.1.3"), oid("2.23.146.1.2.1.0.0.1.0")],
                isCritical: false
            )
        },
        .init("chain-ca-policy", in: .a) {
            $0.certificates[1].certificatePolicies = .present([oid("2.23.146.1.2.1.0.0.0")], isCritical: true)
        },
        .init("chain-ca-policy", in: .c) {
            $0.certificates[2].certificatePolicies = $0.certificates[1].certificatePolicies
        },
        .init("chain-ca-policy") {
            $0.root.certificatePolicies = .present([oid("2.23.146.1.2.1.2")], isCritical: true)
        },
        .init("chain-ca-policy", .note) { $0.root.certificatePolicies = .absent },
    ]

    static let ofNames: [SampleFault] = [
        .init("subject-o-missing", .warning) { $0.leaf.subject = .sample("rsp.example.com", organization: nil) },
        .init("subject-cn-missing", .warning) { $0.leaf.subject = .sample("") },
        .init("san-missing") { $0.leaf.subjectAlternativeNames = .absent },
        .init("san-missing", in: .o, .auth) { $0.leaf.subjectAlternativeNames = .present([], isCritical: false) },
        .init("san-missing") {
            $0.leaf.subjectAlternativeNames = .present([], isCritical: false)
            $0.problems = [.init(.unreadableExtension, position: 0)]
        },
        .init("san-dns-missing") {
            $0.leaf.subjectAlternativeNames = .present([.registeredID(oid("2.999.10"))], isCritical: false)
        },
        .init("san-rid-missing") {
            $0.leaf.subjectAlternativeNames = .present([.dns(Array("rsp.example.com".utf8))], isCritical: false)
        },
        .init("san-wildcard", .warning) { $0.rename("*.example.com") },
        .init("san-nul") { $0.rename("rsp.example.com\0.example.net") },
        .init("san-dns-syntax", .warning) { $0.rename("rsp.example.com", "rsp_1.example.com") },
        .init("san-dns-syntax", .warning) { $0.rename("rsp.example.com", "r\u{e9}seau.example.com") },
        .init("host-mismatch") { $0.expectations.host = "rsp.example.net" },
        .init("host-not-fqdn") { $0.expectations.host = "192.0.2.1" },
        .init("host-not-fqdn") { $0.expectations.host = "[2001:db8::1]:443" },
        .init("rid-mismatch") { $0.expectations.smdpOID = oid("2.999.11") },
        .init("ski-missing") { $0.leaf.subjectKeyIdentifier = .absent },
        .init("ski-missing", in: .a) {
            $0.certificates[1].subjectKeyIdentifier = .absent
            $0.problems = [.init(.keyIdentifierMissing, position: 1)]
        },
        .init("ski-method", .warning) { $0.leaf.subjectKeyIdentifier = .present(.sample("other"), isCritical: false) },
        .init("aki-missing") {
            $0.leaf.authorityKeyIdentifier = .absent
            $0.problems = [.init(.keyIdentifierMissing, position: 0)]
        },
        .init("aki-missing") {
            $0.leaf.authorityKeyIdentifier = .present(AuthorityKeyIdentifier(keyIdentifier: nil), isCritical: false)
        },
    ]

    static let ofIssuers: [SampleFault] = [
        .init("aki-mismatch") {
            $0.breakOff(after: 1)
            $0.problems.append(.init(.keyIdentifierMismatch, position: 0))
        },
        .init("aki-mismatch") {
            $0.leaf = $0.leaf.withIssuerKey("Nobody")
            $0.problems = [.init(.keyIdentifierMismatch, position: 0)]
        },
        .init("aki-mismatch", in: .a) {
            $0.leaf = $0.leaf.withIssuerKey("Nobody")
            $0.served = $0.certificates[..<2].map { .certificate($0) }
            $0.breakOff(after: 1)
        },
        .init("chain-self-signed") {
            $0.certificates.removeLast()
            $0.leaf.issuer = $0.leaf.subject
            $0.leaf.authorityKeyIdentifier = .absent
            $0.endsInAnchor = false
            $0.trustDomain = .unknown
            $0.problems = [.init(.selfSigned, position: 0)]
        },
        .init("chain-self-signed") {
            $0.endsInAnchor = false
            $0.trustDomain = .unknown
            $0.problems = [.init(.selfSigned, position: 1)]
        },
        .init("ci-unknown") { $0.breakOff(after: 1) },
        .init("ci-unknown", in: .ov3) { $0.breakOff(after: 1) },
        .init("ci-unknown", in: .c) { $0.breakOff(after: 3) },
        .init("ci-unknown") {
            $0.leaf.authorityKeyIdentifier = .key(of: "gsma-ci1")
            $0.breakOff(after: 1)
        },
        .init("ci-unknown") {
            $0.breakOff(after: 1)
            $0.issuerByKey = KnownCI.known(byID: "entrust").map { .known($0) }
        },
        .init("chain-incomplete", in: .a) { $0.breakOff(after: 1) },
        .init("chain-incomplete", in: .c) { $0.breakOff(after: 2) },
        .init("chain-incomplete", in: .ov3) {
            $0.leaf.issuer = .sample("Example Authority")
            $0.breakOff(after: 1)
        },
        .init("issuer-dn-mismatch") {
            $0.breakOff(after: 1)
            $0.issuerByKey = .signed(anchor: .sample(" Example CI"))
        },
        .init("issuer-dn-mismatch", .warning) {
            $0.breakOff(after: 1)
            $0.issuerByKey = .signed(anchor: .sample(" Example CI"))
            $0.expectations.matchesCIByKey = true
        },
        .init("issuer-dn-mismatch", in: .a) {
            $0.leaf.issuer = .sample("Someone")
            $0.served = $0.certificates[..<2].map { .certificate($0) }
            $0.breakOff(after: 1)
        },
        .init("ci-test") { $0.trustDomain = .gsmaTest },
        .init("ci-test") {
            $0.leaf.authorityKeyIdentifier = .key(of: "sgp26-v1-nist")
            $0.breakOff(after: 1)
        },
        .init("ci-expired", .warning) {
            $0.root.notAfter.date = SampleChain.now.adding(days: -1)
            $0.problems = [.init(.expired, position: 1)]
        },
        .init("ci-public", .note) { $0.trustDomain = .public },
        .init("ci-public") {
            $0.trustDomain = .public
            $0.expectations.specification = .v2
        },
        .init("ci-pkid-mismatch") { $0.expectations.ciPKID = KeyIdentifier([1, 2, 3]) },
    ]

    static let ofChains: [SampleFault] = [
        .init("chain-order", .warning, in: .c) {
            $0.served = [0, 2, 1].map { [certificates = $0.certificates] in .certificate(certificates[$0]) }
        },
        .init("chain-extra-certificate", .warning) {
            let other = Certificate.sample(.dpAuth, .v2, name: "other", issuer: "Example CI")
            $0.served = [.certificate($0.leaf), .certificate(other)]
        },
        .init("chain-extra-certificate", .warning) {
            $0.served = [.certificate($0.leaf), .certificate($0.leaf)]
        },
        .init("chain-root-sent", .note) { $0.served = [.certificate($0.leaf), .certificate($0.root)] },
        .init("chain-pathlen", in: .c) { $0.problems = [.init(.pathLength, position: 2)] },
        .init("chain-ca-not-ca", in: .a) {
            $0.certificates[1].basicConstraints = .absent
            $0.certificates[1].keyUsage = .present(.digitalSignature, isCritical: true)
            $0.certificates[1].certificatePolicies = .present([oid("2.23.146.1.2.1.3")], isCritical: true)
            $0.problems = [.init(.notCA, position: 1)]
        },
        .init("chain-ca-key-usage", in: .a) {
            $0.certificates[1].keyUsage = .present(.cRLSign, isCritical: true)
            $0.problems = [.init(.notCA, position: 1)]
        },
        .init("chain-ca-expired", in: .a) {
            $0.certificates[1].notAfter.date = SampleChain.now.adding(days: -1)
            $0.problems = [.init(.expired, position: 1)]
        },
        .init("chain-name-constraints", in: .a) { $0.problems = [.init(.nameConstraint, position: 0)] },
    ]

    static let ofRevocation: [SampleFault] = [
        .init("crldp-missing", .warning) { $0.leaf.crlDistributionPoints = .absent },
        .init("crldp-scheme", .warning) {
            $0.leaf.crlDistributionPoints = .present(["ldap://ci.example.com/crl"], isCritical: false)
        },
        .init("revoked") {
            $0.problems = [.init(.revoked(.init(date: SampleChain.now, reason: "keyCompromise")), position: 0)]
        },
        .init("crl-unavailable", .warning) { $0.problems = [.init(.crlMissing, position: 0)] },
        .init("crl-unavailable") {
            $0.problems = [.init(.crlUnusable, position: 0)]
            $0.expectations.requiresCRL = true
        },
        .init("crl-expired", .warning) { $0.problems = [.init(.crlExpired, position: 0)] },
        .init("crl-not-yet-valid", .warning) { $0.problems = [.init(.crlNotYetValid, position: 0)] },
        .init("crl-signature", .warning) { $0.problems = [.init(.crlBadSignature, position: 0)] },
    ]

    static let ofConnections: [SampleFault] = [
        .init("tls-version") { $0.connect(version: "TLSv1.1", 0xC02B) },
        .init("tls-version") { $0.handshakeFailure = .alert(number: 70, name: "protocol_version") },
        .init("tls-suite", .warning) { $0.connect(0xC009) },
        .init("tls-client-cert-requested", .warning) { $0.connect(0xC02B, asksForClientCertificate: true) },
        .init("tls-handshake") { $0.handshakeFailure = .alert(number: 40, name: "handshake_failure") },
    ]
}

extension SampleChain {
    fileprivate mutating func rename(_ names: String...) {
        leaf.subjectAlternativeNames = .present(
            names.map { .dns(Array($0.utf8)) } + [.registeredID(ObjectIdentifier(unchecked: "2.999.10"))],
            isCritical: false
        )
    }

    mutating func connect(version: String = "TLSv1.2", _ suite: UInt16, asksForClientCertificate: Bool = false) {
        connection = .init(
            version: version,
            cipherSuite: "TLS_\(suite)",
            cipherSuiteNumber: suite,
            asksForClientCertificate: asksForClientCertificate
        )
    }
}

extension Certificate {
    fileprivate func withIssuerKey(_ name: String) -> Certificate {
        var copy = self
        copy.authorityKeyIdentifier = .present(AuthorityKeyIdentifier(keyIdentifier: .sample(name)), isCritical: false)
        return copy
    }
}

extension Certificate.Presence<AuthorityKeyIdentifier> {
    fileprivate static func key(of known: String) -> Self {
        .present(AuthorityKeyIdentifier(keyIdentifier: KnownCI.known(byID: known)?.keyIdentifier), isCritical: false)
    }
}
