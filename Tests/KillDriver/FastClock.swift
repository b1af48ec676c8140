import Plans

/// A clock on which a day is a second, the same in all processes.
struct FastClock: PlanClock {
    /// When it showed the true time, in milliseconds since 1970.
    let start: Int64
    static let speed: Int64 = 86_400

    var wallMilliseconds: Int64 { start + (machineMilliseconds() - start) * Self.speed }
    /// The machine's clock is not set while this runs.
    var monotonicMilliseconds: Int64 { wallMilliseconds }
}
