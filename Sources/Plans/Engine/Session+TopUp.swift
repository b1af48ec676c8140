extension Session {
    /// A top-up is paid: the money goes into the balance, and what was short of it is tried again at once.
    func fillWallet(_ charge: inout Charge, _ attempt: ChargeAttempt) throws {
        charge.settle(at: now)
        try store.update(charge)
        var wallet = try wallet(of: charge.account, charge.currency)
        wallet.balance += charge.amount
        try store.upsert(wallet)
        try post(
            .topUp,
            id: "topup/\(charge.id)",
            [(.gateway(attempt.provider), charge.amount), (.wallet(charge.account), -charge.amount)],
            charge.currency
        )
        try arm(nil, .charge, charge.id.text)
        try wakeBalancePayers(of: charge.account)
    }

    /// Everything of the account that waits for money in the balance is due now.
    func wakeBalancePayers(of account: AccountID) throws {
        for var subscription in try subscriptions(of: account)
        where subscription.paymentMethod == nil && subscription.waitsForMoney {
            let old = subscription
            subscription.collectAt = now
            try save(&subscription, was: old, "balance.filled")
        }
    }

    /// Everything of the account that waits for another card, or has failed with an old one, is due now with this one. The
    /// customer names it for that, which is consent, so the mandate stays and its version rises.
    func wakePayers(with method: PaymentMethod) throws {
        for var subscription in try subscriptions(of: method.account)
        where subscription.paymentMethod != nil && subscription.waitsForMoney {
            let old = subscription
            subscription.paymentMethod = method.id
            subscription.mandateVersion += 1
            subscription.awaiting = .nothing
            subscription.collectAt = now
            try save(&subscription, was: old, "payment_method.changed")
        }
    }

    private func subscriptions(of account: AccountID) throws -> [Subscription] {
        try store.select(
            Query(
                Subscription.self,
                where: ["tenant_id", "account_id"],
                are: [.text(tenant.text), .text(account.text)]
            )
        )
    }
}

extension Subscription {
    /// Whether it failed to collect and would try again with other money.
    fileprivate var waitsForMoney: Bool {
        guard recoverAt == nil, awaiting != .operator, !isParked else { return false }
        switch state {
        case .pastDue, .suspended: return autoRenew == .on
        case .incomplete: return openCharge != nil
        default: return false
        }
    }
}
