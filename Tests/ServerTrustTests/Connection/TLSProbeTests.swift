import Foundation
import SGP22
import TestSupport
import Testing

@testable import ServerTrust

/// The probe against `openssl s_server`.
struct TLSProbeTests {
    private func retrieve(
        _ server: OpenSSLServer,
        _ probe: TLSProbe? = nil,
        within time: Duration = .seconds(20)
    ) async throws -> TLSProbe.Retrieval {
        let probe = try probe ?? TLSProbe()
        return try await onThread { try probe.retrieve(from: server.endpoint, within: time) }
    }

    @Test(arguments: ["P-256", "brainpoolP256r1", "P-384", "rsa:2048", "rsa:1024"])
    func `takes the certificate whatever its key is`(key: String) async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf", key: key)
        let server = try await OpenSSLServer(pki, "leaf", key == "rsa:1024" ? "-cipher ALL:@SECLEVEL=0" : "")
        let retrieval = try await retrieve(server)
        #expect(try await retrieval.certificates == [pki.der("leaf.pem")])
        #expect(retrieval.address == "127.0.0.1")
        #expect(retrieval.other == nil)
        #expect(!retrieval.connection.asksForClientCertificate)
        #expect(retrieval.connection.version == (key == "brainpoolP256r1" ? "TLSv1.2" : "TLSv1.3"))
    }

    @Test func `gives the chain in the order in which it is served`() async throws {
        let pki = try await TestPKI()
        for name in ["leaf", "one", "two"] { try await pki.makeCertificate(name) }
        try (pki.bytes("two.pem") + pki.bytes("ca.pem") + pki.bytes("one.pem")).write(to: pki.path("rest.pem"))
        let retrieval = try await retrieve(OpenSSLServer(pki, "leaf", "-cert_chain rest.pem"))
        var expected: [[UInt8]] = []
        for name in ["leaf", "two", "ca", "one"] { try await expected.append(pki.der("\(name).pem")) }
        #expect(retrieval.certificates == expected)
    }

    @Test func `prefers the suites of SGP.22`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let retrieval = try await retrieve(OpenSSLServer(pki, "leaf", "-tls1_2"))
        let expected = ServedChain.Connection(
            version: "TLSv1.2",
            cipherSuite: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            cipherSuiteNumber: 0xC02B,
            asksForClientCertificate: false
        )
        #expect(retrieval.connection == expected)
    }

    @Test(arguments: [
        ("", true), ("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256", true),
        ("-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384", false), ("-tls1_3", false),
    ])
    func `finds out whether a phone of SGP.22 v2 is served`(options: String, isServed: Bool) async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf", options)
        let asking = try await onThread { try TLSProbe(asksForSuitesOfV2: true).retrieve(from: server.endpoint) }
        #expect(asking.connection.takesSuitesOfV2 == isServed)
        #expect(try await retrieve(server).connection.takesSuitesOfV2 == nil)
    }

    @Test(arguments: ["-Verify 1", "-verify 1", "-Verify 1 -tls1_2"])
    func `notes that a client certificate is asked for`(options: String) async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf", options)
        let retrieval = try await retrieve(server)
        #expect(retrieval.connection.asksForClientCertificate)
        #expect(try await retrieval.certificates == [pki.der("leaf.pem")])
        // With TLS 1.2 the server says no before the handshake is over, yet behind its certificate.
        let refusal = ServedChain.HandshakeFailure.alert(number: 40, name: "handshake_failure")
        #expect(retrieval.handshakeFailure == (options == "-Verify 1 -tls1_2" ? refusal : nil))
        #expect(retrieval.connection.cipherSuite.hasPrefix("TLS_"))
    }

    @Test func `sends the name, and sees the certificate that is for it`() async throws {
        let pki = try await TestPKI()
        for name in ["first", "second"] { try await pki.makeCertificate(name) }
        let options = "-servername second.example -cert2 second.pem -key2 second.key"
        let server = try await OpenSSLServer(pki, "first", options)
        let named = try TLSEndpoint(parsing: "Second.Example.:\(server.endpoint.port)")
        let retrieval = try await onThread { try TLSProbe().retrieve(from: named, at: server.endpoint) }
        #expect(try await retrieval.certificates == [pki.der("second.pem")])
        let other = try await onThread { try TLSProbe().retrieve(from: server.endpoint) }
        #expect(try await other.certificates == [pki.der("first.pem")])
    }

    @Test func `sends no name for an address`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf", "-trace", host: "127.0.0.1")
        _ = try await retrieve(server)
        #expect(server.log.contains("ClientHello"))
        #expect(!server.log.contains("server_name"))
    }

    @Test(arguments: [("-tls1_1", "TLSv1.1"), ("-tls1", "TLSv1")])
    func `learns that a server speaks only what came before TLS 1.2`(option: String, version: String) async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let retrieval = try await retrieve(OpenSSLServer(pki, "leaf", "\(option) -cipher ALL:@SECLEVEL=0"))
        #expect(retrieval.connection.version == version)
        #expect(try await retrieval.certificates == [pki.der("leaf.pem")])
    }

    @Test func `names the alert with which a server refuses`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf", "-tls1_2 -cipher ECDHE-RSA-AES128-SHA")
        let expected = TLSProbe.Failure.handshake(.alert(number: 40, name: "handshake_failure"), address: "127.0.0.1")
        await #expect(throws: expected) { try await retrieve(server) }
    }

    @Test func `tells a server which CI it trusts`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf", "-trace")
        let key = KeyIdentifier(Array(1...20))
        // C=IT, as DER.
        let name: [UInt8] = [0x30, 0x0D, 0x31, 0x0B, 0x30, 0x09, 0x06, 0x03, 0x55, 0x04, 0x06, 0x13, 0x02, 0x49, 0x54]
        _ = try await retrieve(server, TLSProbe(hint: CIHint(keyIdentifier: key, name: name)))
        #expect(server.log.contains("extension_type=trusted_ca_keys(3), length=23"))
        #expect(server.log.contains("00 15 01 01 02 03 04 05") || server.log.contains("00150101020304"))
        #expect(server.log.contains("certificate_authorities(47)"))
    }

    @Test func `a hint whose name is none is refused`() {
        #expect(throws: TLSProbe.Failure.self) {
            try TLSProbe(hint: CIHint(keyIdentifier: KeyIdentifier(Array(1...20)), name: [1, 2, 3]))
        }
    }

    @Test func `hangs up without an error on the server's side`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf")
        for _ in 0..<5 { _ = try await retrieve(server, TLSProbe(looksForOtherCurve: false)) }
        #expect(!server.log.lowercased().contains("error"), "\(server.log)")
        #expect(server.log.contains("DONE") || server.log.contains("CONNECTION CLOSED"), "\(server.log)")
    }

    @Test func `sends no application data`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await OpenSSLServer(pki, "leaf", "-tls1_2 -trace")
        _ = try await retrieve(server)
        #expect(server.log.contains("Handshake (22)"))
        #expect(!server.log.contains("ApplicationData (23)"), "\(server.log)")
    }
}

extension [UInt8] {
    func write(to path: String) throws {
        try Data(self).write(to: URL(filePath: path))
    }
}
