import Plans

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The clocks of this machine.
struct MachineClock: PlanClock {
    var wallMilliseconds: Int64 { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) }
    /// Since this process first asked; sleep of the machine counts, as the wall clock counts it too.
    var monotonicMilliseconds: Int64 { Int64(Self.start.duration(to: .now) / .milliseconds(1)) }

    private static let start = ContinuousClock.now
}
