public import SGP22

/// A certificate with its own private key, which may issue others.
public struct IssuedCertificate: Hashable, Sendable {
    /// What it was made from.
    public let template: CertificateTemplate
    public let der: [UInt8]
    /// Its own key.
    public let key: KeyPair

    /// Signs a template with the key of its issuer; without one it signs itself.
    ///
    /// - Throws: `LabError.openSSL`.
    public init(_ template: CertificateTemplate, key: KeyPair, issuer: IssuedCertificate?) throws(LabError) {
        self.template = template
        self.key = key
        der = try template.signed(by: issuer?.key ?? key)
    }

    /// Takes a certificate whose bytes were changed after it was signed.
    public init(_ template: CertificateTemplate, key: KeyPair, der: [UInt8]) {
        self.template = template
        self.key = key
        self.der = der
    }

    /// The identifier of its key, as others name it.
    public var keyIdentifier: KeyIdentifier { key.identifier }

    /// The certificate as PEM.
    public var pem: String { PEM.text("CERTIFICATE", der) }
}
