public import SGP22

/// A CRL before it is signed (RFC 5280 5.1).
public struct RevocationListTemplate: Hashable, Sendable {
    public var signatureAlgorithm = SignatureAlgorithm.ecdsaWithSHA256
    public var issuer: NameTemplate
    public var thisUpdate: TimeTemplate
    /// When the next one comes; `nil` to leave it out.
    public var nextUpdate: TimeTemplate?
    public var entries: [Entry]
    public var extensions: [ExtensionTemplate]

    /// One certificate that is revoked.
    public struct Entry: Hashable, Sendable {
        /// The content octets of its serial number.
        public var serialNumber: [UInt8]
        public var date: TimeTemplate
        /// The number of the reason (RFC 5280 5.3.1), such as 1 for keyCompromise; `nil` to give none.
        public var reason: UInt8?

        public init(serialNumber: [UInt8], date: TimeTemplate, reason: UInt8? = nil) {
            self.serialNumber = serialNumber
            self.date = date
            self.reason = reason
        }

        fileprivate var der: [UInt8] {
            let reason = reason.map { DER.sequence(Self.reasonExtension($0).der) } ?? []
            return DER.sequence(DER.integer(octets: serialNumber), date.der, reason)
        }

        private static func reasonExtension(_ reason: UInt8) -> ExtensionTemplate {
            ExtensionTemplate(.reasonCode, content: DER.element(DER.Tag.enumerated, [reason]))
        }
    }

    /// A CRL of an issuer's, good for thirty days from `thisUpdate`.
    public init(
        from issuer: IssuedCertificate,
        thisUpdate: CertificateDate,
        entries: [Entry] = [],
        number: UInt64 = 1
    ) {
        self.issuer = issuer.template.subject
        self.thisUpdate = .date(thisUpdate)
        nextUpdate = .date(thisUpdate.adding(days: 30))
        self.entries = entries
        extensions = [.authorityKeyIdentifier(issuer.keyIdentifier), .crlNumber(number)]
    }

    /// The CRL, signed with `key`.
    ///
    /// - Throws: `LabError.openSSL`.
    public func signed(by key: KeyPair) throws(LabError) -> [UInt8] {
        let signedPart = DER.sequence(
            DER.integer(1),
            signatureAlgorithm.der,
            issuer.der,
            thisUpdate.der,
            nextUpdate?.der ?? [],
            entries.isEmpty ? [] : DER.sequence(entries.map(\.der)),
            extensions.isEmpty ? [] : DER.tagged(0, isConstructed: true, DER.sequence(extensions.map(\.der)))
        )
        let signature = try key.signature(over: signedPart, signatureAlgorithm.digest)
        return DER.sequence(signedPart, signatureAlgorithm.der, DER.bitString(signature))
    }
}
