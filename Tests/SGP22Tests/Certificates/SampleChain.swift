@testable import SGP22

/// A chain without a fault, for tests to put one in: values alone, nothing in it was ever signed.
struct SampleChain: Sendable {
    /// The leaf first, the anchor last.
    var certificates: [Certificate]
    var endsInAnchor = true
    var trustDomain = TrustDomain.gsmaLive
    var problems: [ServedChain.Problem] = []
    var issuerByKey: ServedChain.IssuerByKey?
    /// What was served; `nil` for the path without its anchor.
    var served: [ServedChain.Served]?
    var connection: ServedChain.Connection?
    var handshakeFailure: ServedChain.HandshakeFailure?
    var expectations = CertificateExpectations(at: Self.now, host: "rsp.example.com")

    static let now = CertificateDate(year: 2026, month: 6, day: 1) ?? CertificateDate(secondsSince1970: 0)

    /// Which CAs stand between the CI and the leaf.
    enum Variant: Hashable, CaseIterable {
        case o, ov3, a, b, c
    }

    init(_ variant: Variant = .o, use: CertificateUse = .tls, curve: ObjectIdentifier = .p256) {
        var names: [(name: String, role: RSPRole)] = [("Example CI", .ci)]
        if [.b, .c].contains(variant) { names.insert(("Example CI SubCA", .ciSubCA), at: 0) }
        if [.a, .c].contains(variant) { names.insert(("Example DP SubCA", .dpSubCA), at: 0) }
        let leaf = Certificate.sample(
            use.role,
            variant == .o ? .v2 : .v3,
            name: "rsp.example.com",
            issuer: names[0].name,
            curve: curve
        )
        certificates = [leaf]
        for (index, ca) in names.enumerated() {
            let issuer = names[min(index + 1, names.count - 1)].name
            certificates.append(.sample(ca.role, .v3, name: ca.name, issuer: issuer, curve: curve))
        }
        expectations.use = use
    }

    var leaf: Certificate {
        get { certificates[0] }
        set { certificates[0] = newValue }
    }

    var root: Certificate {
        get { certificates[certificates.count - 1] }
        set { certificates[certificates.count - 1] = newValue }
    }

    /// Takes away all that stands above the first `count` certificates, as when their issuer is not found.
    mutating func breakOff(after count: Int) {
        certificates.removeSubrange(count...)
        endsInAnchor = false
        trustDomain = .unknown
        problems.append(.init(.issuerNotFound, position: count - 1))
    }

    var chain: ServedChain {
        let anchor = endsInAnchor ? certificates.count - 1 : certificates.count
        let served = served ?? certificates[..<max(1, anchor)].map { .certificate($0) }
        let links = certificates.enumerated().map { position, certificate in
            ServedChain.Link(
                certificate,
                servedPosition: position == anchor ? nil : served.firstIndex(of: .certificate(certificate)),
                isAnchor: position == anchor
            )
        }
        return ServedChain(
            served: served,
            path: .init(
                links: links,
                endsInAnchor: endsInAnchor,
                trustDomain: trustDomain,
                problems: problems,
                issuerByKey: issuerByKey
            ),
            connection: connection,
            handshakeFailure: handshakeFailure
        )
    }

    var findings: [CertificateFinding] { CertificateRule.findings(in: chain, expecting: expectations) }

    /// The ids of all findings with their severities, such as `key-curve error`.
    var verdicts: [String] { findings.map { "\($0.rule) \($0.severity)" } }
}

extension Certificate {
    /// A certificate as SGP.22 wants it, of the role and with the name.
    static func sample(
        _ role: RSPRole,
        _ numbering: RSPRole.Numbering,
        name: String,
        issuer: String,
        curve: ObjectIdentifier = .p256
    ) -> Certificate {
        let isCA = [.ci, .ciSubCA, .dpSubCA, .dsSubCA].contains(role)
        let isTLS = role == .dpTLS
        var certificate = Certificate(
            der: Array("\(name) by \(issuer)".utf8),
            sha256: .digest(of: "\(name) by \(issuer)", count: 32),
            version: 3,
            serialNumber: .digest(of: "serial \(name)", count: 8),
            signatureAlgorithm: .ecdsaWithSHA256,
            signatureAlgorithmsAgree: true,
            issuer: .sample(issuer),
            subject: .sample(name),
            notBefore: .init(SampleChain.now.adding(days: -100), isGeneralized: false),
            notAfter: .init(SampleChain.now.adding(days: 298), isGeneralized: false),
            publicKey: PublicKey(
                algorithm: .ecPublicKey,
                curve: .named(curve),
                isCompressed: false,
                sha1: .sample(name)
            ),
            extensions: ["2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.32", "2.5.29.35"].map {
                .init(id: ObjectIdentifier(unchecked: $0), isCritical: $0 == "2.5.29.15", isUnderstood: true)
            }
        )
        certificate.keyUsage = .present(isCA ? [.keyCertSign, .cRLSign] : .digitalSignature, isCritical: true)
        if isTLS {
            certificate.extendedKeyUsage = .present([.serverAuthentication, .clientAuthentication], isCritical: true)
        }
        certificate.certificatePolicies = .present(
            [role.objectIdentifier(numbering)].compactMap(\.self),
            isCritical: !isTLS
        )
        var names: [GeneralName] = isTLS ? [.dns(Array(name.utf8))] : []
        names.append(.registeredID(ObjectIdentifier(unchecked: "2.999.10")))
        certificate.subjectAlternativeNames = .present(names, isCritical: false)
        if isCA { certificate.basicConstraints = .present(BasicConstraints(isCA: true), isCritical: true) }
        certificate.subjectKeyIdentifier = .present(.sample(name), isCritical: false)
        if name != issuer {
            certificate.authorityKeyIdentifier = .present(
                AuthorityKeyIdentifier(keyIdentifier: .sample(issuer)),
                isCritical: false
            )
        }
        certificate.crlDistributionPoints = .present(["http://ci.example.com/crl"], isCritical: false)
        return certificate
    }
}

extension DistinguishedName {
    static func sample(_ name: String, organization: String? = "Example") -> DistinguishedName {
        var attributes = organization.map { [Attribute(type: .organizationName, value: $0)] } ?? []
        if !name.isEmpty { attributes.append(Attribute(type: .commonName, value: name)) }
        return DistinguishedName(der: Array("\(organization ?? "")/\(name)".utf8), attributes: attributes)
    }
}

extension KeyIdentifier {
    static func sample(_ name: String) -> KeyIdentifier { KeyIdentifier(.digest(of: "key \(name)", count: 20)) }
}

extension [UInt8] {
    /// Bytes that differ for different texts; the first is between 1 and 127.
    static func digest(of text: String, count: Int) -> [UInt8] {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return (0..<count).map { index in
            state = (state ^ UInt64(index)) &* 0x100_0000_01b3
            let byte = UInt8(truncatingIfNeeded: state >> 32)
            return index == 0 ? byte & 0x7F | 1 : byte
        }
    }
}
