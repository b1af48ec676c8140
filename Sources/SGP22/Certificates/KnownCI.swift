/// Facts about a certificate issuer that is known: not its certificate, which is the user's to get.
public struct KnownCI: Hashable, Sendable {
    /// A short name for the command line, such as `gsma-ci1`.
    public var id: String
    /// What it calls itself.
    public var name: String
    /// Its key, in full.
    public var keyIdentifier: KeyIdentifier
    /// The SHA-256 digest of its certificate: 32 bytes. `nil` when no copy was ever seen.
    public var sha256: [UInt8]?
    /// The name of the curve of its key.
    public var curve: String?
    public var notBefore: CertificateDate?
    public var notAfter: CertificateDate?
    /// `gsmaLive`, `gsmaTest` or `vendor`.
    public var domain: TrustDomain
    /// Where its CRL is published.
    public var crlAddress: String?
    /// Where its certificate is published, maybe among others in one file: the digest tells which one it is.
    public var certificateAddress: String?

    public init(
        id: String,
        name: String,
        keyIdentifier: KeyIdentifier,
        sha256: [UInt8]? = nil,
        curve: String? = nil,
        notBefore: CertificateDate? = nil,
        notAfter: CertificateDate? = nil,
        domain: TrustDomain,
        crlAddress: String? = nil,
        certificateAddress: String? = nil
    ) {
        self.id = id
        self.name = name
        self.keyIdentifier = keyIdentifier
        self.sha256 = sha256
        self.curve = curve
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.domain = domain
        self.crlAddress = crlAddress
        self.certificateAddress = certificateAddress
    }
}
