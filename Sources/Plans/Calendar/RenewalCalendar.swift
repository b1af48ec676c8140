/// The boundaries between the periods of a subscription.
///
/// Boundary `k` is always reckoned from the anchor, never from another boundary: 31 January, 28 February, 31 March.
/// Law: boundaries are strictly increasing in `k`.
public struct RenewalCalendar: Sendable {
    /// The wall time from which all boundaries are counted; boundary 0.
    public var anchor: CivilDateTime
    public var interval: BillingInterval
    public var rules: any ZoneRules

    /// The calendar of an anchor in a zone.
    public init(anchor: CivilDateTime, interval: BillingInterval, rules: any ZoneRules) {
        self.anchor = anchor
        self.interval = interval
        self.rules = rules
    }

    /// What the wall shows at boundary `k`, were there no changes of clocks.
    public func wallTime(_ k: Int) -> CivilDateTime {
        interval.adding(k, to: anchor)
    }

    /// The instant of boundary `k`, 0 or more.
    public func boundary(_ k: Int) -> Instant {
        rules.resolve(wallTime(k))
    }

    /// The last boundary that is not after `instant`, reckoned from `first` on, which must not be after it.
    public func lastBoundary(notAfter instant: Instant, from first: Int) -> Int {
        var step = 1
        var low = first
        while boundary(low + step) <= instant {
            low += step
            step *= 2
        }
        while step > 0 {
            if boundary(low + step) <= instant { low += step } else { step /= 2 }
        }
        return low
    }
}
