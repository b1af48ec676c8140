/// When a change of plan takes place.
public enum PlanChangeMode: String, Hashable, Sendable, CaseIterable {
    /// At once; unused days are credited as the old plan says.
    case immediate
    case atPeriodEnd = "at_period_end"
}

/// What a change of plan has led to.
public struct PlanChange: Hashable, Sendable {
    /// The new subscription: `active` when it is paid already, `incomplete` while a worker has to collect, `scheduled`, or
    /// `canceled` when the balance was short; then the old plan is untouched.
    public var new: Subscription
    public var old: Subscription
    /// What was reckoned for the unused days; `nil` when there are none to credit.
    public var proration: Proration?
}

extension PlanService {
    /// Puts another plan of the same carrier on a line, and ends the renewal of the old one in the same transaction.
    ///
    /// It counts as consent to the new amount: if the old plan renewed itself, the new one does, where it can.
    ///
    /// Throws `.samePlan` for the plan that is on the line already, which would be paid for twice; `.notFound` (line, running
    /// subscription, plan on sale), `.carrierMismatch`, `.exists`, `.chargeInFlight` and `.wrongState`.
    public func changePlan(
        of lineID: LineID,
        to code: String,
        mode: PlanChangeMode,
        newID: SubscriptionID
    ) throws -> PlanChange {
        try session { session in
            let line: Line = try session.found(Line.self, lineID.text)
            let live = try session.subscriptions(on: lineID).filter { !$0.state.isTerminal }
            guard let running = live.preferred else { throw PlanError.notFound("subscription on line \(lineID)") }
            guard let plan = try session.planOnSale(code, at: session.now) else {
                throw PlanError.notFound("plan \(code)")
            }
            guard plan.carrier == line.carrier else {
                throw PlanError.carrierMismatch(planCarrier: plan.carrier, lineCarrier: line.carrier)
            }
            // What was to follow the plan can be called off by letting the plan follow itself.
            guard plan.code != running.plan || (mode == .atPeriodEnd && running.replacedBy != nil) else {
                throw PlanError.samePlan(lineID, plan: code)
            }
            if try session.store.find(Subscription.self, [.text(tenant.text), .text(newID.text)]) != nil {
                throw PlanError.exists("subscription \(newID)")
            }
            if let busy = live.first(where: { $0.recoverAt != nil || $0.awaiting == .operator }) {
                throw PlanError.chargeInFlight(busy.id)
            }
            guard running.state != .incomplete, running.state != .paused else {
                throw PlanError.wrongState(running.id, running.state)
            }
            var new = Subscription(
                tenant: tenant,
                id: newID,
                account: running.account,
                line: lineID,
                plan: code,
                planVersion: plan.version,
                state: .incomplete,
                paymentMethod: running.paymentMethod,
                anchor: try session.rules(of: running.zone).wallTime(at: session.now),
                zone: running.zone,
                createdAt: session.now
            )
            new.replaces = running.id
            new.iccid = running.iccid
            new.profile = running.profile
            switch mode {
            case .immediate:
                let proration = try session.proration(of: running)
                new.collectAt = session.now
                try session.save(&new, was: nil, "plan_change.begun", ["from": running.plan])
                if new.paymentMethod == nil { _ = try session.collect(new) }
                return PlanChange(
                    new: try session.subscription(newID),
                    old: try session.subscription(running.id),
                    proration: proration
                )
            case .atPeriodEnd:
                let old = try session.schedule(&new, plan, after: running, among: live)
                return PlanChange(new: new, old: old, proration: nil)
            }
        }
    }

