import Foundation
import HTTPService
import Lab
import SGP22
import Synchronization
import TestSupport
import Testing

/// The HTTPS server of the laboratory, before `curl` and `openssl s_client`.
struct ServerTests {
    static let host = "rsp.lab.example"
    static let oid = ObjectIdentifier(unchecked: "2.999.10")
    /// Certificates are checked by the clock here.
    static let now = CertificateDate(secondsSince1970: Int64(Date().timeIntervalSince1970))

    private static func hierarchy(_ keyKind: KeyPair.Kind = .p256) throws -> Hierarchy {
        try Hierarchy(.c, keyKind: keyKind, start: now.adding(days: -10))
    }

    private static func leaf(of hierarchy: Hierarchy, host: String = host) throws -> IssuedCertificate {
        try hierarchy.issue(.tls, host: host, smdpOID: oid, start: now.adding(days: -5))
    }

    /// Says what it was asked.
    private static let echo: @Sendable (HTTPServer.Request) -> HTTPServer.Response? = { request in
        let line = "\(request.method) \(request.target) \(request.header("content-type") ?? "-") "
        return .init(200, contentType: "text/plain", Array(line.utf8) + request.body)
    }

    /// `curl` over HTTPS to a server that is known by `host`, trusting one root alone.
    private static func curl(
        _ server: HTTPServer,
        root: IssuedCertificate,
        in folder: borrowing TemporaryFolder,
        _ arguments: [String]
    ) async throws -> Tool.Output {
        let rootFile = try folder.write(Array(root.pem.utf8), to: "root.pem")
        let address = ["--resolve", "\(host):\(server.port):127.0.0.1", "--cacert", rootFile.path, "--capath", "/none"]
        return try await Tool.run("curl", ["-sS", "--max-time", "20", "--noproxy", "*"] + address + arguments)
    }

    @Test(arguments: [(KeyPair.Kind.p256, "P-256"), (.brainpoolP256r1, "P-256:brainpoolP256r1"), (.p384, "P-384")])
    func `serves a chain with SubCAs that curl verifies`(kind: KeyPair.Kind, curves: String) async throws {
        let folder = try TemporaryFolder()
        let hierarchy = try Self.hierarchy(kind)
        let server = try HTTPServer(tls: TLSOptions(Self.leaf(of: hierarchy), of: hierarchy), handler: Self.echo)
        defer { server.stop() }
        let output = try await Self.curl(
            server,
            root: hierarchy.ci,
            in: folder,
            [
                "--curves", curves, "-H", "Content-Type: application/json", "-d", "{}",
                "https://\(Self.host):\(server.port)/a?b",
            ]
        )
        #expect(output.text == "POST /a?b application/json {}", "\(output.errorText)")
    }

    @Test func `keeps the connection for further requests, and takes chunked and expected bodies`() async throws {
        let folder = try TemporaryFolder()
        let server = try HTTPServer(handler: Self.echo)
        defer { server.stop() }
        let large = try folder.write([UInt8](repeating: 0x61, count: 2_000_000), to: "large")
        let url = "http://127.0.0.1:\(server.port)/"
        let output = try await Tool.run(
            "curl",
            [
                "-sS", "--noproxy", "*", "-o", folder.file("1").path, "-w", "%{num_connects} ", "--data-binary",
                "@\(large.path)",
                url, "--next", "-sS", "--noproxy", "*", "-o", folder.file("2").path, "-w", "%{num_connects} ",
                "-H", "Transfer-Encoding: chunked", "--data-binary", "@\(large.path)", url, "--next", "-sS",
                "--noproxy",
                "*", "-I", "-o", "/dev/null", "-w", "%{num_connects} %{http_code}", url,
            ]
        )
        #expect(output.text == "1 0 0 200", "\(output.errorText)")
        for name in ["1", "2"] {
            let body = try Data(contentsOf: folder.file(name))
            #expect(body.count == 2_000_000 + "POST / application/x-www-form-urlencoded ".utf8.count)
        }
    }

    @Test func `chooses the certificate by the name that the client asks for`() async throws {
        let hierarchy = try Self.hierarchy()
        let one = try Self.leaf(of: hierarchy)
        let other = try Self.leaf(of: hierarchy, host: "other.lab.example")
        var options = TLSOptions(one, of: hierarchy)
        options.identitiesByName["other.lab.example"] = .init(other, of: hierarchy)
        let server = try HTTPServer(tls: options, handler: Self.echo)
        defer { server.stop() }
        for (name, subject) in [
            ("other.lab.example", "other.lab.example"), ("OTHER.lab.example", "other.lab.example"),
            (Self.host, Self.host),
            ("third.lab.example", Self.host),
        ] {
            let output = try await Self.sClient(server, ["-servername", name])
            #expect(output.text.contains("subject=O = Laboratory, CN = \(subject)"), "\(output.text)")
        }
        #expect(try await Self.sClient(server, ["-noservername"]).text.contains("CN = \(Self.host)"))
    }

