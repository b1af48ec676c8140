import Foundation
import ServerTrust
import TestSupport

/// `openssl s_server` on a free port, ready for connections.
struct OpenSSLServer {
    let endpoint: TLSEndpoint
    private let program: RunningProgram

    /// What the server has written to its terminal.
    var log: String { program.log }

    /// Starts it with a certificate of `pki` and more of its options, apart by spaces, to be reached as `host`.
    init(_ pki: TestPKI, _ certificate: String, _ options: String = "", host: String = "localhost") async throws {
        let port = try Loopback.freePort()
        endpoint = try TLSEndpoint(host: host, port: port)
        let files = ["-cert", pki.path("\(certificate).pem"), "-key", pki.path("\(certificate).key")]
        let more = options.split(separator: " ").map {
            $0.hasSuffix(".pem") || $0.hasSuffix(".key") ? pki.path(String($0)) : String($0)
        }
        program = try RunningProgram(
            "openssl",
            ["s_server", "-accept", "127.0.0.1:\(port)", "-naccept", "100"] + files + more
        )
        for _ in 0..<500 where program.isRunning && !program.log.contains("ACCEPT") {
            try await Task.sleep(for: .milliseconds(10))
        }
        guard program.log.contains("ACCEPT") else { throw NotReady(log: program.log) }
    }

    struct NotReady: Error {
        let log: String
    }
}

/// Runs what blocks on a thread that is not one of Swift's tasks.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
