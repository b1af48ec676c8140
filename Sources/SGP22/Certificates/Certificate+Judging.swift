extension Certificate {
    /// Whether it is of version 3, the only one that has extensions: of another one only the version is remarked upon.
    var canHaveExtensions: Bool { version == 3 }

    /// Whether its key usage lets it sign certificates.
    var maySignCertificates: Bool { keyUsage.value?.contains(.keyCertSign) == true }

    /// The roles of SGP.22 among its policies, in their order.
    var roles: [(role: RSPRole, numbering: RSPRole.Numbering)] {
        (certificatePolicies.value ?? []).compactMap { RSPRole.role(of: $0) }
    }

    /// The first extension that stands there twice.
    var repeatedExtension: ObjectIdentifier? {
        for (position, candidate) in extensions.enumerated().dropFirst()
        where extensions[..<position].contains(where: { $0.id == candidate.id }) {
            return candidate.id
        }
        return nil
    }

    /// An extension that is there once, and whose content cannot be read.
    var unreadableExtension: ObjectIdentifier? {
        guard hasUnreadableExtension else { return nil }
        let candidates: [(isUnreadable: Bool, id: ObjectIdentifier)] = [
            (keyUsage.isUnreadable, .keyUsage), (extendedKeyUsage.isUnreadable, .extendedKeyUsage),
            (certificatePolicies.isUnreadable, .certificatePolicies),
            (subjectAlternativeNames.isUnreadable, .subjectAlternativeName),
            (basicConstraints.isUnreadable, .basicConstraints),
            (subjectKeyIdentifier.isUnreadable, .subjectKeyIdentifier),
            (authorityKeyIdentifier.isUnreadable, .authorityKeyIdentifier),
            (crlDistributionPoints.isUnreadable, .crlDistributionPoints),
        ]
        return candidates.first { candidate in
            candidate.isUnreadable && extensions.count { $0.id == candidate.id } < 2
        }?.id
    }

    private var hasUnreadableExtension: Bool {
        keyUsage.isUnreadable || extendedKeyUsage.isUnreadable || certificatePolicies.isUnreadable
            || subjectAlternativeNames.isUnreadable || basicConstraints.isUnreadable
            || subjectKeyIdentifier.isUnreadable
            || authorityKeyIdentifier.isUnreadable || crlDistributionPoints.isUnreadable
    }

    /// Whether it is signed with ecdsa-with-SHA256, as all of the GSMA's PKI are (SGP.22 4.5.2.1).
    var hasAllowedSignatureAlgorithm: Bool { signatureAlgorithm == .ecdsaWithSHA256 }

    /// Whether it is signed over a digest of SHA-1 or MD5.
    var hasOutdatedSignatureAlgorithm: Bool {
        Self.outdatedSignatureAlgorithms.contains(signatureAlgorithm.description)
    }

    private static let outdatedSignatureAlgorithms: Set<String> = [
        "1.2.840.113549.1.1.2", "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10045.4.1",
        "1.2.840.10040.4.3", "1.3.14.3.2.29",
    ]
}

extension Certificate.Presence {
    /// Whether it is not there.
    var isAbsent: Bool { if case .absent = self { true } else { false } }

    /// Whether it is there and cannot be read.
    var isUnreadable: Bool { if case .unreadable = self { true } else { false } }
}

extension PublicKey {
    /// Whether it is a key on an elliptic curve.
    var isEllipticCurve: Bool { algorithm == .ecPublicKey }

    /// Whether it is on a curve of SGP.22 4.5.2.1 that is supported here, named by its OID.
    var isAllowed: Bool {
        guard isEllipticCurve, case .named(let curve) = curve else { return false }
        return curve == .p256 || curve == .brainpoolP256r1
    }
}

extension CertificateUse {
    /// The role that a certificate for it has.
    var role: RSPRole {
        switch self {
        case .tls: .dpTLS
        case .auth: .dpAuth
        case .pb: .dpProfileBinding
        }
    }
}

