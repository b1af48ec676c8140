public import Lab
public import SGP22

/// Where the cases are made: a moment, a host, an OID, and CIs whose keys are always the same.
public struct Workshop: Sendable {
    /// The moment for which all is checked: 2026-11-23.
    public let at = CertificateDate(secondsSince1970: 1_795_392_000)
    public let host = "rsp.lab.example"
    public let smdpOID = ObjectIdentifier(unchecked: "2.999.10")
    public let keyKind: KeyPair.Kind

    /// All keys in it are of one kind.
    public init(_ keyKind: KeyPair.Kind = .p256) {
        self.keyKind = keyKind
    }

    /// A CI, three years old.
    public func hierarchy(_ variant: CertificateVariant = .o, seed: String = "workshop") throws(LabError) -> Hierarchy {
        try Hierarchy(variant, keyKind: keyKind, start: at.adding(days: -3 * 365), seed: seed)
    }

    /// A leaf of a CI, thirty days old.
    public func leaf(
        of hierarchy: Hierarchy,
        _ use: CertificateUse = .tls,
        start: Int = -30,
        _ alter: (inout CertificateTemplate) -> Void = { _ in }
    ) throws(LabError) -> IssuedCertificate {
        try hierarchy.issue(use, host: host, smdpOID: smdpOID, start: at.adding(days: start), alter: alter)
    }

    /// What a good TLS certificate fulfils.
    public var expectations: CertificateExpectations {
        CertificateExpectations(at: at, host: host, smdpOID: smdpOID)
    }

    /// A case of whatever chain.
    func chainCase(
        _ rule: String?,
        _ note: String,
        _ served: [[UInt8]],
        _ anchor: IssuedCertificate,
        expecting change: (inout CertificateExpectations) -> Void = { _ in }
    ) -> ChainCase {
        var expectations = expectations
        change(&expectations)
        return ChainCase(rule: rule, note: note, served: served, anchors: [anchor.der], expectations: expectations)
    }

    /// A leaf that differs from a good one in what `alter` does.
    func leafCase(
        _ rule: String?,
        _ note: String,
        _ variant: CertificateVariant = .o,
        start: Int = -30,
        _ alter: (inout CertificateTemplate) -> Void = { _ in },
        expecting change: (inout CertificateExpectations) -> Void = { _ in }
    ) throws -> ChainCase {
        let hierarchy = try hierarchy(variant)
        let leaf = try leaf(of: hierarchy, start: start, alter)
        return chainCase(rule, note, hierarchy.chain(of: leaf), hierarchy.ci, expecting: change)
    }

    /// A good leaf below a SubCA that differs from a good one in what `alter` does.
    func subCACase(
        _ rule: String?,
        _ note: String,
        _ variant: CertificateVariant = .a,
        place: Int = 0,
        _ alter: (inout CertificateTemplate) -> Void
    ) throws -> ChainCase {
        let hierarchy = try hierarchy(variant)
        var subCAs = hierarchy.subCAs
        var template = subCAs[place].template
        alter(&template)
        let issuer = place == 0 ? hierarchy.ci : subCAs[place - 1]
        subCAs[place] = try IssuedCertificate(template, key: subCAs[place].key, issuer: issuer)
        let leaf = try leaf(of: hierarchy)
        return chainCase(rule, note, [leaf.der] + subCAs.reversed().map(\.der), hierarchy.ci)
    }

    /// A good leaf below a root that differs from a good one in what `alter` does.
    func rootCase(
        _ rule: String?,
        _ note: String,
        _ alter: (inout CertificateTemplate) -> Void
    ) throws -> ChainCase {
        let hierarchy = try hierarchy()
        var template = hierarchy.ci.template
        alter(&template)
        let root = try IssuedCertificate(template, key: hierarchy.ci.key, issuer: nil)
        return chainCase(rule, note, [try leaf(of: hierarchy).der], root)
    }

    /// A good leaf that differs in its bytes after it was signed.
    func bytesCase(_ rule: String, _ note: String, _ change: (inout [UInt8]) -> Void) throws -> ChainCase {
        let hierarchy = try hierarchy()
        var bytes = try leaf(of: hierarchy).der
        change(&bytes)
        return chainCase(rule, note, [bytes], hierarchy.ci)
    }

    /// A good leaf, and a CRL of its issuer's.
    func crlCase(
        _ rule: String?,
        _ note: String,
        thisUpdate: Int = -3,
        _ change: (inout RevocationListTemplate, IssuedCertificate) -> Void = { _, _ in },
        signedBy signer: KeyPair? = nil
    ) throws -> ChainCase {
        let hierarchy = try hierarchy()
        let leaf = try leaf(of: hierarchy)
        var template = RevocationListTemplate(from: hierarchy.ci, thisUpdate: at.adding(days: thisUpdate))
        change(&template, leaf)
        var chain = chainCase(rule, note, [leaf.der], hierarchy.ci)
        chain.crls = [try template.signed(by: signer ?? hierarchy.ci.key)]
        return chain
    }
}
