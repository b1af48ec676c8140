public import Plans
import Synchronization

/// A clock that stands still until somebody moves it.
public final class SimulatedClock: PlanClock {
    private let state: Mutex<(wall: Int64, monotonic: Int64)>

    /// The wall clock shows `instant`.
    public init(at instant: Instant) {
        state = Mutex((instant.milliseconds, 0))
    }

    public var wallMilliseconds: Int64 { state.withLock { $0.wall } }
    public var monotonicMilliseconds: Int64 { state.withLock { $0.monotonic } }

    /// Lets time pass until the wall clock shows `milliseconds`, if it does not show more already.
    public func pass(until milliseconds: Int64) {
        state.withLock { state in
            guard milliseconds > state.wall else { return }
            state.monotonic += milliseconds - state.wall
            state.wall = milliseconds
        }
    }

    /// Sets the wall clock, while in truth so many milliseconds have passed.
    public func set(_ instant: Instant, passed milliseconds: Int64) {
        state.withLock { state in
            state.wall = instant.milliseconds
            state.monotonic += milliseconds
        }
    }
}