    /// Stops the clock of a paid period; the service stops too.
    ///
    /// Throws `.notFound`, `.chargeInFlight`, and `.wrongState` for one that is not active.
    @discardableResult
    public func pause(_ id: SubscriptionID) throws -> Subscription {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            guard subscription.recoverAt == nil else { throw PlanError.chargeInFlight(id) }
            guard subscription.state == .active, subscription.replacedBy == nil, let end = subscription.periodEnd,
                session.now < end
            else { throw PlanError.wrongState(id, subscription.state) }
            subscription.state = .paused
            subscription.pausedRemaining = end - session.now
            subscription.isServiceOn = false
            subscription.collectAt = nil
            try session.order(.suspend, subscription)
            try session.save(&subscription, was: old, "paused")
            return subscription
        }
    }

    /// Lets the clock run on: the paid time that was left begins now.
    ///
    /// Throws `.notFound`, and `.wrongState` for one that is not paused.
    @discardableResult
    public func resume(_ id: SubscriptionID) throws -> Subscription {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            guard subscription.state == .paused, let remaining = subscription.pausedRemaining else {
                throw PlanError.wrongState(id, subscription.state)
            }
            let end = session.now + remaining
            subscription.state = .active
            subscription.pausedRemaining = nil
            subscription.isServiceOn = true
            subscription.periodEnd = end
            subscription.anchor = try session.rules(of: subscription.zone).wallTime(at: end)
            subscription.boundary = 0
            subscription.anchorWasReset = true
            let lead = try session.currentVersion(of: subscription).leadSeconds
            if subscription.autoRenew == .on { subscription.collectAt = end - lead }
            try session.order(.activate, subscription)
            try session.save(&subscription, was: old, "resumed")
            return subscription
        }
    }

    /// Ends a subscription at once, without giving anything back; for that there is `refund`.
    ///
    /// Throws `.notFound`, `.chargeInFlight`, and `.wrongState` for one that has ended.
    @discardableResult
    public func cancelNow(_ id: SubscriptionID) throws -> Subscription {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            guard !subscription.state.isTerminal else { throw PlanError.wrongState(id, subscription.state) }
            guard subscription.recoverAt == nil, subscription.awaiting != .operator else {
                throw PlanError.chargeInFlight(id)
            }
            try session.failOpenCharge(of: subscription)
            subscription.end(.canceled)
            try session.order(.end, subscription)
            try session.save(&subscription, was: old, "canceled", ["reason": session.actor])
            return subscription
        }
    }
}

extension [Subscription] {
    /// The subscription that a change of plan is about: the one that runs, rather one that renews itself.
    fileprivate var preferred: Subscription? {
        let running = filter { $0.state != .scheduled }
        return running.first { $0.autoRenew == .on } ?? running.first { $0.replacedBy != nil }
            ?? running.max { $0.createdAt < $1.createdAt }
    }
}

extension Session {
    /// Lets a plan follow another; what was to follow it before is called off. First the mandates go off, then one goes on.
    fileprivate func schedule(
        _ new: inout Subscription,
        _ plan: PlanVersion,
        after running: Subscription,
        among live: [Subscription]
    ) throws -> Subscription {
        var hasMandate = running.autoRenew == .on
        for var overtaken in live where overtaken.state == .scheduled {
            let old = overtaken
            hasMandate = hasMandate || overtaken.autoRenew == .on
            overtaken.end(.canceled)
            try save(&overtaken, was: old, "overtaken", ["by": new.id.text])
        }
        var replaced = running
        try failOpenCharge(of: running)
        replaced.openCharge = nil
        if replaced.autoRenew != .off { replaced.mandateVersion += 1 }
        replaced.autoRenew = .off
        replaced.confirmationToken = nil
        replaced.cancelsAtPeriodEnd = true
        replaced.replacedBy = new.id
        replaced.collectAt = nil
        try save(&replaced, was: running, "plan_change", ["to": new.id.text])

        // Without service the new plan need not wait for the old one's time to pass.
        let end = running.periodEnd ?? now
        let start = running.state == .suspended ? Swift.max(end, now) : end
        new.state = .scheduled
        new.anchor = try rules(of: new.zone).wallTime(at: start)
        new.periodEnd = start
        new.collectAt = start
        if hasMandate, plan.isAutoRenewable {
            new.autoRenew = .on
            new.mandateVersion = 1
            new.mandateAmount = plan.cost.gross
        }
        var fields = try chargeFields(new, plan, at: start)
        fields[NoticeField.renews] = new.autoRenew == .on ? "yes" : "no"
        try notify(.planChanged, new, about: "scheduled", fields)
        try save(&new, was: nil, "scheduled", ["from": running.plan])
        return replaced
    }
}
