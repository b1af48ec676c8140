/// What a customer gets back for the unused days of a paid period.
public struct Proration: Hashable, Sendable {
    /// The days of the whole period.
    public var periodDays: Int64
    /// The days used, each begun day counted.
    public var usedDays: Int64
    /// The unused share of the price, rounded down: what was used is the rest, so both always add up to the price.
    public var credit: TaxRate.Split

    /// The state of affairs at `now`, within a period for which `paid` was charged, tax included.
    public init(paid: Int64, rate: TaxRate, from start: Instant, to end: Instant, at now: Instant) {
        // A period over a change of clocks is an hour short or long of whole days.
        periodDays = max(1, (end - start + .secondsPerDay / 2) / .secondsPerDay)
        let elapsed = max(0, now - start)
        usedDays = min(periodDays, (elapsed + .secondsPerDay - 1) / .secondsPerDay)
        credit = rate.split(gross: paid * (periodDays - usedDays) / periodDays)
    }
}
