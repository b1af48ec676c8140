/// The head of an HTTP/1.1 request (RFC 9112 3 and 5).
struct RequestHead: Hashable, Sendable {
    var method: String
    var target: String
    var headers: [HTTPServer.Header]
    /// Whether it is HTTP/1.1, and not 1.0.
    var isVersion11: Bool
    var framing: Framing

    /// How the length of the body is said.
    enum Framing: Hashable, Sendable {
        case length(Int)
        case chunked
    }

    /// Why there is no answer from the handler.
    enum Refusal: Int, Error, Hashable, Sendable {
        case badRequest = 400
        case timeout = 408
        case bodyTooLarge = 413
        case headTooLarge = 431
        case notImplemented = 501
        case versionNotSupported = 505
    }

    /// Reads the lines of a head, without the empty one that ends it.
    init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)[
            ...
        ]
        guard let first = lines.popFirst() else { throw .badRequest }
        let words = first.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, Self.isToken(words[0]), words[1].hasPrefix("/") || words[1] == "*" else {
            throw .badRequest
        }
        guard words[2].hasPrefix("HTTP/1.") else { throw .versionNotSupported }
        method = String(words[0])
        target = String(words[1])
        isVersion11 = words[2] != "HTTP/1.0"
        headers = []
        for line in lines {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), Self.isToken(line[..<colon]) else {
                throw .badRequest
            }
            let value = line[line.utf8.index(after: colon)...]
            headers.append(HTTPServer.Header(line[..<colon].lowercased(), String(value.trimmed)))
        }
        framing = try Self.framing(headers)
    }

    /// Whether the client wants to send further requests over the connection.
    var keepsAlive: Bool {
        let options = headers.filter { $0.name == "connection" }.flatMap { $0.value.lowercased().split(separator: ",") }
            .map(\.trimmed)
        return isVersion11 ? !options.contains("close") : options.contains("keep-alive")
    }

    /// Whether the client waits for leave to send the body (RFC 9110 10.1.1).
    var expectsContinue: Bool {
        headers.contains { $0.name == "expect" && $0.value.lowercased() == "100-continue" }
    }

    private static func framing(_ headers: [HTTPServer.Header]) throws(Refusal) -> Framing {
        let lengths = Set(headers.filter { $0.name == "content-length" }.map(\.value))
        if let encoding = headers.first(where: { $0.name == "transfer-encoding" }) {
            // Both together are how requests are smuggled past proxies.
            guard lengths.isEmpty else { throw .badRequest }
            guard encoding.value.lowercased() == "chunked" else { throw .notImplemented }
            return .chunked
        }
        guard let text = lengths.first else { return .length(0) }
        guard lengths.count == 1, text.utf8.allSatisfy(\.isDecimalDigit), let length = Int(text) else {
            throw .badRequest
        }
        return .length(length)
    }

    private static func isToken(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !delimiters.contains($0) }
    }

    private static let delimiters = Set("\"(),/:;<=>?@[\\]{}".utf8)
}

extension UInt8 {
    fileprivate var isDecimalDigit: Bool { self &- 0x30 < 10 }
}

extension Substring {
    /// Without spaces and tabs at either end.
    var trimmed: Substring {
        var text = self
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
