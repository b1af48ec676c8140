import Dispatch
import Plans

extension OpenStore {
    /// Waits until `milliseconds` since 1970 by the engine's clock; the clock of a trial moves on instead.
    func wait(until milliseconds: Int64) {
        if let trialClock { return trialClock.move(to: milliseconds) }
        // Asked again after each pause: the wall clock may have been set meanwhile.
        while case let left = milliseconds - engine.clock.wallMilliseconds, left > 0 {
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(Int(min(left, 60_000))))
        }
    }
}
