/// What came of an attempt to collect.
enum Collected {
    /// Everything is decided and written.
    case settled
    /// A gateway has to be called; the attempt is stored.
    case call(Charge, ChargeAttempt)
}

extension Session {
    /// Begins to collect what a subscription owes, or goes on with it. From the balance it is done at once.
    func collect(_ subscription: Subscription) throws -> Collected {
        var subscription = subscription
        let old = subscription
        if try isBlocked(subscription) {
            // Another subscription of the line has a charge in flight.
            subscription.collectAt = now + policy.lease
            try save(&subscription, was: old, "charge.postponed")
            return .settled
        }
        if let id = subscription.openCharge, let last = try lastAttempt(of: part(Charge.self, id.text)),
            last.state.isOpen
        {
            // It is under way already: the same key and the same body, never a new one.
            subscription.recoverAt = now
            try save(&subscription, was: old, "charge.adopted")
            return .settled
        }
        guard subscription.mayBeginCharge(at: now, policy) else { return try park(old, "too_many_charges") }
        var (charge, isNew) = try openCharge(of: &subscription)
        charge.attempts += 1
        charge.mandateVersion = subscription.mandateVersion
        guard let methodID = subscription.paymentMethod else {
            return try collectFromBalance(&subscription, was: old, &charge, isNew: isNew)
        }
        let method: PaymentMethod = try part(PaymentMethod.self, methodID.text)
        charge.provider = method.provider
        if let code = try reasonNotToSend(method, subscription, charge.currency) {
            var attempt = attempt(at: charge, method, body: "", .declined)
            attempt.decline = .notSent
            attempt.declineCode = code
            attempt.answeredAt = now
            try keep(charge, isNew: isNew)
            try store.insert(attempt)
            try decline(&subscription, was: old, &charge, attempt)
            return .settled
        }
        guard let gateway = engine.gateways[method.provider] else { throw PoisonError.noGateway(method.provider) }
        let order = ChargeOrder(
            tenant: tenant,
            charge: charge.id,
            attempt: charge.attempts,
            amount: Money(charge.amount, charge.currency),
            methodReference: method.reference,
            statement: subscription.plan
        )
        let attempt = attempt(at: charge, method, body: gateway.body(for: order), .prepared)
        try keep(charge, isNew: isNew)
        try store.insert(attempt)
        subscription.recoverAt = now
        keepsLease = true
        defer { keepsLease = false }
        try save(&subscription, was: old, "charge.begun", ["charge": charge.id.text])
        return .call(charge, attempt)
    }

    private func attempt(
        at charge: Charge,
        _ method: PaymentMethod?,
        body: String,
        _ state: ChargeAttempt.State
    ) -> ChargeAttempt {
        ChargeAttempt(
            charge: charge,
            number: charge.attempts,
            provider: method?.provider ?? .wallet,
            paymentMethod: method?.id,
            body: body,
            state: state,
            createdAt: now
        )
    }

    /// Pays from the balance: the whole amount or nothing, and everything that follows, in this transaction.
    private func collectFromBalance(
        _ subscription: inout Subscription,
        was old: Subscription,
        _ charge: inout Charge,
        isNew: Bool
    ) throws -> Collected {
        charge.provider = .wallet
        var attempt = attempt(at: charge, nil, body: "", .succeeded)
        attempt.answeredAt = now
        var wallet = try wallet(of: charge.account, charge.currency)
        // Of an immediate change of plan the credit for the old plan counts as paid in already.
        let credit = try creditOfChange(subscription, charge)
        if wallet.balance + credit >= charge.amount {
            charge.settle(at: now)
            try keep(charge, isNew: isNew)
            try store.insert(attempt)
            let replaced = try replaceOldPlan(of: &subscription, charge)
            if replaced { wallet = try self.wallet(of: charge.account, charge.currency) }
            wallet.balance -= charge.amount
            try store.upsert(wallet)
            try succeed(&subscription, was: old, charge, paidBy: .wallet(charge.account))
        } else {
            attempt.state = .declined
            attempt.decline = .soft
            attempt.declineCode = "insufficient_balance"
            try keep(charge, isNew: isNew)
            try store.insert(attempt)
            try decline(&subscription, was: old, &charge, attempt)
        }
        return .settled
    }

