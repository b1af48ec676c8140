internal import SGP22

/// An extension as it stands in a certificate.
struct RawExtension {
    var id: ObjectIdentifier
    var isCritical: Bool
    /// The place of its content.
    var content: Range<Int>

    /// What a `Certificate` keeps of it.
    var summary: Certificate.Extension {
        Certificate.Extension(id: id, isCritical: isCritical, isUnderstood: Self.understood.contains(id.description))
    }

    /// Whether a `Certificate` has a property for its content.
    var isTakenApart: Bool { Self.takenApart.contains(id.description) }

    /// Those that OpenSSL's path check obeys or passes over knowingly (`X509_supported_extension`); a test compares.
    static let understood: Set<String> = [
        ID.keyUsage, ID.subjectAlternativeName, ID.basicConstraints, ID.certificatePolicies, ID.crlDistributionPoints,
        ID.extendedKeyUsage,
        "2.16.840.1.113730.1.1",  // netscapeCertType
        "1.3.6.1.5.5.7.1.7", "1.3.6.1.5.5.7.1.8",  // IP address blocks, AS numbers
        "1.3.6.1.5.5.7.48.1.5",  // OCSP noCheck
        "2.5.29.36", "1.3.6.1.5.5.7.1.14",  // policyConstraints, proxyCertInfo
        ID.nameConstraints,
        "2.5.29.33", "2.5.29.54",  // policyMappings, inhibitAnyPolicy
    ]

    private static let takenApart: Set<String> = [
        ID.keyUsage, ID.subjectAlternativeName, ID.basicConstraints, ID.certificatePolicies, ID.crlDistributionPoints,
        ID.extendedKeyUsage, ID.subjectKeyIdentifier, ID.authorityKeyIdentifier,
    ]

    /// The OIDs of RFC 5280 4.2.1.
    enum ID {
        static let subjectKeyIdentifier = "2.5.29.14"
        static let keyUsage = "2.5.29.15"
        static let subjectAlternativeName = "2.5.29.17"
        static let basicConstraints = "2.5.29.19"
        static let nameConstraints = "2.5.29.30"
        static let crlDistributionPoints = "2.5.29.31"
        static let certificatePolicies = "2.5.29.32"
        static let authorityKeyIdentifier = "2.5.29.35"
        static let extendedKeyUsage = "2.5.29.37"
    }
}

extension Certificate {
    /// Fills the properties that extensions have. Of one that is there twice the first counts, as one rule says so already.
    mutating func take(_ extensions: [RawExtension], of bytes: [UInt8]) {
        for raw in extensions.reversed() {
            let reader = DERReader(bytes, raw.content)
            switch raw.id.description {
            case RawExtension.ID.keyUsage: keyUsage = raw.presence(reader, ExtensionContent.keyUsage)
            case RawExtension.ID.extendedKeyUsage: extendedKeyUsage = raw.presence(reader, ExtensionContent.purposes)
            case RawExtension.ID.certificatePolicies:
                certificatePolicies = raw.presence(reader, ExtensionContent.policies)
            case RawExtension.ID.subjectAlternativeName:
                subjectAlternativeNames = raw.presence(reader, ExtensionContent.generalNames)
            case RawExtension.ID.basicConstraints:
                basicConstraints = raw.presence(reader, ExtensionContent.basicConstraints)
            case RawExtension.ID.subjectKeyIdentifier:
                subjectKeyIdentifier = raw.presence(reader, ExtensionContent.keyIdentifier)
            case RawExtension.ID.authorityKeyIdentifier:
                authorityKeyIdentifier = raw.presence(reader, ExtensionContent.authorityKeyIdentifier)
            case RawExtension.ID.crlDistributionPoints:
                crlDistributionPoints = raw.presence(reader, ExtensionContent.distributionPoints)
            default: break
            }
        }
    }
}

extension RawExtension {
    /// The content as `read` understands it, which has to use up all bytes.
    fileprivate func presence<Value>(
        _ reader: DERReader,
        _ read: (inout DERReader) throws(DERReader.Fault) -> Value
    ) -> Certificate.Presence<Value> {
        var reader = reader
        do {
            let value = try read(&reader)
            return reader.isAtEnd ? .present(value, isCritical: isCritical) : .unreadable
        } catch {
            return .unreadable
        }
    }
}
