/// How long an exchange may take and how large an answer may be.
public struct HTTPLimits: Hashable, Sendable {
    /// For finding the name, connecting and the TLS handshake together. 1 ms at least.
    public var connectTime: Duration
    /// For everything, redirects included. 1 ms at least.
    public var totalTime: Duration
    /// The most bytes of a body.
    public var bodyBytes: Int
    /// The most bytes of a header, interim answers included.
    public var headerBytes: Int
    /// How many redirects are followed, only for GET and HEAD and never to another scheme. None by default: then the answer
    /// that redirects is the answer. A request that goes to another server loses the fields that the caller gave it.
    public var redirects: Int

    public init(
        connectTime: Duration = .seconds(10),
        totalTime: Duration = .seconds(30),
        bodyBytes: Int = 2 << 20,
        headerBytes: Int = 64 << 10,
        redirects: Int = 0
    ) {
        self.connectTime = connectTime
        self.totalTime = totalTime
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
        self.redirects = redirects
    }

    /// Enough for revocation lists: 10 s to connect, 30 s in all, 2 MiB.
    public static let standard = HTTPLimits()
}

extension Duration {
    /// Whole milliseconds, 1 at least: 0 would mean no limit to libcurl.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(min(seconds, 1_000_000_000)) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