    /// Whether another subscription of the line waits for a gateway's answer.
    private func isBlocked(_ subscription: Subscription) throws -> Bool {
        try subscriptions(on: subscription.line).contains {
            $0.id != subscription.id && !$0.state.isTerminal && ($0.recoverAt != nil || $0.awaiting == .operator)
        }
    }

    func lastAttempt(of charge: Charge) throws -> ChargeAttempt? {
        guard charge.attempts > 0 else { return nil }
        let key: [RowValue] = [.text(tenant.text), .text(charge.id.text), .integer(Int64(charge.attempts))]
        return try store.find(ChargeAttempt.self, key)
    }

    /// The charge that is to be collected: the one that is open, or a new one for the cycle whose turn it is, which is not in the
    /// store yet.
    private func openCharge(of subscription: inout Subscription) throws -> (charge: Charge, isNew: Bool) {
        if let id = subscription.openCharge { return (try part(Charge.self, id.text), false) }
        let rules = try rules(of: subscription.zone)
        let anchor = subscription.anchor
        let collection = Collection(
            for: subscription,
            versions: try versions(of: subscription.plan),
            calendar: { RenewalCalendar(anchor: anchor, interval: $0, rules: rules) },
            at: now,
            policy
        )
        guard let collection else { throw PoisonError.planMissing(subscription.plan) }
        for cycle in collection.skipped {
            var skipped = charge(for: collection, of: subscription)
            skipped.id = Charge.id(of: subscription.id, collection.kind, cycle: cycle)
            skipped.cycle = cycle
            skipped.state = .skipped
            try store.insert(skipped)
        }
        let charge = charge(for: collection, of: subscription)
        subscription.openCharge = charge.id
        return (charge, true)
    }

    /// Writes a charge once, as it stands after a try. A new one is never put in the place of another: the store refuses that.
    private func keep(_ charge: Charge, isNew: Bool) throws {
        if isNew { try store.insert(charge) } else { try store.update(charge) }
    }

    private func charge(for collection: Collection, of subscription: Subscription) -> Charge {
        Charge(
            tenant: tenant,
            id: Charge.id(of: subscription.id, collection.kind, cycle: collection.cycle),
            subject: subscription.id.text,
            account: subscription.account,
            line: subscription.line,
            cycle: collection.cycle,
            kind: collection.kind,
            planVersion: collection.version.version,
            cost: collection.version.cost,
            taxBasisPoints: collection.version.tax.basisPoints,
            currency: collection.version.currency,
            mandateVersion: subscription.mandateVersion,
            provider: .wallet,
            boundary: collection.boundary,
            createdAt: now
        )
    }

    /// Why this means of payment is not even tried; `nil` when it is.
    private func reasonNotToSend(_ method: PaymentMethod, _ subscription: Subscription, _ currency: Currency) throws
        -> String?
    {
        guard engine.gateways[method.provider]?.takes(currency) ?? true else { return "currency_not_supported" }
        switch method.status {
        case .removed: return "removed_method"
        case .hardDeclined: return "declined_method"
        case .valid:
            let account: Account = try part(Account.self, subscription.account.text)
            guard let expiry = method.expiry else { return nil }
            return expiry.end(try rules(of: account.zone)) <= now ? "expired_card" : nil
        }
    }
}

extension Subscription {
    /// Counts a charge that begins; `false` when there were as many on this day as there may be.
    fileprivate mutating func mayBeginCharge(at now: Instant, _ policy: Policy) -> Bool {
        let today = now.seconds / .secondsPerDay
        if chargeDay != today {
            chargeDay = today
            chargesThatDay = 0
        }
        chargesThatDay += 1
        return chargesThatDay <= policy.maxChargesPerDay
    }
}
