/// An order for a profile and the plan that runs on it.
public struct ProvisionOrder: Hashable, Sendable {
    public var account: AccountID
    public var line: LineID
    public var plan: String
    public var paysWith: PaymentSource
    public var autoRenew: Bool
    /// The caller's name for the order, which becomes that of the subscription; `nil`: the running order of line and plan, or the next.
    public var id: SubscriptionID?

    public init(
        account: AccountID,
        line: LineID,
        plan: String,
        paysWith: PaymentSource = .balance,
        autoRenew: Bool = false,
        id: SubscriptionID? = nil
    ) {
        self.account = account
        self.line = line
        self.plan = plan
        self.paysWith = paysWith
        self.autoRenew = autoRenew
        self.id = id
    }
}

extension PlanService {
    /// Sells a plan together with a code of its profile type: charge, code, line and subscription in one transaction.
    ///
    /// From the balance everything is done when this returns, or nothing, and `.insufficientBalance` is thrown. By card or PayPal the
    /// code is kept for the purchase, which is `incomplete` until a worker has collected; a refusal gives the code back and cancels it.
    /// The same order again, before or after a crash, is the same subscription: nothing is charged and no code taken twice.
    ///
    /// Throws what `purchase` does, and `.outOfStock`, `.noProfileType`, `.noGateway`; `.exists` when `order` names another subscription,
    /// `.invalid` for a name that can be none.
    @discardableResult
    public func provision(_ order: ProvisionOrder) throws -> Subscription {
        try session { session in
            if let present = try session.subscription(of: order) { return present }
            let id = try session.name(of: order)
            let method = try session.method(for: order.paysWith, of: order.account)
            if let method {
                let provider = try session.method(method, of: order.account).provider
                guard engine.gateways[provider] != nil else { throw PlanError.noGateway(provider.description) }
            }
            let subscription = try session.purchase(
                id,
                account: order.account,
                line: order.line,
                plan: order.plan,
                paysWith: order.paysWith,
                autoRenew: order.autoRenew,
                takesCode: true
            )
            guard method != nil || subscription.state == .active else {
                throw PlanError.insufficientBalance(order.account)
            }
            return subscription
        }
    }

    /// Notes what has become of a subscription's profile. When it was deleted, renewal ends, or has to be confirmed anew, as the plan says.
    ///
    /// Throws `.notFound` for one without a profile, and `.profileDeleted` for what comes after that.
    @discardableResult
    public func setProfile(of id: SubscriptionID, to state: ProfileState) throws -> Subscription {
        try session { session in
            var subscription = try session.subscription(id)
            let old = subscription
            guard subscription.profile != nil else { throw PlanError.notFound("profile of \(id)") }
            guard subscription.profile != state else { return subscription }
            // A phone that has deleted a profile cannot get it back.
            guard subscription.profile != .deleted else { throw PlanError.profileDeleted(id) }
            subscription.profile = state
            if state == .deleted, subscription.autoRenew != .off, !subscription.state.isTerminal {
                try session.stopRenewing(&subscription)
            }
            try session.save(&subscription, was: old, "profile.\(state.rawValue)")
            return subscription
        }
    }
}

extension Session {
    /// The subscription that an order made when it was given before.
    fileprivate func subscription(of order: ProvisionOrder) throws -> Subscription? {
        if let id = order.id {
            guard let present = try store.find(Subscription.self, [.text(tenant.text), .text(id.text)]) else {
                return nil
            }
            guard present.account == order.account, present.line == order.line, present.plan == order.plan else {
                throw PlanError.exists("order \(id)")
            }
            return present
        }
        return try subscriptions(on: order.line).first {
            $0.account == order.account && $0.plan == order.plan && !$0.state.isTerminal
        }
    }

    fileprivate func name(of order: ProvisionOrder) throws -> SubscriptionID {
        if let id = order.id { return id }
        var number = try subscriptions(on: order.line).count
        while true {
            number += 1
            let text = "\(order.line).\(order.plan).\(number)"
            guard let id = SubscriptionID(checking: text) else { throw PlanError.invalid("order \(text)") }
            // Another line may be called what this one and the plan are together.
            if try store.find(Subscription.self, [.text(tenant.text), .text(text)]) == nil { return id }
        }
    }

    /// The profile is gone: nothing is charged for it unless the customer agrees once more.
    fileprivate func stopRenewing(_ subscription: inout Subscription) throws {
        let plan = try currentVersion(of: subscription)
        let isOver: Bool
        switch plan.whenProfileDeleted {
        case .refuse:
            subscription.autoRenew = .off
            subscription.mandateVersion += 1
            subscription.confirmationToken = nil
            subscription.cancelsAtPeriodEnd = true
            isOver = true
        case .ask:
            subscription.offer(plan, token: engine.makeToken())
            isOver = false
        }
        if subscription.recoverAt == nil { subscription.collectAt = nil }
        let chargeAt = subscription.periodEnd ?? now
        let why: Fields = [NoticeField.reason: "profile_deleted"]
        guard isOver else { return try notifyOfOffer(subscription, plan, at: chargeAt, why) }
        try notify(.autoRenewOff, subscription, about: String(subscription.mandateVersion), why)
    }
}

extension Subscription {
    /// Throws when the plan does not renew without a profile.
    func demandProfile(_ plan: PlanVersion) throws {
        guard profile != .deleted || plan.whenProfileDeleted != .refuse else { throw PlanError.profileDeleted(id) }
    }
}
