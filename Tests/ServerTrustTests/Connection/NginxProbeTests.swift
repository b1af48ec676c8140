import Foundation
import SGP22
import Synchronization
import TestSupport
import Testing

@testable import ServerTrust

/// The probe against nginx, and against servers with two certificates.
struct NginxProbeTests {
    private func block(_ pki: TestPKI, _ certificate: String, _ port: UInt16, _ more: String = "") -> String {
        """
        server {
            listen 127.0.0.1:\(port) ssl; ssl_protocols TLSv1.2 TLSv1.3; \(more)
            ssl_certificate \(pki.path("\(certificate).pem")); ssl_certificate_key \(pki.path("\(certificate).key"));
        }

        """
    }

    private func retrieve(_ port: UInt16, host: String = "localhost") async throws -> TLSProbe.Retrieval {
        let (name, address) = try (TLSEndpoint(host: host, port: port), TLSEndpoint(host: "127.0.0.1", port: port))
        return try await onThread { try TLSProbe().retrieve(from: name, at: address, within: .seconds(20)) }
    }

    @Test func `takes the certificate of the name that is asked for`() async throws {
        let pki = try await TestPKI()
        for name in ["one", "two"] { try await pki.makeCertificate(name) }
        let server = try await NginxServer(pki) { ports in
            block(pki, "one", ports[0], "server_name one.example;")
                + block(pki, "two", ports[0], "server_name two.example;")
        }
        for name in ["one", "two"] {
            let retrieval = try await retrieve(server.ports[0], host: "\(name).example")
            #expect(try await retrieval.certificates == [pki.der("\(name).pem")])
        }
    }

    @Test func `falls back to TLS 1.2 where a brainpool key and TLS 1.3 fail each other`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf", key: "brainpoolP256r1")
        let server = try await NginxServer(pki) { block(pki, "leaf", $0[0]) }
        let retrieval = try await retrieve(server.ports[0])
        #expect(try await retrieval.certificates == [pki.der("leaf.pem")])
        #expect(retrieval.connection.version == "TLSv1.2")
    }

    @Test func `leaves no error in the server's log`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await NginxServer(pki) { block(pki, "leaf", $0[0]) }
        let endpoint = try TLSEndpoint(host: "127.0.0.1", port: server.ports[0])
        for _ in 0..<10 {
            _ = try await onThread { try TLSProbe(looksForOtherCurve: false).retrieve(from: endpoint) }
        }
        #expect(!server.log.contains("SSL_do_handshake() failed"), "\(server.log)")
        #expect(!server.log.contains("reset by peer"), "\(server.log)")
    }

    @Test(arguments: [true, false])
    func `reports both certificates of a server with two curves`(prefersBrainpool: Bool) async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("nist")
        try await pki.makeCertificate("brainpool", key: "brainpoolP256r1")
        let nginx = try await NginxServer(pki, ports: 2) { ports in
            block(pki, "nist", ports[0]) + block(pki, "brainpool", ports[1])
        }
        let ports = nginx.ports
        // A server that shows the certificate that the client can use, and of two the one that it likes better.
        let server = try Loopback { peer in
            let hello = peer.read()
            let choices =
                prefersBrainpool ? [(0x1A, ports[1]), (0x17, ports[0])] : [(0x17, ports[0]), (0x1A, ports[1])]
            let choice = choices.first { hello.supportedGroups.contains($0.0) }
            guard let choice, let backend = Loopback.connect(to: choice.1) else {
                peer.write([0x15, 3, 3, 0, 2, 2, 40])
                return
            }
            backend.write(hello)
            let isOver = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                backend.copy(to: peer)
                isOver.signal()
            }
            peer.copy(to: backend)
            // A descriptor that is closed while somebody reads from it may be another connection's by then.
            isOver.wait()
            backend.close()
        }
        let retrieval = try await retrieve(server.port)
        let (nist, brainpool) = try await (pki.der("nist.pem"), pki.der("brainpool.pem"))
        #expect(retrieval.certificates == [prefersBrainpool ? brainpool : nist])
        #expect(retrieval.other?.certificates == [prefersBrainpool ? nist : brainpool])
        #expect(retrieval.other?.connection.version == (prefersBrainpool ? "TLSv1.3" : "TLSv1.2"))
    }

    @Test func `hundreds are asked side by side`() async throws {
        let pki = try await TestPKI()
        try await pki.makeCertificate("leaf")
        let server = try await NginxServer(pki) { block(pki, "leaf", $0[0]) }
        let endpoint = try TLSEndpoint(host: "127.0.0.1", port: server.ports[0])
        let expected = try await pki.der("leaf.pem")
        let good = try await onThread {
            let probe = try TLSProbe()
            let counter = Counter()
            SideBySide.forEach(below: 300, atOnce: 64) { _ in
                if let retrieval = try? probe.retrieve(from: endpoint, within: .seconds(60)),
                    retrieval.certificates == [expected]
                {
                    counter.count.wrappingAdd(1, ordering: .relaxed)
                }
            }
            return counter.count.load(ordering: .relaxed)
        }
        #expect(good == 300)
    }

    private final class Counter: Sendable {
        let count = Atomic(0)
    }

    @Test(arguments: [(0, 5), (1, 5), (7, 1), (7, 3), (100, 2000), (3, 0)])
    func `each number comes once`(count: Int, atOnce: Int) async throws {
        let numbers = try await onThread {
            let numbers = Numbers()
            SideBySide.forEach(below: count, atOnce: atOnce) { number in numbers.all.withLock { $0.append(number) } }
            return numbers.all.withLock { $0.sorted() }
        }
        #expect(numbers == Array(0..<count))
    }

    private final class Numbers: Sendable {
        let all = Mutex<[Int]>([])
    }
}

extension [UInt8] {
    /// The numbers of the `supported_groups` of a client hello in one record; none when there is no such.
    fileprivate var supportedGroups: [Int] {
        // Record header, handshake header, version, random; then session id, suites and compression with their lengths.
        var place = 5 + 4 + 2 + 32
        func number(_ place: Int) -> Int { place + 1 < count ? Int(self[place]) << 8 | Int(self[place + 1]) : 0 }
        guard place < count else { return [] }
        place += 1 + Int(self[place])
        place += 2 + number(place)
        guard place < count else { return [] }
        place += 1 + Int(self[place])
        place += 2
        while place + 4 <= count {
            let (type, length) = (number(place), number(place + 2))
            if type == 10 { return stride(from: place + 6, to: place + 4 + length, by: 2).map(number) }
            place += 4 + length
        }
        return []
    }
}
