/// How a server is told from one that only says so.
public enum HTTPTrust: Sendable {
    /// A certificate for the host that a public CA of this system's has issued.
    case webPKI
    /// A certificate for the host that leads to one of these, given as DER; to nothing else.
    case anchors([[UInt8]])
    /// Any certificate whose SubjectPublicKeyInfo has this SHA-256 digest, whatever name or issuer it has.
    case publicKey(sha256: [UInt8])
    /// What the closure says of the certificates that were sent, the leaf first, and of the host. It alone decides; it runs
    /// on the thread of the exchange, once for each new connection. At most 100 certificates are shown.
    case judged(by: @Sendable (_ certificates: [[UInt8]], _ host: String) -> Bool)
}

/// A certificate and key by which a client makes itself known to a server.
public struct HTTPIdentity: Sendable {
    /// PEM: the certificate, and behind it those that lead to its CA.
    var certificates: [UInt8]
    /// PEM, not encrypted.
    var key: [UInt8]

    public init(certificatesPEM: [UInt8], keyPEM: [UInt8]) {
        certificates = certificatesPEM
        key = keyPEM
    }
}

extension HTTPIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "client certificate" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