extension ObjectIdentifier {
    static let ecPublicKey = ObjectIdentifier(unchecked: "1.2.840.10045.2.1")
    static let p256 = ObjectIdentifier(unchecked: "1.2.840.10045.3.1.7")
    static let brainpoolP256r1 = ObjectIdentifier(unchecked: "1.3.36.3.3.2.8.1.1.7")
    static let frp256v1 = ObjectIdentifier(unchecked: "1.2.250.1.223.101.256.1")
    static let ecdsaWithSHA256 = ObjectIdentifier(unchecked: "1.2.840.10045.4.3.2")
    static let serverAuthentication = ObjectIdentifier(unchecked: "1.3.6.1.5.5.7.3.1")
    static let clientAuthentication = ObjectIdentifier(unchecked: "1.3.6.1.5.5.7.3.2")
    static let anyExtendedKeyUsage = ObjectIdentifier(unchecked: "2.5.29.37.0")
    static let subjectKeyIdentifier = ObjectIdentifier(unchecked: "2.5.29.14")
    static let keyUsage = ObjectIdentifier(unchecked: "2.5.29.15")
    static let subjectAlternativeName = ObjectIdentifier(unchecked: "2.5.29.17")
    static let basicConstraints = ObjectIdentifier(unchecked: "2.5.29.19")
    static let crlDistributionPoints = ObjectIdentifier(unchecked: "2.5.29.31")
    static let certificatePolicies = ObjectIdentifier(unchecked: "2.5.29.32")
    static let authorityKeyIdentifier = ObjectIdentifier(unchecked: "2.5.29.35")
    static let extendedKeyUsage = ObjectIdentifier(unchecked: "2.5.29.37")
}

extension Certificate {
    /// Whether its dates are in order: there is a moment at which it is valid.
    var hasValidity: Bool { notBefore.date < notAfter.date }

    /// Whether it lists purposes, and that of a TLS server is not among them.
    var lacksServerAuthentication: Bool {
        guard let purposes = extendedKeyUsage.value else { return false }
        return !purposes.contains(.serverAuthentication)
    }

    /// The first DNS name of which `condition` holds.
    func firstDNSName(where condition: ([UInt8]) -> Bool) -> [UInt8]? {
        for case .dns(let name) in subjectAlternativeNames.value ?? [] where condition(name) { return name }
        return nil
    }
}

extension GeneralName {
    /// The bytes, if it is a dNSName.
    var dnsName: [UInt8]? { if case .dns(let name) = self { name } else { nil } }

    /// The OID, if it is a registeredID.
    var registeredID: ObjectIdentifier? { if case .registeredID(let id) = self { id } else { nil } }
}

extension DistinguishedName {
    /// Whether it has an attribute of the type with something in it.
    func hasValue(of type: ObjectIdentifier) -> Bool {
        attributes.contains { $0.type == type && $0.value.utf8.contains { !$0.isWhitespace } }
    }
}

extension CertificateDate {
    /// From when on dates are written as GeneralizedTime.
    static let year2050 = CertificateDate(secondsSince1970: 2_524_608_000)
}

extension KeyIdentifier {
    /// Its first 32 bytes as text: one in a certificate may be of any length.
    var shortened: String {
        bytes.count > 32 ? "\(Array(bytes.prefix(32)).hexadecimal)…" : description
    }
}

extension [UInt8] {
    /// A text of a certificate for a message: its first 100 bytes, with nothing that a terminal may obey.
    var asForeignText: String {
        DistinguishedName.escaped(String(decoding: prefix(100), as: UTF8.self)) + (count > 100 ? "…" : "")
    }
}

extension String {
    /// The text in quotation marks, with nothing in it that a terminal may obey.
    var asQuoted: String { "“\(DistinguishedName.escaped(self))”" }
}
