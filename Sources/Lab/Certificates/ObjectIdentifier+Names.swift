package import SGP22

extension ObjectIdentifier {
    static let ecPublicKey = ObjectIdentifier(unchecked: "1.2.840.10045.2.1")
    /// Allowed by SGP.22 and unknown to OpenSSL.
    package static let frp256v1 = ObjectIdentifier(unchecked: "1.2.250.1.223.101.256.1")

    package static let subjectKeyIdentifier = ObjectIdentifier(unchecked: "2.5.29.14")
    package static let keyUsage = ObjectIdentifier(unchecked: "2.5.29.15")
    package static let subjectAlternativeName = ObjectIdentifier(unchecked: "2.5.29.17")
    package static let basicConstraints = ObjectIdentifier(unchecked: "2.5.29.19")
    package static let crlNumber = ObjectIdentifier(unchecked: "2.5.29.20")
    package static let reasonCode = ObjectIdentifier(unchecked: "2.5.29.21")
    package static let nameConstraints = ObjectIdentifier(unchecked: "2.5.29.30")
    package static let crlDistributionPoints = ObjectIdentifier(unchecked: "2.5.29.31")
    package static let certificatePolicies = ObjectIdentifier(unchecked: "2.5.29.32")
    package static let authorityKeyIdentifier = ObjectIdentifier(unchecked: "2.5.29.35")
    package static let extendedKeyUsage = ObjectIdentifier(unchecked: "2.5.29.37")

    package static let serverAuth = ObjectIdentifier(unchecked: "1.3.6.1.5.5.7.3.1")
    package static let clientAuth = ObjectIdentifier(unchecked: "1.3.6.1.5.5.7.3.2")
    package static let codeSigning = ObjectIdentifier(unchecked: "1.3.6.1.5.5.7.3.3")
}
