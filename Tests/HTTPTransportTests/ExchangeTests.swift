import Foundation
import TestSupport
import Testing

@testable import HTTPTransport

/// Plain HTTP against a server that a test plays byte by byte.
struct ExchangeTests {
    private let client = HTTPClient(trust: .webPKI, addresses: .any)

    private func url(_ server: Loopback, _ target: String = "/") throws -> HTTPURL {
        try HTTPURL(parsing: "http://127.0.0.1:\(server.port)\(target)")
    }

    /// A server that gives every request the same answer, and then closes.
    private func server(answering answer: String) throws -> Loopback {
        try Loopback { peer in
            _ = peer.read()
            peer.write(answer.utf8)
        }
    }

    @Test func `loads a libcurl with OpenSSL 3`() throws {
        #expect(try HTTPClient.libraryVersion().contains("OpenSSL/3"))
    }

    @Test func `gives status, fields and body`() async throws {
        let server = try server(
            answering: "HTTP/1.1 100 Continue\r\nX-A: interim\r\n\r\n"
                + "HTTP/1.1 404 Not Found\r\nContent-Type: text/x\r\nX-Two:  b \r\nContent-Length: 3\r\n\r\nabc"
        )
        let response = try await client.response(to: HTTPRequest(.get, url(server)))
        #expect(response.status == 404)
        #expect(
            response.fields == [.init("Content-Type", "text/x"), .init("X-Two", "b"), .init("Content-Length", "3")]
        )
        #expect(response.fields["content-type"] == "text/x")
        #expect(response.body == Array("abc".utf8))
    }

    @Test func `sends exactly what it is given`() async throws {
        let server = try Loopback { peer in
            let request = peer.read()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.count)\r\n\r\n".utf8 + request)
        }
        var request = try HTTPRequest(.post, url(server, "/a?b=c"), body: Array("{}".utf8))
        request.fields = [HTTPField("X-Admin-Protocol", "gsma/rsp/v2.5.0"), HTTPField("X-Empty", "")]
        let text = try await String(decoding: client.response(to: request).body, as: UTF8.self)
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.first == "POST /a?b=c HTTP/1.1")
        #expect(
            Set(lines.dropFirst().dropLast(2)) == [
                "Host: 127.0.0.1:\(server.port)", "Accept: */*", "X-Admin-Protocol: gsma/rsp/v2.5.0", "X-Empty:",
                "Content-Length: 2",
            ]
        )
        #expect(lines.suffix(2) == ["", "{}"])
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func `sends each method, with and without a body`(name: String) async throws {
        let server = try Loopback { peer in
            let request = String(decoding: peer.read(), as: UTF8.self)
            let isEmpty = request.hasSuffix("\r\n\r\n")
            peer.write("HTTP/1.1 \(isEmpty ? 200 : 201) OK\r\nX-Method: \(request.prefix { $0 != " " })\r\n\r\n".utf8)
        }
        let method = HTTPRequest.Method(rawValue: name)
        let empty = try await client.response(to: HTTPRequest(method, url(server)))
        #expect(empty.fields["X-Method"] == name)
        #expect(empty.status == 200)
        guard name != "HEAD" else { return }
        let full = try await client.response(to: HTTPRequest(method, url(server), body: [0x78]))
        #expect(full.fields["X-Method"] == name)
        #expect(full.status == 201)
    }

    @Test(arguments: ["a\r\nb", "a\nb", "a\0b", "a\rb"])
    func `a field cannot smuggle in another`(value: String) async throws {
        let server = try Loopback { $0.readToEnd() }
        let request = try HTTPRequest(.get, url(server))
        for field in [HTTPField("X-A", value), HTTPField(value, "a"), HTTPField("X A", "b"), HTTPField("", "b")] {
            var request = request
            request.fields = [field]
            await #expect(throws: HTTPTransportError.unsafeField(name: field.name)) {
                try await client.response(to: request)
            }
        }
        #expect(server.connections == 0)
    }

    @Test func `a body is taken up to the limit and not beyond`() async throws {
        let server = try server(answering: "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 5000))
        var limits = HTTPLimits(bodyBytes: 5000)
        let request = try HTTPRequest(.get, url(server))
        #expect(try await client.response(to: request, limits: limits).body.count == 5000)
        limits.bodyBytes = 4999
        await #expect(throws: HTTPTransportError.bodyTooLarge(limit: 4999)) {
            try await client.response(to: request, limits: limits)
        }
    }

    @Test func `a compressed body is not opened`() async throws {
        let server = try server(answering: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nxyz")
        #expect(try await client.response(to: HTTPRequest(.get, url(server))).body == Array("xyz".utf8))
    }

    @Test func `a header is taken up to the limit and not beyond`() async throws {
        let server = try server(answering: "HTTP/1.1 200 OK\r\nX-A: \(String(repeating: "x", count: 5000))\r\n\r\n")
        await #expect(throws: HTTPTransportError.headerTooLarge(limit: 4096)) {
            try await client.response(to: HTTPRequest(.get, url(server)), limits: HTTPLimits(headerBytes: 4096))
        }
    }

    @Test func `a header without an end is cut off`() async throws {
        let server = try Loopback { peer in
            peer.write("HTTP/1.1 200 OK\r\n".utf8)
            for number in 0..<5000 { peer.write("X-\(number): \(String(repeating: "x", count: 100))\r\n".utf8) }
            peer.readToEnd()
        }
        await #expect(throws: HTTPTransportError.headerTooLarge(limit: 65536)) {
            try await client.response(to: HTTPRequest(.get, url(server)))
        }
    }

    @Test(arguments: [true, false])
    func `a server that says nothing, or drips, has no longer than the limit`(drips: Bool) async throws {
        let server = try Loopback { peer in
            guard drips else { return peer.readToEnd() }
            for byte in "HTTP/1.1 200 OK\r\nX-A: \(String(repeating: "x", count: 100))".utf8 {
                peer.write([byte])
                // The drip is what is tried; it runs on a thread of its own.
                Thread.sleep(forTimeInterval: 0.05)
            }
        }
        let request = try HTTPRequest(.get, url(server))
        // The time is taken on the thread itself: tests wait for their turn to go on.
        let (client, limits) = (client, HTTPLimits(totalTime: .milliseconds(500)))
        let (error, time) = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let start = ContinuousClock.now
                let result = Result { () throws(HTTPTransportError) in try client.send(request, limits: limits) }
                continuation.resume(returning: (result.failure, start.duration(to: .now)))
            }
        }
        #expect(error == .timedOut(.answer))
        #expect(time < .seconds(3))
    }

    @Test func `a TLS server that says nothing has no longer than the limit to connect`() async throws {
        let server = try Loopback { $0.readToEnd() }
        let url = try HTTPURL(parsing: "https://127.0.0.1:\(server.port)/")
        await #expect(throws: HTTPTransportError.timedOut(.handshake)) {
            try await client.response(to: HTTPRequest(.get, url), limits: HTTPLimits(connectTime: .milliseconds(300)))
        }
    }

    @Test(arguments: [
        ("", HTTPTransportError.closed), ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", .closed),
        ("SSH-2.0-OpenSSH\r\n", .notHTTP), ("\u{1}\u{2}\u{3}\r\n\r\n", .notHTTP), ("HTTP/1.1 xyz\r\n\r\n", .notHTTP),
    ])
    func `an answer that is none is an error`(answer: String, error: HTTPTransportError) async throws {
        let server = try server(answering: answer)
        await #expect(throws: error) { try await client.response(to: HTTPRequest(.get, url(server))) }
    }

    @Test func `a port where nobody listens is not connected`() async throws {
        let port = try Loopback.freePort()
        let url = try HTTPURL(parsing: "http://127.0.0.1:\(port)/")
        await #expect(throws: HTTPTransportError.notConnected(host: "127.0.0.1", port: port, errno: ECONNREFUSED)) {
            try await client.response(to: HTTPRequest(.get, url))
        }
    }

    @Test func `a name without an address is not found`() async throws {
        let url = try HTTPURL(parsing: "http://no-such-name.invalid/")
        await #expect(throws: HTTPTransportError.nameNotFound(host: "no-such-name.invalid")) {
            try await client.response(to: HTTPRequest(.get, url))
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"])
    func `a client of public addresses does not connect to this machine`(host: String) async throws {
        let server = try Loopback { $0.readToEnd() }
        let client = HTTPClient(trust: .webPKI, addresses: .publicOnly)
        let url = try HTTPURL(parsing: "http://\(host):\(server.port)/")
        do {
            _ = try await client.response(to: HTTPRequest(.get, url), limits: HTTPLimits(totalTime: .seconds(5)))
            Issue.record("an answer")
        } catch .addressNotPublic(_, let address) {
            #expect(address.contains("127.0.0.1") || address == "::1")
        }
        #expect(server.connections == 0)
    }
}

