import Plans

/// A clock on which a day is a second, the same in all processes.
struct FastClock: PlanClock {
    private static let start: Int64 = 1_790_000_000_000
    static let speed: Int64 = 86_400

    var wallMilliseconds: Int64 { Self.start + (machineMilliseconds() - Self.start) * Self.speed }
    /// The machine's clock is not set while this runs.
    var monotonicMilliseconds: Int64 { wallMilliseconds }
}
