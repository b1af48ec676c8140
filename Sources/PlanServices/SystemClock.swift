internal import Dispatch
public import Plans

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The clocks of this machine.
public struct SystemClock: PlanClock {
    /// The clocks of this machine; all values of this type are the same.
    public init() {}

    public var wallMilliseconds: Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) }
    /// Since this process first asked; sleep of the machine counts, as the wall clock counts it too.
    public var monotonicMilliseconds: Int64 { Int64(Self.start.duration(to: .now) / .milliseconds(1)) }

    private static let start = ContinuousClock.now

    /// Blocks the calling thread until the wall clock says `milliseconds` since 1970; not at all when it does already.
    ///
    /// - Parameter milliseconds: Since 1970-01-01 00:00 UTC.
    public func wait(until milliseconds: Int64) {
        // Asked again after each pause: the wall clock may have been set meanwhile.
        while case let left = milliseconds - wallMilliseconds, left > 0 {
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(Int(min(left, 60_000))))
        }
    }
}
