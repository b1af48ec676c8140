/// Where a TLS server is: a name or an IP address, and a port.
public struct TLSEndpoint: Hashable, Sendable, CustomStringConvertible {
    /// A name in lower case without a trailing dot, or an IP address; IPv6 without brackets.
    public let host: String
    public let port: UInt16

    /// Why a text is not taken.
    public enum ParseError: Error, Hashable, Sendable {
        /// The name is empty, too long, or has characters other than letters, digits, hyphens, dots and underscores. Names
        /// in other scripts have to come as A-labels (`xn--…`).
        case host
        /// The port is no number from 1 to 65535.
        case port
    }

    /// Reads `name`, `name:port`, `192.0.2.1:port`, `[2001:db8::1]:port` or `2001:db8::1`.
    public init(parsing text: some StringProtocol, defaultPort: UInt16 = 443) throws(ParseError) {
        var host = Substring(text)
        var port = defaultPort
        let colons = host.utf8.count { $0 == UInt8(ascii: ":") }
        if let colon = host.lastIndex(of: ":"), colons == 1 || host.first == "[" {
            if host[..<colon].last == "]" || colons == 1 {
                let digits = host[host.index(after: colon)...]
                guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(digits), number > 0
                else {
                    throw .port
                }
                (host, port) = (host[..<colon], number)
            }
        }
        if host.first == "[" {
            guard host.last == "]" else { throw .host }
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { throw .host }
        }
        try self.init(host: String(host), port: port)
    }

    /// Takes a name, of which a trailing dot is dropped, or an IP address.
    public init(host: String, port: UInt16) throws(ParseError) {
        guard port > 0 else { throw .port }
        let isName =
            (1...254).contains(host.utf8.count)
            && host.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
                default: false
                }
            }
        guard isName || SocketAddress.isAddress(host) else { throw .host }
        let name = host.utf8.last == UInt8(ascii: ".") ? String(host.dropLast()) : host
        guard !name.isEmpty else { throw .host }
        self.host = name.lowercased()
        self.port = port
    }

    /// The name that is sent as SNI; `nil` for an address, of which none is sent (RFC 6066 3).
    var serverName: String? { SocketAddress.isAddress(host) ? nil : host }

    /// `name:port`, with brackets around IPv6.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