/// Connections that are kept, and redirects.
struct ConnectionTests {
    private let client = HTTPClient(trust: .webPKI, addresses: .any)

    private func url(_ server: Loopback, _ target: String = "/") throws -> HTTPURL {
        try HTTPURL(parsing: "http://127.0.0.1:\(server.port)\(target)")
    }

    /// A server that answers each request of a connection, the number of the request as body.
    private func patientServer() throws -> Loopback {
        try Loopback { peer in
            for number in 1... {
                guard !peer.read().isEmpty else { return }
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \("\(number)".count)\r\n\r\n\(number)".utf8)
            }
        }
    }

    @Test func `keeps its connection`() throws {
        let server = try patientServer()
        // Without giving up the thread: libcurl keeps no connection for more than two minutes, and a busy machine may take them.
        for number in 1...5 {
            let response = try client.send(HTTPRequest(.get, url(server)))
            #expect(response.body == Array("\(number)".utf8))
        }
        #expect(server.connections == 1)
    }

    @Test func `sends what must not be sent twice on a connection of its own`() async throws {
        let server = try patientServer()
        _ = try await client.response(to: HTTPRequest(.get, url(server)))
        _ = try await client.response(to: HTTPRequest(.post, url(server)))
        #expect(server.connections == 2)
        _ = try await client.response(to: HTTPRequest(.post, url(server), isRepeatable: true))
        #expect(server.connections == 2)
    }

