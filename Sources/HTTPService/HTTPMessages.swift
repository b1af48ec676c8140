extension HTTPServer {
    /// A request as it came.
    public struct Request: Hashable, Sendable {
        /// Such as `POST`.
        public var method: String
        /// Path and query as they were written.
        public var target: String
        /// In their order; names in lower case.
        public var headers: [Header]
        public var body: [UInt8]
        /// The certificate that the client has shown, if any; nothing has been checked.
        public var clientCertificate: [UInt8]?

        /// The value of the first header of that name, in lower case.
        public func header(_ name: String) -> String? {
            headers.first { $0.name == name }?.value
        }

        /// The target without its query.
        public var path: Substring { target.prefix { $0 != "?" } }
    }

    /// An answer.
    public struct Response: Hashable, Sendable {
        public var status: Int
        /// Besides `Content-Length` and `Connection`, which the server writes.
        public var headers: [Header]
        public var body: [UInt8]
        /// Whether the connection ends with it.
        public var closesConnection = false

        public init(_ status: Int, headers: [Header] = [], body: [UInt8] = []) {
            self.status = status
            self.headers = headers
            self.body = body
        }

        /// An answer with a body of one type of content.
        public init(_ status: Int, contentType: String, _ body: [UInt8]) {
            self.init(status, headers: [Header("Content-Type", contentType)], body: body)
        }
    }

    /// One header.
    public struct Header: Hashable, Sendable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }
}

extension HTTPServer.Response {
    /// What goes over the wire; `isBodySent` is false for an answer to HEAD.
    func bytes(keepsAlive: Bool, isBodySent: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "Status \(status)")\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        let hasBody = status != 204 && status != 304
        if hasBody { head += "Content-Length: \(body.count)\r\n" }
        head += "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n"
        return Array(head.utf8) + (hasBody && isBodySent ? body : [])
    }

    private static let reasons = [
        200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other",
        304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
        401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 409: "Conflict", 413: "Content Too Large", 415: "Unsupported Media Type",
        422: "Unprocessable Content", 429: "Too Many Requests", 431: "Request Header Fields Too Large",
        500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
        504: "Gateway Timeout", 505: "HTTP Version Not Supported",
    ]
}
