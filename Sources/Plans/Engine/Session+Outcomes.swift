extension Session {
    /// What follows when a charge of a subscription is paid, and kept so: ledger, invoice, the next period, the messages.
    func succeed(
        _ subscription: inout Subscription,
        was old: Subscription,
        _ charge: Charge,
        paidBy payer: LedgerAccount
    ) throws {
        try post(.charge, id: "charge/\(charge.id)", legs(of: charge, paidBy: payer), charge.currency)
        try invoice(.invoice, charge, charge.cost)

        let versions = try versions(of: subscription.plan)
        guard let version = versions.first(where: { $0.version == charge.planVersion }) else {
            throw PoisonError.planMissing(subscription.plan)
        }
        try beginPeriod(&subscription, paidBy: charge, version)
        subscription.clearDunning()
        if subscription.autoRenew == .on { subscription.mandateAmount = version.cost.gross }
        subscription.collectAt =
            subscription.autoRenew == .on ? subscription.periodEnd.map { $0 - version.leadSeconds } : nil
        try order(.activate, subscription)
        if charge.kind == .renewal {
            try notify(
                .renewalSucceeded,
                subscription,
                about: String(charge.cycle),
                try chargeFields(subscription, version, at: now)
            )
        }
        // Of a plan that was scheduled the customer was told then.
        if charge.kind == .change, old.state == .incomplete { try notifyOfChange(subscription, charge, version) }
        if charge.kind == .first, subscription.autoRenew == .pendingConfirmation {
            // Not before it is paid: who was refused has nothing to agree to.
            try notifyOfOffer(subscription, version, at: (subscription.periodEnd ?? now) - version.leadSeconds)
        }
        let amount = Money(charge.amount, charge.currency).decimalText
        try save(&subscription, was: old, charge.kind == .renewal ? "renewed" : "started", ["amount": amount])
    }

    /// Tells that another plan has begun at once, and whether it renews by itself.
    private func notifyOfChange(_ subscription: Subscription, _ charge: Charge, _ version: PlanVersion) throws {
        var fields = try chargeFields(subscription, version, at: subscription.collectAt ?? now)
        fields[NoticeField.nextChargeLocal] = subscription.collectAt == nil ? nil : fields[NoticeField.chargeAtLocal]
        fields[NoticeField.chargeAtLocal] = nil
        fields[NoticeField.amount] = Money(charge.amount, charge.currency).decimalText
        fields[NoticeField.renews] = subscription.autoRenew == .on ? "yes" : "no"
        if let id = subscription.replaces { fields["from"] = try self.subscription(id).plan }
        try notify(.planChanged, subscription, about: "changed", fields)
    }

    /// Sets the period that a charge has paid.
    private func beginPeriod(
        _ subscription: inout Subscription,
        paidBy charge: Charge,
        _ version: PlanVersion
    ) throws {
        let changesInterval = try currentVersion(of: subscription).interval != version.interval
        let rules = try rules(of: subscription.zone)
        let startsWithPayment =
            charge.boundary == nil || subscription.state == .suspended || subscription.state == .incomplete
        if startsWithPayment {
            // Nobody pays for days without service.
            subscription.anchorWasReset = subscription.cycle > 0 || charge.kind != .first
            subscription.anchor = rules.wallTime(at: now)
            subscription.boundary = 0
            subscription.periodStart = now
        } else {
            let calendar = try calendar(of: subscription, try currentVersion(of: subscription).interval)
            let boundary = charge.boundary ?? 0
            let start = calendar.boundary(boundary)
            subscription.periodStart = start
            subscription.boundary = boundary
            if changesInterval {
                subscription.anchor = rules.wallTime(at: start)
                subscription.boundary = 0
            }
        }
        subscription.boundary += 1
        subscription.planVersion = version.version
        subscription.periodEnd = try calendar(of: subscription, version.interval).boundary(subscription.boundary)
        subscription.cycle = charge.cycle
        subscription.state = .active
        subscription.isServiceOn = true
        subscription.openCharge = nil
        subscription.recoverAt = nil
    }

    /// A try was answered with no: grace, the next retry, or the end of the service.
    func decline(
        _ subscription: inout Subscription,
        was old: Subscription,
        _ charge: inout Charge,
        _ attempt: ChargeAttempt
    ) throws {
        subscription.recoverAt = nil
        let kind = attempt.decline ?? .soft
        if kind == .hard, let id = attempt.paymentMethod,
            var method: PaymentMethod = try? found(PaymentMethod.self, id.text)
        {
            method.status = .hardDeclined
            try store.update(method)
        }
        let reason = attempt.declineCode ?? kind.rawValue
        if subscription.state == .incomplete {
            try declinePurchase(&subscription, &charge, kind)
        } else if charge.kind == .renewal, subscription.autoRenew != .on {
            // Switched off while the answer was under way: it ends as any plan without renewal.
            charge.state = .failed
            subscription.openCharge = nil
        } else if subscription.state == .scheduled, subscription.autoRenew != .on {
            subscription.state = .incomplete
            subscription.collectAt = nil
        } else {
            try owe(&subscription, charge, kind)
        }
        try store.update(charge)
        let hasFailed = subscription.state != .incomplete || old.state != .incomplete
        if hasFailed,
            let version = try versions(of: subscription.plan).first(where: { $0.version == charge.planVersion })
        {
            var fields = try chargeFields(subscription, version, at: now)
            fields[NoticeField.reason] = reason
            fields[NoticeField.amount] = Money(charge.amount, charge.currency).decimalText
            try notify(.renewalFailed, subscription, about: "\(charge.cycle)/\(attempt.number)", fields)
        }
        let isNewlySuspended = subscription.state == .suspended && old.state != .suspended
        if isNewlySuspended { try sayServiceStops(subscription) }
        try save(&subscription, was: old, "charge.declined", ["reason": reason])
    }

    private func declinePurchase(
        _ subscription: inout Subscription,
        _ charge: inout Charge,
        _ kind: DeclineKind
    ) throws {
        let isChangeAtOnce = subscription.replaces != nil && subscription.periodEnd == nil
        // The code that is kept for a purchase is for others once its payment is refused.
        let isRefused = subscription.code != nil && kind == .soft
        guard kind == .hard || kind == .notSent || isChangeAtOnce || isRefused else {
            subscription.awaiting = kind == .actionRequired ? .customer : .nothing
            subscription.collectAt = nil
            return
        }
        charge.state = .failed
        subscription.openCharge = nil
        subscription.end(.canceled)
    }

    /// The money for a running subscription has not come.
    private func owe(_ subscription: inout Subscription, _ charge: Charge, _ kind: DeclineKind) throws {
        let version = try currentVersion(of: subscription)
        let from: Instant
        if let began = subscription.dunningFrom {
            from = began
        } else {
            let boundary = charge.boundary ?? subscription.boundary
            let due = try calendar(of: subscription, version.interval).boundary(boundary)
            let start = subscription.periodEnd.map { max($0, due) } ?? due
            // If we came so late that the grace was over before the first try, it begins with that.
            from = start + Int64(version.graceDays) * .secondsPerDay < now ? now : start
        }
        subscription.dunningFrom = from
        subscription.graceEndsAt = from + Int64(version.graceDays) * .secondsPerDay
        switch kind {
        case .soft:
            subscription.awaiting = .nothing
            subscription.collectAt = version.retryDays.lazy.map { from + Int64($0) * .secondsPerDay }
                .first { $0 > self.now }
        case .hard, .notSent:
            subscription.awaiting = .method
            subscription.collectAt = nil
        case .actionRequired:
            subscription.awaiting = .customer
            subscription.collectAt = nil
        }
        guard subscription.state != .suspended else { return }
        if let graceEndsAt = subscription.graceEndsAt, graceEndsAt <= now {
            subscription.suspend(at: now)
        } else {
            subscription.state = .pastDue
            // A plan that was to follow another has its grace too.
            if !subscription.isServiceOn {
                subscription.isServiceOn = true
                try order(.activate, subscription)
            }
        }
    }

    func sayServiceStops(_ subscription: Subscription) throws {
        try order(.suspend, subscription)
        try notify(.serviceSuspended, subscription, about: "\(subscription.cycle)/\(subscription.eventSequence + 1)")
    }
}

extension Subscription {
    /// Stops the service, for want of money.
    mutating func suspend(at now: Instant) {
        state = .suspended
        suspendedAt = now
        isServiceOn = false
    }

    /// Ends for good. What is terminal has no mandate and nothing to come.
    mutating func end(_ end: State) {
        state = end
        if autoRenew != .off { mandateVersion += 1 }
        autoRenew = .off
        confirmationToken = nil
        isServiceOn = false
        clearDunning()
        collectAt = nil
        recoverAt = nil
        openCharge = nil
    }

    mutating func clearDunning() {
        dunningFrom = nil
        graceEndsAt = nil
        suspendedAt = nil
        awaiting = .nothing
        processingErrors = 0
    }
}
