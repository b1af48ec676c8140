/// A server that takes mail to be sent on (RFC 6409), and how it is reached.
public struct SMTPServer: Hashable, Sendable {
    public enum Scheme: String, Hashable, Sendable, CaseIterable {
        /// Begins in the clear and goes on in TLS (STARTTLS); without it only to this machine.
        case smtp
        /// TLS from the start.
        case smtps

        /// The port when none is named.
        public var defaultPort: UInt16 { self == .smtp ? 587 : 465 }
    }

    public let scheme: Scheme
    public let host: String
    public let port: UInt16

    /// Reads `smtp://host:587` or `smtps://host`, nothing behind it; `nil` for anything else, a user name included.
    public init?(parsing text: String) {
        guard let scheme = Scheme.allCases.first(where: { text.lowercased().hasPrefix("\($0)://") }) else { return nil }
        // What is behind the scheme looks as in any other address.
        let rest = text.dropFirst(scheme.rawValue.count + 3)
        guard let url = try? HTTPURL(parsing: "http://" + rest), url.target == "/" else { return nil }
        self.scheme = scheme
        host = url.host
        port = url.port == 80 && !rest.hasSuffix(":80") && !rest.hasSuffix(":80/") ? scheme.defaultPort : url.port
    }

    /// Whether it is this machine, where mail may go in the clear.
    public var isLocal: Bool {
        host == "localhost" || IPAddress(parsing: host)?.isLoopback == true
    }

    /// The address, as libcurl wants it.
    var text: String { "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// By whom mail is handed in.
public struct SMTPLogin: Sendable {
    var user: String
    var password: String

    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension SMTPLogin: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "mail login" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a mail was not taken.
public enum SMTPError: Error, Hashable, Sendable {
    /// There is no such recipient (RFC 3463 X.1.1 to X.1.3, X.1.6, X.1.10), and never will be.
    case noSuchRecipient
    /// The server does not take the user name and the password.
    case loginDenied
    /// The server has answered no, for now or for another reason; its number.
    case answered(Int)
    case transport(HTTPTransportError)
}