    @Test func `a request that may be repeated survives a kept connection that has ended`() async throws {
        let server = try Loopback { peer in
            _ = peer.read()
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1".utf8)
            // Reads the next one and hangs up without a word.
            _ = peer.read()
        }
        for _ in 1...3 {
            let response = try await client.response(to: HTTPRequest(.get, url(server)))
            #expect(response.body == [0x31])
        }
        #expect(server.connections == 3)
    }

    @Test func `many threads use one client`() async throws {
        let server = try patientServer()
        let url = try url(server)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<200 { group.addTask { try await client.response(to: HTTPRequest(.get, url)).status } }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 200))
    }

    @Test func `a redirect is an answer unless following is asked for`() async throws {
        let server = try redirectingServer(to: "/b")
        let response = try await client.response(to: HTTPRequest(.get, url(server)))
        #expect(response.status == 302)
        #expect(response.fields["Location"] == "/b")
        let followed = try await client.response(to: HTTPRequest(.get, url(server)), limits: HTTPLimits(redirects: 1))
        #expect(followed.status == 200)
    }

    @Test func `a redirect to another server takes no fields along`() async throws {
        let other = try Loopback { peer in
            let request = String(decoding: peer.read(), as: UTF8.self)
            let hasKey = request.contains("hunter2")
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Has-Key: \(hasKey)\r\n\r\n".utf8)
        }
        let server = try redirectingServer(to: "http://127.0.0.1:\(other.port)/")
        let request = try HTTPRequest(.get, url(server), fields: [HTTPField("Authorization", "Bearer hunter2")])
        let response = try await client.response(to: request, limits: HTTPLimits(redirects: 3))
        #expect(response.fields["X-Has-Key"] == "false")
    }

    @Test(arguments: ["https://127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:25/"])
    func `a redirect to another scheme is refused`(location: String) async throws {
        let server = try redirectingServer(to: location)
        await #expect(throws: HTTPTransportError.redirectRefused) {
            try await client.response(to: HTTPRequest(.get, url(server)), limits: HTTPLimits(redirects: 3))
        }
    }

    @Test func `redirects in a circle end`() async throws {
        let server = try Loopback { peer in
            while !peer.read().isEmpty {
                peer.write("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n".utf8)
            }
        }
        await #expect(throws: HTTPTransportError.redirectRefused) {
            try await client.response(to: HTTPRequest(.get, url(server)), limits: HTTPLimits(redirects: 3))
        }
    }

    @Test func `a POST is not redirected`() async throws {
        let server = try redirectingServer(to: "/b")
        let response = try await client.response(to: HTTPRequest(.post, url(server)), limits: HTTPLimits(redirects: 3))
        #expect(response.status == 302)
    }

    private func redirectingServer(to location: String) throws -> Loopback {
        try Loopback { peer in
            while case let request = String(decoding: peer.read(), as: UTF8.self), !request.isEmpty {
                let isFirst = request.contains(" / HTTP")
                peer.write(
                    "HTTP/1.1 \(isFirst ? "302 Found" : "200 OK")\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"
                        .utf8
                )
            }
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
