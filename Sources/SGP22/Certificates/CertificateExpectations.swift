/// What a chain is held against.
public struct CertificateExpectations: Hashable, Sendable {
    /// The moment for which the chain has to be good.
    public var at: CertificateDate
    /// The name that the leaf has to be for, as it was given; `nil` when no name is to be compared.
    public var host: String?
    /// What the leaf has to be for.
    public var use: CertificateUse
    /// The edition of SGP.22 whose rules apply.
    public var specification: Specification
    /// Whose rules apply.
    public var profile: Profile
    /// A certificate that ends within so many days is remarked upon.
    public var expiryWarningDays: Int
    /// The SM-DP+ OID that the leaf has to carry, such as that of an activation code.
    public var smdpOID: ObjectIdentifier?
    /// The CI key that the chain has to end in, such as that of an activation code. Activation codes may hold only its first bytes.
    public var ciPKID: KeyIdentifier?
    /// Whether a missing CRL is an error.
    public var requiresCRL: Bool
    /// Whether test CIs are what the caller has asked for.
    public var acceptsTestCI: Bool
    /// Whether an issuer whose key is right and whose name is not is only a warning, as eUICCs take it.
    public var matchesCIByKey: Bool

    public enum Specification: String, Hashable, Sendable, CaseIterable {
        case v2, v3
    }

    public enum Profile: String, Hashable, Sendable, CaseIterable {
        /// The GSMA's, unless the chain ends in a public CA.
        case gsma
        /// Those of RFC 5280 and RFC 6125 alone, for a server with a certificate of a public CA.
        case web
    }

    public init(
        at: CertificateDate,
        host: String? = nil,
        use: CertificateUse = .tls,
        specification: Specification = .v3,
        profile: Profile = .gsma,
        expiryWarningDays: Int = 30,
        smdpOID: ObjectIdentifier? = nil,
        ciPKID: KeyIdentifier? = nil,
        requiresCRL: Bool = false,
        acceptsTestCI: Bool = false,
        matchesCIByKey: Bool = false
    ) {
        self.at = at
        self.host = host
        self.use = use
        self.specification = specification
        self.profile = profile
        self.expiryWarningDays = expiryWarningDays
        self.smdpOID = smdpOID
        self.ciPKID = ciPKID
        self.requiresCRL = requiresCRL
        self.acceptsTestCI = acceptsTestCI
        self.matchesCIByKey = matchesCIByKey
    }
}
