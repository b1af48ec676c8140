/// Why there is no answer. Nothing in it was in a field, a body or a query.
public enum HTTPTransportError: Error, Hashable, Sendable {
    /// libcurl is not installed.
    case notInstalled
    /// libcurl is there and does its TLS by something else than OpenSSL 3; what it says about itself.
    case unfitLibrary(version: String)
    /// A field of the request has a name or a value that could pass for something else.
    case unsafeField(name: String)
    /// The anchors, the digest or the client's certificate and key are none, or do not fit together.
    case unusableCredentials
    /// No address is known for the name.
    case nameNotFound(host: String)
    /// The address is not one of the public internet, and only such are allowed.
    case addressNotPublic(host: String, address: String)
    /// Nobody answers there; the system's reason, such as ECONNREFUSED.
    case notConnected(host: String, port: UInt16, errno: Int32)
    case timedOut(Phase)
    /// Client and server have not come to terms; OpenSSL's reason.
    case handshakeFailed(reason: String)
    /// The server has broken off by an alert behind the handshake, perhaps after it had read the request; OpenSSL's reason.
    case refusedByAlert(reason: String)
    /// The certificate was not accepted: the number and words of OpenSSL (`X509_V_ERR_…`).
    case notTrusted(code: Int, reason: String)
    /// The server has another key than the pinned one.
    case otherPublicKey
    case bodyTooLarge(limit: Int)
    case headerTooLarge(limit: Int)
    /// It leads to another scheme, to no usable address, or there were more than allowed.
    case redirectRefused
    /// The connection ended in the middle of an answer, or before one.
    case closed
    /// What came is not HTTP.
    case notHTTP
    case outOfMemory
    /// Anything else: the number and words of libcurl.
    case other(code: Int, reason: String)

    /// What was waited for.
    public enum Phase: String, Hashable, Sendable {
        case name, connection, handshake, answer
    }
}
