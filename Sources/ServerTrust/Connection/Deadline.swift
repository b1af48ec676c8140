/// A moment after which nothing is waited for any more.
struct Deadline: Hashable, Sendable {
    let instant: ContinuousClock.Instant

    init(in duration: Duration) {
        instant = .now + duration
    }

    private init(_ instant: ContinuousClock.Instant) {
        self.instant = instant
    }

    /// The time that is left, never negative.
    var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: instant)) }

    var hasPassed: Bool { remaining == .zero }

    /// What is left for `poll`, in milliseconds; never 0 as long as anything is left.
    var pollTime: CInt {
        let (seconds, attoseconds) = remaining.components
        let milliseconds = min(seconds, 1_000_000) * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return CInt(milliseconds)
    }

    /// The earlier of this one and the moment after `duration`.
    func atMost(_ duration: Duration) -> Deadline {
        Deadline(min(instant, .now + duration))
    }
}
