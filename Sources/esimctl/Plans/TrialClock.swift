import Plans
import Synchronization

/// The clock of a trial: it stands where it was set, and moves on only when something waits for it.
final class TrialClock: PlanClock {
    private let time: Mutex<(wall: Int64, passed: Int64)>

    init(at instant: Instant) {
        time = Mutex((instant.milliseconds, 0))
    }

    var wallMilliseconds: Int64 { time.withLock { $0.wall } }
    var monotonicMilliseconds: Int64 { time.withLock { $0.passed } }

    /// Moves on to `milliseconds` since 1970, if it is not there yet.
    func move(to milliseconds: Int64) {
        time.withLock { time in
            guard milliseconds > time.wall else { return }
            time.passed += milliseconds - time.wall
            time.wall = milliseconds
        }
    }
}
