/// The two clocks of a machine: the one that people set, and the one that only runs on.
public protocol PlanClock: Sendable {
    /// Milliseconds since 1970-01-01 00:00 UTC by the wall clock, which may jump.
    var wallMilliseconds: Int64 { get }
    /// Milliseconds since some moment before the process began; never jumps.
    var monotonicMilliseconds: Int64 { get }
}

extension PlanClock {
    /// The wall clock in whole seconds.
    public var now: Instant {
        Instant(milliseconds: wallMilliseconds)
    }
}
