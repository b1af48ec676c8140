/// The address of something that is had by HTTP or HTTPS (RFC 9110 4.2), without user, password and fragment.
public struct HTTPURL: Hashable, Sendable {
    /// How it is reached.
    public enum Scheme: String, Hashable, Sendable, CaseIterable {
        case http, https

        /// The port when none is named.
        public var defaultPort: UInt16 { self == .http ? 80 : 443 }
    }

    public let scheme: Scheme
    /// A name in lower case, without a trailing dot, or an IP address; IPv6 without brackets.
    public let host: String
    public let port: UInt16
    /// Path and query as they are sent; it begins with `/`. A query may hold secrets: it is in no `description`.
    public let target: String

    /// Why a text is not taken.
    public enum ParseError: Error, Hashable, Sendable {
        /// It begins with neither `http://` nor `https://`.
        case scheme
        /// It has a user name, and perhaps a password.
        case user
        /// The name is empty, or has characters that none has. Names in other scripts have to come as A-labels.
        case host
        /// The port is no number from 1 to 65535.
        case port
        /// The path or the query has white space, or a character that has to be percent-encoded.
        case target
        /// It is longer than 8 KiB.
        case tooLong
    }

    /// Reads an absolute URL. A fragment is left out.
    public init(parsing text: some StringProtocol) throws(ParseError) {
        guard text.utf8.count <= 8192 else { throw .tooLong }
        let bytes = Array(text.utf8)
        guard
            let scheme = Scheme.allCases.first(where: { bytes.lowercasedASCII.starts(with: Array("\($0)://".utf8)) })
        else { throw .scheme }
        let rest = bytes.dropFirst(scheme.rawValue.utf8.count + 3)
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let authority = rest[..<(end ?? rest.endIndex)]
        guard !authority.contains(UInt8(ascii: "@")) else { throw .user }
        (host, port) = try Self.hostAndPort(authority, scheme)
        self.scheme = scheme
        target = try Self.target(rest[(end ?? rest.endIndex)...])
    }

    /// Everything up to the query: safe to be shown.
    public var withoutQuery: String {
        origin + target.prefix { $0 != "?" }
    }

    /// The whole of it, query included.
    public var text: String { origin + target }

    /// Scheme, host and port: what two addresses of one server share.
    public var origin: String {
        let portText = port == scheme.defaultPort ? "" : ":\(port)"
        return "\(scheme)://\(hostIsIPv6 ? "[\(host)]" : host)\(portText)"
    }

    /// Whether it is on this machine, written as an address of 127.0.0.0/8, `::1`, or `localhost` (RFC 6761 6.3): nothing on the
    /// way can read along.
    public var isLoopback: Bool { host == "localhost" || IPAddress(parsing: host)?.isLoopback == true }

    /// Whether the host is written as an IPv6 address.
    var hostIsIPv6: Bool { host.utf8.contains(UInt8(ascii: ":")) }

    private static func hostAndPort(
        _ authority: ArraySlice<UInt8>,
        _ scheme: Scheme
    ) throws(ParseError) -> (String, UInt16) {
        var host = authority
        var port = scheme.defaultPort
        let closing = authority.lastIndex(of: UInt8(ascii: "]"))
        if let colon = authority.lastIndex(of: UInt8(ascii: ":")), colon > closing ?? authority.startIndex - 1 {
            let digits = authority[(colon + 1)...]
            guard
                digits.count <= 5, digits.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = UInt16(String(decoding: digits, as: UTF8.self)), number > 0
            else { throw .port }
            port = number
            host = authority[..<colon]
        }
        if host.first == UInt8(ascii: "[") {
            guard host.last == UInt8(ascii: "]") else { throw .host }
            let text = String(decoding: host.dropFirst().dropLast(), as: UTF8.self).lowercased()
            guard text.utf8.contains(UInt8(ascii: ":")), IPAddress(parsing: text) != nil else { throw .host }
            return (text, port)
        }
        if host.last == UInt8(ascii: ".") { host = host.dropLast() }
        let isName = host.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard isName, (1...253).contains(host.count), host.first != UInt8(ascii: ".") else { throw .host }
        return (String(decoding: Array(host).lowercasedASCII, as: UTF8.self), port)
    }

    private static func target(_ bytes: ArraySlice<UInt8>) throws(ParseError) -> String {
        let sent = bytes.prefix { $0 != UInt8(ascii: "#") }
        guard sent.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#"<>"\^`{|}"#.utf8.contains($0) }) else { throw .target }
        let text = String(decoding: sent, as: UTF8.self)
        return text.utf8.first == UInt8(ascii: "/") ? text : "/" + text
    }
}

extension HTTPURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { withoutQuery }
    public var debugDescription: String { withoutQuery }
    public var customMirror: Mirror { Mirror(self, children: ["url": withoutQuery]) }
}

extension [UInt8] {
    /// With `a` to `z` for `A` to `Z`.
    fileprivate var lowercasedASCII: [UInt8] { map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } }
}
