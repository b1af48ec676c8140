/// What a server shows of itself, and how it speaks TLS.
public struct TLSOptions: Hashable, Sendable {
    /// The certificates, the leaf first, and the leaf's key.
    public struct Identity: Hashable, Sendable {
        public var certificates: [[UInt8]]
        /// PKCS #8 (RFC 5958), not encrypted.
        var privateKey: [UInt8]

        /// - Parameters:
        ///   - certificates: DER, the leaf first.
        ///   - privateKey: PKCS #8 in DER, not encrypted.
        public init(certificates: [[UInt8]], privateKey: [UInt8]) {
            self.certificates = certificates
            self.privateKey = privateKey
        }
    }

    /// The versions, old ones included.
    public enum Version: Int32, Hashable, Sendable, Comparable, CaseIterable {
        case v1_0 = 0x0301
        case v1_1 = 0x0302
        case v1_2 = 0x0303
        case v1_3 = 0x0304

        public static func < (one: Version, other: Version) -> Bool { one.rawValue < other.rawValue }
    }

    /// Whether a client has to show a certificate; any is taken.
    public enum ClientCertificate: Hashable, Sendable {
        case notAsked, asked, required
    }

    /// For clients that ask for no name, or one that is not among `identitiesByName`.
    public var identity: Identity
    /// By the name that clients ask for (SNI), in lower case.
    public var identitiesByName: [String: Identity] = [:]
    public var versions = Version.v1_2...Version.v1_3
    /// The groups of the key exchange, as OpenSSL writes them.
    public var groups = "P-256:P-384:X25519:brainpoolP256r1"
    /// The cipher suites of TLS 1.2 and before, as OpenSSL writes them; `nil` for its own choice.
    public var ciphers: String?
    public var clientCertificate = ClientCertificate.notAsked
    /// Whether keys, digests and versions that OpenSSL holds for too weak are allowed, as trials of clients need them.
    public var allowsWeakness = false

    public init(_ identity: Identity) {
        self.identity = identity
    }
}

extension TLSOptions.Identity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the key.
    public var description: String { "\(certificates.count) certificates" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
