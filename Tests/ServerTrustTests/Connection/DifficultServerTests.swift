import Foundation
import SGP22
import TestSupport
import Testing

@testable import ServerTrust

/// The probe against servers that do anything but TLS: always an answer, and in time.
struct DifficultServerTests {
    /// What the probe says about the port, and how long it has taken.
    private func failure(
        _ port: UInt16,
        host: String = "127.0.0.1",
        within time: Duration
    ) async throws -> (TLSProbe.Failure?, Duration) {
        let endpoint = try TLSEndpoint(host: host, port: port)
        return try await onThread {
            let start = ContinuousClock.now
            do throws(TLSProbe.Failure) {
                _ = try TLSProbe().retrieve(from: endpoint, within: time)
                return (nil, .zero)
            } catch {
                return (error, start.duration(to: .now))
            }
        }
    }

    @Test func `a server that says nothing is given up at the deadline`() async throws {
        let server = try Loopback { $0.readToEnd() }
        let (failure, time) = try await failure(server.port, within: .milliseconds(500))
        #expect(failure == .unreachable(.timedOut(.handshake, address: "127.0.0.1")))
        #expect(time < .seconds(3))
        #expect(server.connections == 1)
    }

    @Test func `a server that nobody serves is given up at the deadline`() async throws {
        let server = try Loopback()
        let (failure, time) = try await failure(server.port, within: .milliseconds(500))
        #expect(failure == .unreachable(.timedOut(.handshake, address: "127.0.0.1")))
        #expect(time < .seconds(3))
    }

    @Test func `a server that drips has no longer than others`() async throws {
        // A record of 16 KiB, a byte at a time.
        let server = try Loopback { peer in
            for byte in [0x16, 3, 3, 0x40, 0] + [UInt8](repeating: 2, count: 100) {
                peer.write([byte])
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
        let (failure, time) = try await failure(server.port, within: .seconds(1))
        #expect(failure == .unreachable(.timedOut(.handshake, address: "127.0.0.1")))
        #expect(time < .seconds(3))
    }

    @Test func `a server that closes has closed`() async throws {
        let server = try Loopback { peer in _ = peer.read() }
        let (failure, _) = try await failure(server.port, within: .seconds(20))
        #expect(failure == .handshake(.closed, address: "127.0.0.1"))
        // With TLS 1.3, without, and with the old versions.
        #expect(server.connections == 3)
    }

    @Test func `a server that closes before it has read has closed`() async throws {
        let server = try Loopback { _ in }
        let (failure, _) = try await failure(server.port, within: .seconds(20))
        #expect(failure == .handshake(.closed, address: "127.0.0.1"))
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP"), ("SSH-2.0-OpenSSH_9.2\r\n", "SSH"),
        ("220 mail.example ESMTP\r\n", "SMTP or FTP"),
        ("<html>", "HTML"), ("\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{9}", nil), ("x", nil),
    ])
    func `what is not TLS is named`(greeting: String, resemblance: String?) async throws {
        let server = try Loopback { peer in
            peer.write(greeting.utf8)
            peer.readToEnd()
        }
        let (failure, time) = try await failure(server.port, within: .seconds(20))
        #expect(failure == .handshake(.notTLS(resembling: resemblance), address: "127.0.0.1"))
        #expect(time < .seconds(10))
        #expect(server.connections == 1)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `garbage that begins like TLS is a failed handshake`(seed: UInt64) async throws {
        let server = try Loopback { peer in
            var random = SeededGenerator(seed: seed)
            let garbage = (0..<2000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            peer.write([0x16, 3, 3, 2, 0] + garbage)
            peer.readToEnd()
        }
        let (failure, _) = try await failure(server.port, within: .seconds(20))
        guard case .handshake = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func `a server that never ends its handshake is cut off`() async throws {
        // Warning alerts, which OpenSSL passes over for a while, and then whole records of nonsense.
        let server = try Loopback { peer in
            let records = [UInt8]([0x16, 3, 3, 0x40, 0]) + [UInt8](repeating: 0, count: 16384)
            for _ in 0..<1000 { peer.write(records) }
        }
        let (failure, time) = try await failure(server.port, within: .seconds(20))
        guard case .handshake = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(time < .seconds(10))
    }

    @Test func `an alert is named`() async throws {
        let server = try Loopback { peer in
            _ = peer.read()
            peer.write([0x15, 3, 3, 0, 2, 2, 112])
            peer.readToEnd()
        }
        let (failure, _) = try await failure(server.port, within: .seconds(20))
        #expect(failure == .handshake(.alert(number: 112, name: "unrecognized_name"), address: "127.0.0.1"))
        #expect(server.connections == 3)
    }

    @Test func `a port where nobody listens has refused`() async throws {
        let (failure, _) = try await failure(Loopback.freePort(), within: .seconds(20))
        #expect(failure == .unreachable(.refused(address: "127.0.0.1")))
    }

    @Test func `a name without an address is not found`() async throws {
        let (failure, _) = try await failure(443, host: "no-such-name.invalid", within: .seconds(20))
        switch failure {
        case .unreachable(.nameNotFound("no-such-name.invalid")), .unreachable(.nameServerFailed): break
        default: Issue.record("\(String(describing: failure))")
        }
    }

    @Test func `a full queue is waited for no longer than the deadline`() async throws {
        let server = try Loopback(backlog: 0)
        let endpoint = try TLSEndpoint(host: "127.0.0.1", port: server.port)
        // Whoever comes first fills the queue; later ones do not even connect.
        let failures = try await onThread {
            let failures = Failures()
            SideBySide.forEach(below: 6, atOnce: 6) { _ in
                do throws(TLSProbe.Failure) {
                    _ = try TLSProbe().retrieve(from: endpoint, within: .milliseconds(600))
                } catch {
                    failures.append(error)
                }
            }
            return failures.all
        }
        #expect(failures.count == 6)
        #expect(failures.contains(.unreachable(.timedOut(.connection, address: "127.0.0.1"))))
    }
}
