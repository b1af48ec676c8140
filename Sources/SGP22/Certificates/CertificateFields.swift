/// The purposes of a key (RFC 5280 4.2.1.3); bit 0 of the field is the lowest bit here.
public struct KeyUsage: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    public static let contentCommitment = KeyUsage(rawValue: 1 << 1)
    public static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
    public static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
    public static let keyAgreement = KeyUsage(rawValue: 1 << 4)
    public static let keyCertSign = KeyUsage(rawValue: 1 << 5)
    public static let cRLSign = KeyUsage(rawValue: 1 << 6)
    public static let encipherOnly = KeyUsage(rawValue: 1 << 7)
    public static let decipherOnly = KeyUsage(rawValue: 1 << 8)

    /// The names that RFC 5280 gives to the bits that are set, in their order.
    public var names: [String] {
        let all = [
            "digitalSignature", "contentCommitment", "keyEncipherment", "dataEncipherment", "keyAgreement",
            "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
        ]
        return all.enumerated().compactMap { rawValue >> $0.offset & 1 == 1 ? $0.element : nil }
    }
}

/// One alternative name (RFC 5280 4.2.1.6).
public enum GeneralName: Hashable, Sendable {
    /// The bytes of a dNSName, whatever they are.
    case dns([UInt8])
    /// A registeredID; in SGP.22 the OID of the SM-DP+.
    case registeredID(ObjectIdentifier)
    /// The bytes of an iPAddress.
    case ipAddress([UInt8])
    /// Any other form, by the number of its tag.
    case other(tag: Int)
}

/// Whether a certificate is a CA's, and how many more may follow below it (RFC 5280 4.2.1.9).
public struct BasicConstraints: Hashable, Sendable {
    public var isCA: Bool
    /// How many CA certificates may stand between this one and the last; `nil` for any number.
    public var pathLength: Int?

    public init(isCA: Bool, pathLength: Int? = nil) {
        self.isCA = isCA
        self.pathLength = pathLength
    }
}

/// How a certificate names its issuer's key (RFC 5280 4.2.1.1).
public struct AuthorityKeyIdentifier: Hashable, Sendable {
    public var keyIdentifier: KeyIdentifier?
    /// Whether it names the issuer's certificate by issuer and serial number too.
    public var namesCertificate: Bool

    public init(keyIdentifier: KeyIdentifier?, namesCertificate: Bool = false) {
        self.keyIdentifier = keyIdentifier
        self.namesCertificate = namesCertificate
    }
}

/// The key that a certificate is about (RFC 5480).
public struct PublicKey: Hashable, Sendable {
    /// What kind of key it is.
    public var algorithm: ObjectIdentifier
    /// The parameters of an elliptic-curve key; `nil` for other keys.
    public var curve: Curve?
    /// Whether the point is written in its compressed form.
    public var isCompressed: Bool
    /// The SHA-1 digest of the bits of the key, of which key identifiers are usually made: 20 bytes.
    public var sha1: KeyIdentifier

    public init(algorithm: ObjectIdentifier, curve: Curve?, isCompressed: Bool, sha1: KeyIdentifier) {
        self.algorithm = algorithm
        self.curve = curve
        self.isCompressed = isCompressed
        self.sha1 = sha1
    }

    /// How a key names its curve.
    public enum Curve: Hashable, Sendable {
        /// By its OID.
        case named(ObjectIdentifier)
        /// By all its numbers, which RFC 5480 2.1.1 forbids.
        case explicit
        /// Not at all, or not readably.
        case missing
    }
}
