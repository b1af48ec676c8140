import ServerTrust
import Synchronization

/// Failures from many threads.
final class Failures: Sendable {
    private let failures = Mutex<[TLSProbe.Failure]>([])

    var all: [TLSProbe.Failure] { failures.withLock { $0 } }

    func append(_ failure: TLSProbe.Failure) {
        failures.withLock { $0.append(failure) }
    }
}
