extension Session {
    /// What the customer gets back for the unused days of a plan that is changed now, and whether it goes to the balance.
    func proration(of subscription: Subscription) throws -> Proration? {
        guard subscription.state == .active, let start = subscription.periodStart, let end = subscription.periodEnd
        else {
            return nil
        }
        let version = try currentVersion(of: subscription)
        guard version.unusedPolicy == .creditWallet else { return nil }
        let charge = try chargeOfPeriod(subscription)
        let rate = TaxRate(basisPoints: charge?.taxBasisPoints ?? version.tax.basisPoints, isIncluded: true)
        // What was refunded already is not given back a second time.
        let paid = charge.map { $0.amount - $0.refunded } ?? version.cost.gross
        return Proration(paid: paid, rate: rate, from: start, to: end, at: now)
    }

    /// The charge that has paid the present period; `nil` when it was paid before our books began.
    private func chargeOfPeriod(_ subscription: Subscription) throws -> Charge? {
        let kinds: [Charge.Kind] = [.renewal, .first, .change]
        return try kinds.lazy.compactMap { kind in
            let id = Charge.id(of: subscription.id, kind, cycle: subscription.cycle)
            return try self.store.find(Charge.self, [.text(self.tenant.text), .text(id.text)])
        }
        .first { $0.state == .succeeded }
    }

    /// What an immediate change of plan that is about to be paid brings to the balance.
    func creditOfChange(_ subscription: Subscription, _ charge: Charge) throws -> Int64 {
        guard let old = try planToReplace(by: subscription) else { return 0 }
        guard try currentVersion(of: old).currency == charge.currency else { return 0 }
        return try proration(of: old)?.credit.gross ?? 0
    }

    private func planToReplace(by subscription: Subscription) throws -> Subscription? {
        guard subscription.cycle == 0, let id = subscription.replaces else { return nil }
        let old = try self.subscription(id)
        return old.state.isTerminal ? nil : old
    }

    /// Ends the plan that a paid one takes the place of, in the same transaction, and takes its mandate over.
    /// - Returns: whether there was one.
    @discardableResult
    func replaceOldPlan(of subscription: inout Subscription, _ charge: Charge) throws -> Bool {
        guard var replaced = try planToReplace(by: subscription) else { return false }
        let before = replaced
        if let credit = try proration(of: replaced)?.credit, credit.gross > 0 {
            try giveCredit(credit, for: replaced)
        }
        var takesMandate = replaced.autoRenew == .on
        if let id = replaced.replacedBy, id != subscription.id {
            // Another plan was to follow; that change is overtaken by this one.
            var overtaken = try self.subscription(id)
            let old = overtaken
            takesMandate = takesMandate || overtaken.autoRenew == .on
            if !overtaken.state.isTerminal {
                overtaken.end(.canceled)
                try save(&overtaken, was: old, "overtaken", ["by": subscription.id.text])
            }
        }
        try failOpenCharge(of: replaced)
        replaced.end(.canceled)
        try save(&replaced, was: before, "replaced", ["by": subscription.id.text, "reason": "plan_change"])
        if takesMandate, try chargedVersion(of: charge, subscription).isAutoRenewable {
            subscription.autoRenew = .on
            subscription.mandateVersion += 1
        }
        return true
    }

    private func chargedVersion(of charge: Charge, _ subscription: Subscription) throws -> PlanVersion {
        guard let version = try versions(of: subscription.plan).first(where: { $0.version == charge.planVersion })
        else {
            throw PoisonError.planMissing(subscription.plan)
        }
        return version
    }

    /// Pays unused days back into the balance, with a credit note for the charge that had paid them, where we have it. What is
    /// credited counts as given back, so that a refund cannot give it once more.
    private func giveCredit(_ credit: TaxRate.Split, for subscription: Subscription) throws {
        let currency = try currentVersion(of: subscription).currency
        var charge = try chargeOfPeriod(subscription)
        let credit = charge?.giveBack(credit.gross) ?? credit
        var wallet = try wallet(of: subscription.account, currency)
        wallet.balance += credit.gross
        try store.upsert(wallet)
        try post(
            .credit,
            id: "credit/\(subscription.id)/\(subscription.cycle)",
            [(.revenue, credit.net), (.tax, credit.tax), (.wallet(subscription.account), -credit.gross)],
            currency
        )
        guard let charge else { return }
        try store.update(charge)
        try invoice(.creditNote, charge, credit)
    }

    func failOpenCharge(of subscription: Subscription) throws {
        guard let id = subscription.openCharge, var charge = try? found(Charge.self, id.text) else { return }
        charge.state = .failed
        try store.update(charge)
    }
}
