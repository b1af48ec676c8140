import Plans
import Synchronization

/// A clock that stands where it was set, so that what is due is the same in each pass.
final class StandingClock: PlanClock {
    private let time: Mutex<Int64>

    init(at instant: Instant) {
        time = Mutex(instant.milliseconds)
    }

    var wallMilliseconds: Int64 { time.withLock { $0 } }
    /// Moves with the other, so that it does not look as if somebody had set the clock.
    var monotonicMilliseconds: Int64 { wallMilliseconds }

    func move(to instant: Instant) {
        time.withLock { $0 = instant.milliseconds }
    }
}
