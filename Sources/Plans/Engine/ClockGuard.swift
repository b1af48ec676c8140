/// Compares the wall clock with the monotonic one, so that a wrong time from the network does not bill everybody early.
public struct ClockGuard: Sendable {
    private var wall: Int64
    private var monotonic: Int64

    /// Takes both clocks as they are when the process begins.
    public init(_ clock: some PlanClock) {
        wall = clock.wallMilliseconds
        monotonic = clock.monotonicMilliseconds
    }

    /// How many seconds the wall clock has gained since the last call; then takes both clocks as right.
    mutating func gain(_ clock: some PlanClock) -> Int64 {
        let (newWall, newMonotonic) = (clock.wallMilliseconds, clock.monotonicMilliseconds)
        defer { (wall, monotonic) = (newWall, newMonotonic) }
        return ((newWall - wall) - (newMonotonic - monotonic)) / 1000
    }
}
