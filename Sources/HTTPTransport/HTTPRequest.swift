/// A field of a header: `Content-Type: application/json`.
public struct HTTPField: Hashable, Sendable {
    /// As it is sent; names compare without regard to case.
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether the name is a token and the value has no line break or NUL (RFC 9110 5.1, 5.5): what else could smuggle in
    /// another field.
    var isSafe: Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !#"()<>@,;:\"/[]?={}"#.utf8.contains($0) }
            && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
    }
}

extension [HTTPField] {
    /// The value of the first field of that name, in any case.
    public subscript(_ name: String) -> String? {
        first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What is asked of a server. Its textual forms show neither fields nor body, as these may hold secrets.
public struct HTTPRequest: Hashable, Sendable {
    public struct Method: Hashable, Sendable, RawRepresentable {
        public let rawValue: String

        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        public static let get = Method(rawValue: "GET")
        public static let head = Method(rawValue: "HEAD")
        public static let post = Method(rawValue: "POST")
        public static let put = Method(rawValue: "PUT")
        public static let patch = Method(rawValue: "PATCH")
        public static let delete = Method(rawValue: "DELETE")

        /// Whether the same request may be made twice without a second effect (RFC 9110 9.2.2).
        var isIdempotent: Bool { [.get, .head, .put, .delete].contains(self) }
    }

    public var method: Method
    public var url: HTTPURL
    public var fields: [HTTPField]
    public var body: [UInt8]
    /// Whether it does no harm when the server gets it twice. If not, it is sent on a new connection: on one that was kept
    /// it would be sent again when the server has just closed it, and nobody knows whether it was read before.
    public var isRepeatable: Bool
    /// The name or the IP address to connect to, at the port of the URL, when it is not the URL's host: as for a server that
    /// is not in DNS yet. Trust and the request know only the URL.
    public var connectTo: String?

    /// Takes its parts. By default it is repeatable if the method promises so; say `true` for a POST with an idempotency key.
    public init(
        _ method: Method,
        _ url: HTTPURL,
        fields: [HTTPField] = [],
        body: [UInt8] = [],
        isRepeatable: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
        self.isRepeatable = isRepeatable ?? method.isIdempotent
    }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(method.rawValue) \(url)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}

/// What a server has answered. Its textual forms show neither fields nor body.
public struct HTTPResponse: Hashable, Sendable {
    /// 200 to 599; interim answers are passed over.
    public var status: Int
    public var fields: [HTTPField]
    public var body: [UInt8]

    public init(status: Int, fields: [HTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

extension HTTPResponse: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "\(status), \(body.count) bytes" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["response": description]) }
}