    @Test func `speaks the versions that it is told to, down to TLS 1_0`() async throws {
        let hierarchy = try Self.hierarchy()
        var options = try TLSOptions(Self.leaf(of: hierarchy), of: hierarchy)
        for version in TLSOptions.Version.allCases {
            options.versions = version...version
            let server = try HTTPServer(tls: options, handler: Self.echo)
            defer { server.stop() }
            let output = try await Self.sClient(server, ["-cipher", "ALL:@SECLEVEL=0"])
            let name = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"][Int(version.rawValue) - 0x0301]
            #expect(
                output.text.contains("Protocol  : \(name)\n") || output.text.contains("New, \(name),"),
                "\(output.text)"
            )
        }
    }

    @Test func `asks for a certificate of the client's and hands it to the handler`() async throws {
        let folder = try TemporaryFolder()
        let hierarchy = try Self.hierarchy()
        var options = try TLSOptions(Self.leaf(of: hierarchy), of: hierarchy)
        options.clientCertificate = .required
        let client = try Self.leaf(of: hierarchy, host: "client.lab.example")
        let seen = Mutex<[UInt8]?>(nil)
        let server = try HTTPServer(tls: options) { request in
            seen.withLock { $0 = request.clientCertificate }
            return .init(204)
        }
        defer { server.stop() }
        let certificate = try folder.write(Array(client.pem.utf8), to: "client.pem")
        let key = try folder.write(Array(client.key.privatePEM.utf8), to: "client.key")
        let url = "https://\(Self.host):\(server.port)/"
        let without = try await Self.curl(server, root: hierarchy.ci, in: folder, [url])
        #expect(without.status != 0)
        let arguments = ["--cert", certificate.path, "--key", key.path, "-w", "%{http_code}", url]
        let with = try await Self.curl(server, root: hierarchy.ci, in: folder, arguments)
        #expect(with.text == "204", "\(with.errorText)")
        #expect(seen.withLock { $0 } == client.der)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\n\n", "408"), ("nonsense\r\n\r\n", "400"), ("GET / HTTP/2.0\r\n\r\n", "505"),
        ("GET / HTTP/1.1\r\nA : b\r\n\r\n", "400"), ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc", "400"),
        ("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", "413"),
        ("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "501"),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", "400"),
        ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n", "413"),
        ("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf", "408"),
        ("GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\n\r\n", "431"),
        ("GET / HTTP/1.0\r\n\r\n", "200"), ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "200"),
    ])
    func `answers what it cannot take, and half a request, with a status and the end of the connection`(
        request: String,
        status: String
    ) async throws {
        var limits = HTTPServer.Limits()
        limits.timeout = .milliseconds(500)
        let server = try HTTPServer(limits: limits, handler: Self.echo)
        defer { server.stop() }
        let answer = try await Client.exchange(server.port, Array(request.utf8))
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
        #expect(answer.contains("Connection: close\r\n"))
    }

    @Test func `ends a connection without a word when the handler gives no answer`() async throws {
        let server = try HTTPServer { _ in nil }
        defer { server.stop() }
        #expect(try await Client.exchange(server.port, Array("GET / HTTP/1.1\r\n\r\n".utf8)) == "")
    }

    @Test func `stops at once although clients hold connections open and say nothing`() async throws {
        let hierarchy = try Self.hierarchy()
        for tls in [try TLSOptions(Self.leaf(of: hierarchy), of: hierarchy), nil] {
            let server = try Self.serverOnQuietPort(tls)
            let clients = try (0..<20).map { _ in try Client(server.port) }
            // So that most connections are taken in before they are broken off; the test holds without it as well.
            try await Task.sleep(for: .milliseconds(50))
            let duration = ContinuousClock().measure { server.stop() }
            #expect(duration < .seconds(2))
            #expect(clients.allSatisfy { $0.isEnded() })
            #expect(throws: (any Error).self) { try Client(server.port) }
        }
    }

    /// A server on a port that the system gives to nobody of its own accord (it does from 32768 on), so that no other test's
    /// server comes by it once this one has stopped.
    private static func serverOnQuietPort(_ tls: TLSOptions?) throws -> HTTPServer {
        for _ in 0..<9 {
            let port = UInt16.random(in: 20_000..<32_768)
            if let server = try? HTTPServer(tls: tls, port: port, handler: echo) { return server }
        }
        return try HTTPServer(tls: tls, port: .random(in: 20_000..<32_768), handler: echo)
    }

    @Test func `closes connections above its limit and serves the others`() async throws {
        var limits = HTTPServer.Limits()
        limits.connections = 2
        // A busy machine may let a test wait for long; that is not what is tried here.
        (limits.idleTimeout, limits.timeout) = (.seconds(600), .seconds(600))
        let server = try HTTPServer(limits: limits, handler: Self.echo)
        defer { server.stop() }
        let held = try (0..<2).map { _ in try Client(server.port) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(try Client(server.port).isEnded())
        #expect(held.allSatisfy { $0.ask("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").hasPrefix("HTTP/1.1 200") })
    }

    @Test func `serves on the loopback address of IPv6`() async throws {
        let server = try HTTPServer(loopback: .v6, handler: Self.echo)
        defer { server.stop() }
        let output = try await Tool.run("curl", ["-sSg", "--noproxy", "*", "http://[::1]:\(server.port)/six"])
        #expect(output.text == "GET /six - ", "\(output.errorText)")
    }

    private static func sClient(_ server: HTTPServer, _ arguments: [String]) async throws -> Tool.Output {
        try await Tool.run("openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)"] + arguments)
    }
}
