import Dispatch
import HTTPService
import SGP22
import Synchronization
import SystemPackage

/// Verifies the targets again and again: a JSON line for each change, Prometheus metrics on loopback, until SIGTERM or SIGINT.
struct Watch: Sendable {
    /// Gives the targets of a round; asked before each, so that a file may be edited meanwhile.
    let targets: @Sendable () throws(Failure) -> TargetList
    /// Makes what verifies them; asked before each round, as time goes on.
    let verifier: @Sendable () -> ServerVerifier
    let interval: Duration
    /// 0 for any that is free.
    let metricsPort: UInt16
    let atOnce: Int

    /// Goes on until a signal ends it.
    ///
    /// - Throws: `Failure` when the first round cannot begin, or the port is taken.
    func run() throws(Failure) {
        let signals = TerminationSignals()
        let targets = try targets()
        let state = Rounds()
        let server = try metricsServer(state)
        for line in targets.badLines { line.say() }
        let count = targets.targets.count
        Diagnostics.say("metrics at http://127.0.0.1:\(server.port)/metrics; \(count) targets, SIGTERM ends it")
        DispatchQueue(label: "verify").async { self.goRound(targets, state) }

        signals.wait()
        server.stop()
    }

    /// What the rounds and the server have in common.
    private final class Rounds: Sendable {
        let metrics = Mutex(VerificationMetrics())
    }

    private func goRound(_ first: TargetList, _ state: Rounds) {
        let sleeper = DispatchSemaphore(value: 0)
        var targets = first
        var changes = VerificationChanges()
        while true {
            let begin = ContinuousClock.now
            let results = verifier().results(for: targets.targets, atOnce: atOnce)
            state.metrics.withLock { $0.take(results) }
            for change in changes.changes(in: results) { Self.write(JSONText.of(VerificationJSON.Result(change))) }
            let rest = interval - begin.duration(to: .now)
            if rest > .zero { _ = sleeper.wait(timeout: .now() + .milliseconds(Int(rest / .milliseconds(1)))) }
            do throws(Failure) {
                let known = Set(targets.badLines.map(\.message))
                targets = try self.targets()
                for line in targets.badLines where !known.contains(line.message) { line.say() }
            } catch {
                error.say()
            }
        }
    }

    private func metricsServer(_ state: Rounds) throws(Failure) -> HTTPServer {
        do {
            return try HTTPServer(port: metricsPort) { request in
                guard request.path == "/metrics" else { return HTTPServer.Response(404) }
                let text = state.metrics.withLock { $0.text }
                let type = "text/plain; version=0.0.4; charset=utf-8"
                return HTTPServer.Response(200, contentType: type, Array(text.utf8))
            }
        } catch {
            throw Failure(listeningAt: metricsPort, error)
        }
    }

    /// In one piece, so that a signal leaves no half line behind.
    private static func write(_ line: String) {
        _ = try? FileDescriptor.standardOutput.writeAll(line.utf8)
    }
}
