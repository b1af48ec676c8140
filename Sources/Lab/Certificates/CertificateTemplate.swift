public import SGP22

/// A certificate before it is signed (RFC 5280 4.1): a plain value in which everything may be changed, right or wrong.
public struct CertificateTemplate: Hashable, Sendable {
    /// 1, 2 or 3; the field holds one less, and is left out for 1.
    public var version = 3
    /// The content octets of the serial number: two's complement, most significant first.
    public var serialNumber: [UInt8]
    /// How it is signed.
    public var signatureAlgorithm: SignatureAlgorithm
    /// What the signed part says of its signature; `nil` for the truth.
    public var innerSignatureAlgorithm: SignatureAlgorithm?
    public var issuer: NameTemplate
    public var subject: NameTemplate
    public var notBefore: TimeTemplate
    public var notAfter: TimeTemplate
    /// The SubjectPublicKeyInfo.
    public var publicKeyInfo: [UInt8]
    /// In their order; written only if there are any.
    public var extensions: [ExtensionTemplate]

    /// The signed part (TBSCertificate).
    public var signedPart: [UInt8] {
        let extensionList = DER.sequence(extensions.map(\.der))
        return DER.sequence(
            version == 1 ? [] : DER.tagged(0, isConstructed: true, DER.integer(UInt64(clamping: version - 1))),
            DER.integer(octets: serialNumber),
            (innerSignatureAlgorithm ?? signatureAlgorithm).der,
            issuer.der,
            DER.sequence(notBefore.der, notAfter.der),
            subject.der,
            publicKeyInfo,
            extensions.isEmpty ? [] : DER.tagged(3, isConstructed: true, extensionList)
        )
    }

    /// The certificate, signed with `key`; over other bytes than `signedPart` if they are given.
    ///
    /// - Throws: `LabError.openSSL`.
    public func signed(by key: KeyPair, as otherPart: [UInt8]? = nil) throws(LabError) -> [UInt8] {
        let signedPart = otherPart ?? signedPart
        let signature = try key.signature(over: signedPart, signatureAlgorithm.digest)
        return DER.sequence(signedPart, signatureAlgorithm.der, DER.bitString(signature))
    }
}

extension CertificateTemplate {
    /// Takes the extensions of that kind away.
    public mutating func remove(_ id: ObjectIdentifier) {
        extensions.removeAll { $0.id == id }
    }

    /// Puts an extension in the place of the one of its kind, or behind the others.
    public mutating func set(_ newExtension: ExtensionTemplate) {
        if let place = extensions.firstIndex(where: { $0.id == newExtension.id }) {
            extensions[place] = newExtension
        } else {
            extensions.append(newExtension)
        }
    }

    /// Changes whether the extension of that kind is critical.
    public mutating func setCritical(_ isCritical: Bool, _ id: ObjectIdentifier) {
        for place in extensions.indices where extensions[place].id == id { extensions[place].isCritical = isCritical }
    }
}
