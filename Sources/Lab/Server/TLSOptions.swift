/// What a server of the laboratory shows of itself, and how it speaks TLS.
public struct TLSOptions: Hashable, Sendable {
    /// The certificates, the leaf first, and the leaf's key.
    public struct Identity: Hashable, Sendable {
        public var certificates: [[UInt8]]
        public var key: KeyPair

        public init(certificates: [[UInt8]], key: KeyPair) {
            self.certificates = certificates
            self.key = key
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

    public init(_ identity: Identity) {
        self.identity = identity
    }

    /// Shows a leaf of a hierarchy, with the SubCAs above it.
    public init(_ leaf: IssuedCertificate, of hierarchy: Hierarchy) {
        self.init(Identity(certificates: hierarchy.chain(of: leaf), key: leaf.key))
    }
}
