/// What an X.509 certificate says (RFC 5280 4.1), as values: read by an adapter, judged by `CertificateRule`s.
///
/// Nothing in it has been verified. Names and texts are the certificate's own and may hold anything; print them with
/// `DistinguishedName.description`, which escapes.
public struct Certificate: Hashable, Sendable {
    /// The bytes as they were given, what follows behind the certificate left out.
    public var der: [UInt8]
    /// The SHA-256 digest of `der`: 32 bytes.
    public var sha256: [UInt8]
    /// How the bytes depart from DER (X.690 10), if they do.
    public var encoding = Encoding()
    /// 1, 2 or 3; the field holds one less.
    public var version: Int
    /// The content octets of the serial number: two's complement, most significant first.
    public var serialNumber: [UInt8]
    /// The algorithm that the signature names.
    public var signatureAlgorithm: ObjectIdentifier
    /// Whether the algorithm inside the signed part is the same, parameters included (RFC 5280 4.1.1.2).
    public var signatureAlgorithmsAgree: Bool
    public var issuer: DistinguishedName
    public var subject: DistinguishedName
    public var notBefore: Time
    public var notAfter: Time
    public var publicKey: PublicKey
    /// All extensions in their order, those too that the properties below take apart.
    public var extensions: [Extension]
    public var keyUsage: Presence<KeyUsage> = .absent
    /// The purposes in their order.
    public var extendedKeyUsage: Presence<[ObjectIdentifier]> = .absent
    /// The policies in their order, qualifiers left out.
    public var certificatePolicies: Presence<[ObjectIdentifier]> = .absent
    public var subjectAlternativeNames: Presence<[GeneralName]> = .absent
    public var basicConstraints: Presence<BasicConstraints> = .absent
    public var subjectKeyIdentifier: Presence<KeyIdentifier> = .absent
    public var authorityKeyIdentifier: Presence<AuthorityKeyIdentifier> = .absent
    /// The addresses of all distribution points, as text; other forms of name are left out.
    public var crlDistributionPoints: Presence<[String]> = .absent

    /// Puts together what every certificate has; extensions default to absent.
    public init(
        der: [UInt8],
        sha256: [UInt8],
        version: Int,
        serialNumber: [UInt8],
        signatureAlgorithm: ObjectIdentifier,
        signatureAlgorithmsAgree: Bool,
        issuer: DistinguishedName,
        subject: DistinguishedName,
        notBefore: Time,
        notAfter: Time,
        publicKey: PublicKey,
        extensions: [Extension]
    ) {
        self.der = der
        self.sha256 = sha256
        self.version = version
        self.serialNumber = serialNumber
        self.signatureAlgorithm = signatureAlgorithm
        self.signatureAlgorithmsAgree = signatureAlgorithmsAgree
        self.issuer = issuer
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.publicKey = publicKey
        self.extensions = extensions
    }
}

extension Certificate {
    /// How the bytes of a certificate depart from DER.
    public struct Encoding: Hashable, Sendable {
        /// Whether the bytes are the only ones that DER allows for their content.
        public var isCanonical = true
        /// How many bytes followed.
        public var trailingByteCount = 0

        public init(isCanonical: Bool = true, trailingByteCount: Int = 0) {
            self.isCanonical = isCanonical
            self.trailingByteCount = trailingByteCount
        }
    }

    /// One end of a validity period.
    public struct Time: Hashable, Sendable {
        /// The second that it names.
        public var date: CertificateDate
        /// Whether it is written as GeneralizedTime, with four digits for the year.
        public var isGeneralized: Bool

        public init(_ date: CertificateDate, isGeneralized: Bool) {
            self.date = date
            self.isGeneralized = isGeneralized
        }
    }

    /// An extension without its content.
    public struct Extension: Hashable, Sendable {
        public var id: ObjectIdentifier
        public var isCritical: Bool
        /// Whether the path check, or a rule, knows what it means.
        public var isUnderstood: Bool

        public init(id: ObjectIdentifier, isCritical: Bool, isUnderstood: Bool) {
            self.id = id
            self.isCritical = isCritical
            self.isUnderstood = isUnderstood
        }
    }

    /// Whether an extension is there, and what it says.
    public enum Presence<Value: Hashable & Sendable>: Hashable, Sendable {
        case absent
        /// It is there, once or more often, and its content cannot be taken apart.
        case unreadable
        case present(Value, isCritical: Bool)

        /// What it says, when it can be read.
        public var value: Value? {
            if case .present(let value, _) = self { value } else { nil }
        }

        /// Whether it is there and marked as critical; of an unreadable one `false`.
        public var isCritical: Bool {
            if case .present(_, true) = self { true } else { false }
        }
    }
}

extension Certificate {
    /// Whether it names itself as its issuer. Whether it has signed itself is for the path check to say.
    public var isSelfIssued: Bool { subject == issuer }

    /// Whether it says that it is a CA.
    public var isCA: Bool { basicConstraints.value?.isCA == true }

    /// The SM-DP+ OIDs that it carries: the registered IDs among its alternative names (SGP.22 4.5.2.1).
    public var registeredIDs: [ObjectIdentifier] {
        (subjectAlternativeNames.value ?? []).compactMap { if case .registeredID(let id) = $0 { id } else { nil } }
    }

    /// The DNS names among its alternative names, byte for byte.
    public var dnsNames: [[UInt8]] {
        (subjectAlternativeNames.value ?? []).compactMap { if case .dns(let name) = $0 { name } else { nil } }
    }
}
