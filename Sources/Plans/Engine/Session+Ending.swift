extension Session {
    /// Grace is over: the service stops, the subscription can still be brought back.
    func suspend(_ subscription: Subscription) throws {
        var subscription = subscription
        let old = subscription
        subscription.suspend(at: now)
        try sayServiceStops(subscription)
        try save(&subscription, was: old, "suspended")
    }

    /// The paid time, or the time to come back, is over.
    func expire(_ subscription: Subscription) throws {
        var subscription = subscription
        let old = subscription
        try failOpenCharge(of: subscription)
        if subscription.replacedBy != nil {
            subscription.end(.canceled)
            return try save(&subscription, was: old, "replaced", ["reason": "plan_change"])
        }
        if subscription.autoRenew == .pendingConfirmation {
            try notify(.autoRenewNotConfirmed, subscription, about: String(subscription.cycle))
        }
        subscription.end(.expired)
        try order(.end, subscription)
        try notify(.planExpired, subscription, about: String(subscription.cycle))
        try save(&subscription, was: old, "expired")
    }

    /// The purchase was never paid.
    func cancelUnpaid(_ subscription: Subscription) throws {
        var subscription = subscription
        let old = subscription
        try failOpenCharge(of: subscription)
        subscription.end(.canceled)
        try save(&subscription, was: old, "canceled", ["reason": "unpaid"])
    }

    /// Tells the customer what will be charged, when, from what, and how to stop it; once for each cycle.
    func announce(_ subscription: Subscription) throws {
        var subscription = subscription
        let old = subscription
        let next = try nextCharge(of: subscription)
        subscription.noticedCycle = next.cycle
        try notify(
            .renewalUpcoming,
            subscription,
            about: String(next.cycle),
            try chargeFields(subscription, next.version, at: subscription.collectAt ?? next.start)
        )
        try save(&subscription, was: old, "announced")
    }

    /// What the next charge would be, if it is made in time.
    func nextCharge(of subscription: Subscription) throws -> Collection {
        let rules = try rules(of: subscription.zone)
        let anchor = subscription.anchor
        let collection = Collection(
            for: subscription,
            versions: try versions(of: subscription.plan),
            calendar: { RenewalCalendar(anchor: anchor, interval: $0, rules: rules) },
            at: subscription.periodEnd ?? now,
            policy
        )
        guard let collection else { throw PoisonError.planMissing(subscription.plan) }
        return collection
    }

    /// Puts a subscription aside until a person has looked at it.
    @discardableResult
    func park(_ subscription: Subscription, _ reason: String) throws -> Collected {
        var subscription = subscription
        let old = subscription
        subscription.isParked = true
        try raise(.subscriptionParked, subscription.id.text)
        try save(&subscription, was: old, "parked", ["reason": reason])
        return .settled
    }

    /// Counts an error of a subscription that could not be worked on, and parks it when there were too many.
    func countError(_ id: SubscriptionID, _ reason: String) throws {
        var subscription = try subscription(id)
        let old = subscription
        subscription.processingErrors += 1
        let isTooMuch = subscription.processingErrors >= policy.maxProcessingErrors
        if isTooMuch {
            subscription.isParked = true
            try raise(.subscriptionParked, id.text)
        }
        try save(&subscription, was: old, isTooMuch ? "parked" : "processing.error", ["reason": reason])
        guard !isTooMuch, var timer = subscription.timer(policy) else { return }
        // Not at once: what was wrong may pass.
        timer.dueAt = now + policy.retryDelay.lowerBound * Int64(subscription.processingErrors)
        timer.kind = .recover
        try arm(timer, .subscription, id.text)
    }
}
