extension Session {
    /// Stores a refund.
    func beginRefund(of charge: Charge, amount: Int64, key: String) throws -> Refund {
        guard charge.state == .succeeded, charge.kind != .topUp else {
            throw PlanError.notFound("paid charge \(charge.id)")
        }
        guard amount > 0 else { throw PlanError.invalid("amount \(Money(amount, charge.currency))") }
        let left = charge.amount - charge.refunded
        guard amount <= left else { throw PlanError.refundExceedsCharge(charge.id, left: Money(left, charge.currency)) }
        // Counted from the beginning, so that two refunds under way cannot be more than was charged.
        var charge = charge
        let split = charge.giveBack(amount)
        let refund = Refund(charge: charge, id: key, amount: split.gross, tax: split.tax, createdAt: now)
        try store.insert(refund)
        try store.update(charge)
        if charge.provider == .wallet {
            try finish(refund, charge, reference: nil)
        } else {
            let timer = Timer(tenant: tenant, subject: .refund, id: key, kind: .recover, dueAt: now)
            try arm(timer, .refund, key)
        }
        return refund
    }

    /// The money has gone back.
    func finish(_ refund: Refund, _ charge: Charge, reference: String?) throws {
        var refund = refund
        refund.state = .succeeded
        refund.reference = reference
        try store.update(refund)
        var payer = LedgerAccount.gateway(charge.provider)
        if charge.provider == .wallet {
            payer = .wallet(charge.account)
            var wallet = try wallet(of: charge.account, charge.currency)
            wallet.balance += refund.amount
            try store.upsert(wallet)
        }
        let split = TaxRate.Split(net: refund.amount - refund.tax, tax: refund.tax)
        try post(
            .refund,
            id: "refund/\(refund.id)",
            [(.revenue, split.net), (.tax, split.tax), (payer, -split.gross)],
            charge.currency
        )
        try invoice(.creditNote, charge, split)
        try arm(nil, .refund, refund.id)
        if charge.provider == .wallet { try wakeBalancePayers(of: charge.account) }
    }

    func prepareRefund(_ timer: Timer) throws -> GatewayCall? {
        let refund: Refund = try part(Refund.self, timer.id)
        let charge: Charge = try part(Charge.self, refund.charge.text)
        guard refund.state == .sending, let reference = try reference(of: charge) else {
            try arm(nil, .refund, timer.id)
            return nil
        }
        guard engine.gateways[charge.provider] != nil else { throw PoisonError.noGateway(charge.provider) }
        try close(.gatewayMissing, charge.provider.description)
        var limit = try limit(of: charge.provider)
        let place = limit.reserve(at: engine.clock.wallMilliseconds)
        try store.upsert(limit)
        let request = RefundRequest(
            idempotencyKey: "\(tenant)/refund/\(refund.id)",
            tenant: tenant,
            charge: charge.id,
            reference: reference,
            amount: Money(refund.amount, charge.currency)
        )
        return GatewayCall(
            provider: charge.provider,
            request: .refund(request),
            notBefore: place,
            timer: timer,
            charge: charge.id,
            attempt: 0,
            isFirstSend: false
        )
    }

    /// Writes down how a refund ended.
    func settle(refund id: String, _ outcome: RefundOutcome) throws -> SettleResult {
        var refund: Refund = try part(Refund.self, id)
        guard refund.state == .sending else { return .alreadySettled }
        var charge: Charge = try part(Charge.self, refund.charge.text)
        var delay = policy.delay(afterTryingFor: now - refund.createdAt)
        switch outcome {
        case .succeeded(let reference):
            try finish(refund, charge, reference: reference)
            return .settled
        case .refused:
            refund.state = .failed
            try store.update(refund)
            charge.refunded -= refund.amount
            charge.refundedTax -= refund.tax
            try store.update(charge)
            try raise(.refundRefused, refund.id)
            try arm(nil, .refund, refund.id)
            return .settled
        case .rateLimited(let seconds): delay = max(delay, seconds)
        case .unknown, .unavailable: break
        }
        try arm(Timer(tenant: tenant, subject: .refund, id: id, kind: .recover, dueAt: now + delay), .refund, id)
        return .waiting
    }

    private func reference(of charge: Charge) throws -> String? {
        try lastAttempt(of: charge)?.reference
    }
}

extension Charge {
    /// Counts an amount, no more than is left, as given back, and takes it apart; the last part takes what is left of the tax, so that
    /// the parts add up.
    mutating func giveBack(_ amount: Int64) -> TaxRate.Split {
        let rate = TaxRate(basisPoints: taxBasisPoints, isIncluded: true)
        let taxLeft = tax - refundedTax
        let part = amount == self.amount - refunded ? taxLeft : min(taxLeft, rate.split(gross: amount).tax)
        refunded += amount
        refundedTax += part
        return TaxRate.Split(net: amount - part, tax: part)
    }
}
