import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

/// HTTPS against nginx and `openssl s_server`.
struct TrustTests {
    private func server(
        _ pki: TestPKI,
        _ certificate: String,
        protocols: String = "TLSv1.2 TLSv1.3"
    ) async throws -> NginxServer {
        try await NginxServer(pki) { ports in
            """
            server {
                listen 127.0.0.1:\(ports[0]) ssl;
                ssl_certificate \(pki.path("\(certificate).pem")); ssl_certificate_key \(pki.path("\(certificate).key"));
                ssl_protocols \(protocols); ssl_ciphers ALL:@SECLEVEL=0;
                location / { return 200 "hello"; }
            }
            """
        }
    }

    private func get(_ server: NginxServer, _ trust: HTTPTrust, host: String = "localhost") async throws -> HTTPResponse
    {
        let url = try HTTPURL(parsing: "https://\(host):\(server.ports[0])/")
        return try await HTTPClient(trust: trust, addresses: .any).response(to: HTTPRequest(.get, url))
    }

    @Test(arguments: ["P-256", "brainpoolP256r1", "rsa:2048"])
    func `takes a certificate of a given anchor`(key: String) async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf", key: key)
        let server = try await server(pki, "leaf")
        let response = try await get(server, .anchors([pki.der("ca.pem")]))
        #expect(response.body == Array("hello".utf8))
        #expect(try await get(server, .anchors([pki.der("ca.pem")]), host: "127.0.0.1").status == 200)
    }

    @Test func `takes no certificate of another anchor, and none without one`() async throws {
        let (pki, other) = try await (TestPKI(), TestPKI())
        try await pki.makeCertificate("leaf")
        let server = try await server(pki, "leaf")
        for trust in try await [HTTPTrust.anchors([other.der("ca.pem")]), .webPKI] {
            do {
                _ = try await get(server, trust)
                Issue.record("trusted")
            } catch HTTPTransportError.notTrusted(let code, let reason) {
                #expect([18, 19, 20].contains(code))
                #expect(reason.contains("certificate"))
            }
        }
        await #expect(throws: HTTPTransportError.unusableCredentials) { try await get(server, .anchors([])) }
        await #expect(throws: HTTPTransportError.self) { try await get(server, .anchors([[1, 2, 3]])) }
    }

    @Test(arguments: ["DNS:other.example", "DNS:*.localhost", "DNS:local*", "email:localhost@localhost"])
    func `takes no certificate for another name, nor one with the name as subject`(name: String) async throws {
        let pki = try await TestPKI()
        // The subject is localhost.
        try await pki.makeCertificate("localhost", subjectAltName: name)
        let server = try await server(pki, "localhost")
        do {
            _ = try await get(server, .anchors([pki.der("ca.pem")]))
            Issue.record("trusted")
        } catch HTTPTransportError.notTrusted(let code, _) {
            #expect(code == 62)
        }
    }

    @Test func `takes a pinned key whatever the certificate says, and no other`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf", subjectAltName: "DNS:other.example")
        try await pki.run("pkey -in leaf.key -pubout -outform DER -out leaf.spki")
        let digest = try await pki.run("dgst -sha256 -binary leaf.spki").standardOutput
        let server = try await server(pki, "leaf")
        #expect(try await get(server, .publicKey(sha256: digest)).status == 200)
        await #expect(throws: HTTPTransportError.otherPublicKey) {
            try await get(server, .publicKey(sha256: digest.reversed()))
        }
        await #expect(throws: HTTPTransportError.unusableCredentials) { try await get(server, .publicKey(sha256: [])) }
    }

    @Test func `shows the certificates to who judges, and obeys`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf", subjectAltName: "DNS:other.example")
        try (pki.bytes("leaf.pem") + pki.bytes("ca.pem")).write(to: pki.path("chain.pem"))
        try pki.bytes("leaf.key").write(to: pki.path("chain.key"))
        let server = try await server(pki, "chain")
        let judge = Judge()
        #expect(try await get(server, .judged { judge.trusts($0, $1) }).status == 200)
        #expect(try await judge.seen.withLock { $0 } == [pki.der("leaf.pem"), pki.der("ca.pem")])
        #expect(judge.host.withLock { $0 } == "localhost")
        await #expect(throws: HTTPTransportError.notTrusted(code: 50, reason: "application verification failure")) {
            try await get(server, .judged { _, _ in false })
        }
    }

    private final class Judge: Sendable {
        let seen = Mutex<[[UInt8]]>([])
        let host = Mutex("")

        func trusts(_ certificates: [[UInt8]], _ host: String) -> Bool {
            seen.withLock { $0 = certificates }
            self.host.withLock { $0 = host }
            return true
        }
    }

    @Test(arguments: ["P-256", "brainpoolP256r1"], ["TLSv1.2", "TLSv1.3"])
    func `shows a certificate to a server that asks for one`(key: String, version: String) async throws {
        // OpenSSL 3.0 has no brainpool in TLS 1.3.
        guard key == "P-256" || version == "TLSv1.2" else { return }
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        try await pki.makeCertificate("client", key: key)
        let server = try await NginxServer(pki) { ports in
            """
            server {
                listen 127.0.0.1:\(ports[0]) ssl; ssl_protocols \(version); ssl_ecdh_curve prime256v1:brainpoolP256r1;
                ssl_certificate \(pki.path("leaf.pem")); ssl_certificate_key \(pki.path("leaf.key"));
                ssl_verify_client on; ssl_client_certificate \(pki.path("ca.pem"));
                location / { return 200 "$ssl_client_s_dn"; }
            }
            """
        }
        let identity = try HTTPIdentity(certificatesPEM: pki.bytes("client.pem"), keyPEM: pki.bytes("client.key"))
        let url = try HTTPURL(parsing: "https://localhost:\(server.ports[0])/")
        let anchors = try await HTTPTrust.anchors([pki.der("ca.pem")])
        let known = HTTPClient(trust: anchors, identity: identity, addresses: .any)
        let response = try await known.response(to: HTTPRequest(.get, url))
        #expect(response.status == 200)
        #expect(response.body == Array("CN=client".utf8))
        let unknown = try await HTTPClient(trust: anchors, addresses: .any).response(to: HTTPRequest(.get, url))
        #expect(unknown.status == 400)
    }

    @Test func `a certificate and a key that do not fit are refused`() async throws {
        let pki = try await TestPKI()
        for name in ["leaf", "client"] { try await pki.makeCertificate(name) }
        let server = try await server(pki, "leaf")
        let url = try HTTPURL(parsing: "https://localhost:\(server.ports[0])/")
        for key in try [pki.bytes("leaf.key"), [1, 2, 3], []] {
            let identity = try HTTPIdentity(certificatesPEM: pki.bytes("client.pem"), keyPEM: key)
            let client = HTTPClient(trust: .webPKI, identity: identity, addresses: .any)
            await #expect(throws: HTTPTransportError.unusableCredentials) {
                try await client.response(to: HTTPRequest(.get, url))
            }
        }
    }

    @Test func `a server without TLS 1.2 is refused`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await server(pki, "leaf", protocols: "TLSv1.1")
        do {
            _ = try await get(server, .anchors([pki.der("ca.pem")]))
            Issue.record("an answer")
        } catch HTTPTransportError.handshakeFailed(let reason) {
            #expect(reason.contains("protocol"))
        }
    }

    @Test func `reads the page of s_server`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf", key: "brainpoolP256r1")
        let port = try Loopback.freePort()
        let files = [pki.path("leaf.pem"), "-key", pki.path("leaf.key")]
        let program = try RunningProgram(
            "openssl",
            ["s_server", "-www", "-accept", "127.0.0.1:\(port)", "-cert"] + files
        )
        // s_server tells that it listens by its output alone.
        for _ in 0..<500 where !program.log.contains("ACCEPT") { try await Task.sleep(for: .milliseconds(10)) }
        let url = try HTTPURL(parsing: "https://localhost:\(port)/")
        let client = try await HTTPClient(trust: .anchors([pki.der("ca.pem")]), addresses: .any)
        let response = try await client.response(to: HTTPRequest(.get, url))
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self).contains("New, TLSv1.2"))
    }
}

extension [UInt8] {
    func write(to path: String) throws {
        try Data(self).write(to: URL(filePath: path))
    }
}
