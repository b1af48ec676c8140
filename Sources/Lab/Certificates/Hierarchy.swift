public import SGP22

/// A CI with the SubCAs of a certificate variant below it, ready to issue the certificates of an SM-DP+.
public struct Hierarchy: Hashable, Sendable {
    public let variant: CertificateVariant
    /// The root.
    public let ci: IssuedCertificate
    /// What stands between the root and the leaves, from the top down.
    public let subCAs: [IssuedCertificate]
    /// The kind of all keys.
    public let keyKind: KeyPair.Kind
    /// When CAs begin to be valid.
    public let start: CertificateDate
    private let seed: String?

    /// Makes the keys and certificates of the CAs.
    ///
    /// - Parameters:
    ///   - variant: Which CAs there are.
    ///   - keyKind: The kind of all keys, the leaves' included.
    ///   - start: When the CAs begin to be valid.
    ///   - seed: A text that all keys are made from, for tests; `nil` for keys that nobody can guess.
    ///   - name: The common name of the root.
    /// - Throws: `LabError.openSSL`.
    public init(
        _ variant: CertificateVariant,
        keyKind: KeyPair.Kind = .p256,
        start: CertificateDate,
        seed: String? = nil,
        name: String = "Laboratory CI"
    ) throws(LabError) {
        self.variant = variant
        self.keyKind = keyKind
        self.start = start
        self.seed = seed
        let rootName = NameTemplate(country: "PE", organization: "Laboratory", commonName: name)
        let rootKey = try Self.key(keyKind, seed, "ci")
        ci = try IssuedCertificate(.ci(named: rootName, key: rootKey, from: start), key: rootKey, issuer: nil)
        var subCAs: [IssuedCertificate] = []
        for role in variant.subCAs {
            let key = try Self.key(keyKind, seed, "\(role)")
            let template = CertificateTemplate.subCA(
                role,
                named: NameTemplate(country: "PE", organization: "Laboratory", commonName: "\(name) \(role.name)"),
                key: key,
                issuer: subCAs.last ?? ci,
                from: start
            )
            subCAs.append(try IssuedCertificate(template, key: key, issuer: subCAs.last ?? ci))
        }
        self.subCAs = subCAs
    }

    /// What issues the leaves.
    public var issuer: IssuedCertificate { subCAs.last ?? ci }

    /// Issues a certificate of an SM-DP+, with a key of its own.
    ///
    /// - Parameters:
    ///   - use: What it is for.
    ///   - host: The name of the server.
    ///   - smdpOID: The OID of the server.
    ///   - start: When it begins to be valid.
    ///   - alter: What is to be different.
    /// - Returns: The certificate and its key.
    /// - Throws: `LabError.openSSL`.
    public func issue(
        _ use: CertificateUse,
        host: String,
        smdpOID: ObjectIdentifier,
        start: CertificateDate,
        alter: (inout CertificateTemplate) -> Void = { _ in }
    ) throws(LabError) -> IssuedCertificate {
        let key = try Self.key(keyKind, seed, "\(use) \(host) \(smdpOID)")
        var template = CertificateTemplate.smdp(
            use,
            variant.numbering,
            host: host,
            smdpOID: smdpOID,
            key: key,
            issuer: issuer,
            from: start
        )
        alter(&template)
        return try IssuedCertificate(template, key: key, issuer: issuer)
    }

    /// A leaf and the SubCAs above it, as a server sends them: the leaf first, the root not at all.
    public func chain(of leaf: IssuedCertificate) -> [[UInt8]] {
        [leaf.der] + subCAs.reversed().map(\.der)
    }

    private static func key(_ kind: KeyPair.Kind, _ seed: String?, _ label: String) throws(LabError) -> KeyPair {
        if let seed { try KeyPair(kind, seed: "\(seed)/\(label)") } else { try KeyPair(kind) }
    }
}

/// How an SM-DP+ certificate hangs below its CI (SGP.22 v3 4.5.2); variant O is all that version 2 has.
public enum CertificateVariant: String, Hashable, Sendable, CaseIterable {
    /// Straight below the CI, with the OIDs of version 2.
    case o = "O"
    /// Straight below the CI, with the OIDs of version 3.
    case ov3 = "Ov3"
    /// Below a DP SubCA.
    case a = "A"
    /// Below a CI SubCA.
    case b = "B"
    /// Below a DP SubCA that is below a CI SubCA.
    case c = "C"

    /// Which OIDs its leaves have.
    public var numbering: RSPRole.Numbering { self == .o ? .v2 : .v3 }

    /// The CAs below the root, from the top down.
    public var subCAs: [RSPRole] {
        switch self {
        case .o, .ov3: []
        case .a: [.dpSubCA]
        case .b: [.ciSubCA]
        case .c: [.ciSubCA, .dpSubCA]
        }
    }
}
