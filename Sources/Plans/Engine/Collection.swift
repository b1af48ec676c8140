/// What is to be collected for a subscription: which cycle, from when, under which version of the plan.
public struct Collection: Hashable, Sendable {
    public var kind: Charge.Kind
    public var cycle: Int64
    /// The boundary at which the period begins; `nil`: it begins with the payment.
    public var boundary: Int?
    /// When the period begins, as far as that is known before the payment.
    public var start: Instant
    /// The cycles that went by and are not charged for, the oldest first.
    public var skipped: [Int64]
    public var version: PlanVersion

    /// Decides it at `now`; `nil` when the subscription's own version is not among the versions.
    public init?(
        for subscription: Subscription,
        versions: [PlanVersion],
        calendar: (BillingInterval) -> RenewalCalendar,
        at now: Instant,
        _ policy: Policy
    ) {
        guard let current = versions.first(where: { $0.version == subscription.planVersion }) else { return nil }
        let calendar = calendar(current.interval)
        skipped = []
        version = current
        guard subscription.state != .incomplete, let end = subscription.periodEnd else {
            // A purchase: its period begins when it is paid.
            kind = subscription.replaces == nil ? .first : .change
            cycle = 1
            start = now
            return
        }
        let next = subscription.boundary
        kind = subscription.cycle == 0 ? .change : .renewal
        cycle = subscription.cycle + 1
        boundary = next
        start = end
        if kind == .renewal, calendar.boundary(next + 1) <= now {
            let missed = calendar.lastBoundary(notAfter: now, from: next) - next
            switch policy.catchUp {
            case .currentCycleOnly: skip(missed, of: calendar, from: next)
            case .allCycles:
                // The running cycle is one of those that are charged.
                skip(missed + 1 - min(missed + 1, max(1, policy.maxCatchUpCycles)), of: calendar, from: next)
            case .fromNow:
                boundary = nil
                start = now
            }
        }
        let begin = start
        version =
            versions.lazy
            .filter { $0.version >= current.version && $0.isInForce(for: current, at: begin, policy) }
            .max { $0.version < $1.version } ?? current
    }

    private mutating func skip(_ count: Int, of calendar: RenewalCalendar, from next: Int) {
        guard count > 0 else { return }
        skipped = (0..<Int64(count)).map { cycle + $0 }
        cycle += Int64(count)
        boundary = next + count
        start = calendar.boundary(next + count)
    }
}

extension PlanVersion {
    /// Whether this version holds for a cycle that begins at `start`, of a customer who bought `bought`: at once if it is that
    /// one, else from its date on, and not before the customers have known of it for the time that is promised.
    fileprivate func isInForce(for bought: PlanVersion, at start: Instant, _ policy: Policy) -> Bool {
        guard version != bought.version else { return true }
        guard let noticeSentAt, effectiveFrom <= start else { return false }
        return noticeSentAt + policy.priceNotice <= start
    }
}
