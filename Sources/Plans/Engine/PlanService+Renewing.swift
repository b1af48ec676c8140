/// What a customer sees of a renewal before and after agreeing to it.
public struct RenewalSummary: Hashable, Sendable {
    public var subscription: SubscriptionID
    public var line: LineID
    public var plan: PlanVersion
    public var autoRenew: Subscription.AutoRenew
    public var state: Subscription.State
    /// What the next charge will be, tax included.
    public var amount: Money
    /// When it will be made, if renewal is on or will be confirmed; `nil` when nothing will be charged.
    public var nextChargeAt: Instant?
    /// The same on the customer's clock.
    public var nextChargeLocal: CivilDateTime?
    public var zone: ZoneName
    /// `nil`: the balance.
    public var paymentMethod: PaymentMethodID?
    /// What has to be given back to confirm; `nil` when there is nothing to confirm.
    public var token: String?
}

extension Session {
    func summary(of subscription: Subscription) throws -> RenewalSummary {
        let next = try nextCharge(of: subscription)
        // A plan that is to follow another is paid for whether it is to renew or not.
        let isMeant =
            subscription.state == .scheduled || (subscription.autoRenew != .off && !subscription.state.isTerminal)
        // Where tries are over, or it is paused, no date is set: something has to happen first.
        let isRunning = [.active, .incomplete, .scheduled].contains(subscription.state)
        let atEnd = isRunning ? subscription.periodEnd.map { $0 - next.version.leadSeconds } : nil
        // What is due already, as the first payment of what was just bought, is charged now.
        let chargeAt = isMeant ? (subscription.collectAt ?? atEnd).map { max($0, now) } : nil
        let rules = try rules(of: subscription.zone)
        return RenewalSummary(
            subscription: subscription.id,
            line: subscription.line,
            plan: next.version,
            autoRenew: subscription.autoRenew,
            state: subscription.state,
            amount: Money(next.version.cost.gross, next.version.currency),
            nextChargeAt: chargeAt,
            nextChargeLocal: chargeAt.map { rules.wallTime(at: $0) },
            zone: subscription.zone,
            paymentMethod: subscription.paymentMethod,
            token: subscription.confirmationToken
        )
    }
}

extension PlanService {
    /// Offers to renew a running plan by itself, paid from `source`, or else from what it is paid now. Nothing is charged before
    /// `confirmAutoRenew`.
    ///
    /// Throws `.notFound`, `.notRegistered`, `.loginRequired`, `.planNotAutoRenewable`, `.profileDeleted`, `.wrongState`,
    /// `.otherMandateOnLine`, `.chargeInFlight` and `.noPaymentMethod`.
    public func enableAutoRenew(_ id: SubscriptionID, paysWith source: PaymentSource? = nil) throws -> RenewalSummary {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            let account = try session.account(subscription.account)
            try session.demandLogin(account)
            let plan = try session.currentVersion(of: subscription)
            guard plan.isAutoRenewable else { throw PlanError.planNotAutoRenewable(plan: plan.code) }
            try subscription.demandProfile(plan)
            // What another plan is to follow would be charged beside it.
            guard subscription.state == .active || subscription.state == .incomplete,
                try !session.hasSuccessor(subscription)
            else { throw PlanError.wrongState(id, subscription.state) }
            subscription.replacedBy = nil
            try session.demandNoOtherMandate(on: subscription.line, but: id)
            guard subscription.recoverAt == nil else { throw PlanError.chargeInFlight(id) }
            let method = try source.map { try session.method(for: $0, of: account.id) }
            if let method { subscription.paymentMethod = method }
            if let paying = subscription.paymentMethod {
                guard try session.canPay(paying, account) else { throw PlanError.noPaymentMethod(account.id) }
                try session.demandCurrency(plan.currency, of: paying)
            }
            if subscription.autoRenew == .on, method == nil || method == old.paymentMethod {
                return try session.summary(of: subscription)
            }
            if subscription.state == .active { subscription.collectAt = nil }
            subscription.offer(plan, token: engine.makeToken())
            let summary = try session.summary(of: subscription)
            try session.notifyOfOffer(subscription, summary.plan, at: summary.nextChargeAt ?? session.now)
            try session.save(&subscription, was: old, "auto_renew.offered")
            return summary
        }
    }

    /// Agrees to the latest offer. From now on the plan renews by itself.
    ///
    /// Throws `.notFound`, `.notRegistered`, `.loginRequired`, `.staleConfirmation` for any token but that of the latest offer,
    /// `.otherMandateOnLine` and `.profileDeleted`.
    public func confirmAutoRenew(_ id: SubscriptionID, token: String) throws -> RenewalSummary {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            try session.demandLogin(session.account(subscription.account))
            guard subscription.autoRenew == .pendingConfirmation, subscription.confirmationToken == token,
                !subscription.state.isTerminal
            else { throw PlanError.staleConfirmation(id) }
            try session.demandNoOtherMandate(on: subscription.line, but: id)
            let plan = try session.currentVersion(of: subscription)
            try subscription.demandProfile(plan)
            subscription.autoRenew = .on
            subscription.confirmationToken = nil
            subscription.cancelsAtPeriodEnd = false
            if subscription.state == .active {
                subscription.collectAt = subscription.periodEnd.map { $0 - plan.leadSeconds }
            }
            let summary = try session.summary(of: subscription)
            try session.notify(
                .autoRenewOn,
                subscription,
                about: String(subscription.mandateVersion),
                try session.chargeFields(subscription, summary.plan, at: summary.nextChargeAt ?? session.now)
            )
            try session.save(&subscription, was: old, "auto_renew.on")
            return summary
        }
    }

    /// Stops renewal. What is paid runs on to its end; a charge whose answer is under way is still taken in.
    ///
    /// Throws `.notFound`, `.wrongState` for one that has ended, and `.chargeInFlight` for one that is to follow another and is being paid.
    public func disableAutoRenew(_ id: SubscriptionID) throws -> Subscription {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            guard !subscription.state.isTerminal else { throw PlanError.wrongState(id, subscription.state) }
            guard subscription.autoRenew != .off || subscription.state == .scheduled else { return subscription }
            if subscription.state == .scheduled {
                guard subscription.recoverAt == nil else { throw PlanError.chargeInFlight(id) }
                try session.failOpenCharge(of: subscription)
                subscription.end(.canceled)
                if let replaced = subscription.replaces { try session.forgetSuccessor(of: replaced) }
            } else {
                subscription.autoRenew = .off
                subscription.mandateVersion += 1
                subscription.confirmationToken = nil
                subscription.cancelsAtPeriodEnd = true
                if subscription.state != .incomplete { subscription.collectAt = nil }
            }
            try session.notify(.autoRenewOff, subscription, about: String(subscription.mandateVersion))
            try session.save(&subscription, was: old, "auto_renew.off")
            return subscription
        }
    }

    /// Whether it renews, what will be charged, when and from what.
    ///
    /// Throws `.notFound`.
    public func showAutoRenew(_ id: SubscriptionID) throws -> RenewalSummary {
        try session { try $0.summary(of: $0.subscription(id)) }
    }

    /// Why this date, why this amount, and what happens next.
    ///
    /// Throws `.notFound`.
    public func explain(_ id: SubscriptionID) throws -> RenewalExplanation {
        try session { session in
            let subscription = try session.subscription(id)
            let summary = try session.summary(of: subscription)
            let next = try session.nextCharge(of: subscription)
            return RenewalExplanation(
                subscription: subscription,
                summary: summary,
                agenda: subscription.agenda(engine.policy).sorted { $0.dueAt < $1.dueAt },
                next: next,
                now: session.now
            )
        }
    }
}

/// All that explains the next charge of a subscription.
public struct RenewalExplanation: Hashable, Sendable {
    public var subscription: Subscription
    public var summary: RenewalSummary
    /// What time alone will bring, the earliest first.
    public var agenda: [Subscription.AgendaItem]
    /// Which cycle comes next, which boundary of the anchor begins it, under which version of the plan.
    public var next: Collection
    public var now: Instant
}

extension Session {
    /// Whether another plan is to follow when the period ends.
    fileprivate func hasSuccessor(_ subscription: Subscription) throws -> Bool {
        guard let id = subscription.replacedBy else { return false }
        return try !self.subscription(id).state.isTerminal
    }

    /// Whether a means of payment can pay now.
    func canPay(_ id: PaymentMethodID, _ account: Account) throws -> Bool {
        let method: PaymentMethod = try found(PaymentMethod.self, id.text)
        guard method.status == .valid, method.account == account.id else { return false }
        guard let expiry = method.expiry else { return true }
        return expiry.end(try rules(of: account.zone)) > now
    }

    fileprivate func forgetSuccessor(of id: SubscriptionID) throws {
        var subscription = try subscription(id)
        guard !subscription.state.isTerminal else { return }
        let old = subscription
        subscription.replacedBy = nil
        try save(&subscription, was: old, "successor.canceled")
    }
}
