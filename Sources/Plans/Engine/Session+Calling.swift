extension Session {
    /// Makes the next call about what a timer stands for, and stores that it may have been sent.
    /// - Returns: `nil` when there is nothing to call about; the timer is let go then.
    func prepareCall(_ timer: Timer) throws -> GatewayCall? {
        guard timer.subject != .refund else { return try prepareRefund(timer) }
        guard let charge = try chargeUnderWay(timer), var attempt = try attemptUnderWay(of: charge) else {
            try letGo(timer)
            return nil
        }
        guard let gateway = engine.gateways[attempt.provider] else { throw PoisonError.noGateway(attempt.provider) }
        if attempt.state == .prepared, try withdrawIfStale(charge, attempt) { return nil }
        var limit = try limit(of: attempt.provider)
        let request: GatewayCall.Request
        let isFirstSend = attempt.firstSentAt == nil
        switch attempt.recovery(at: now, keyLifetime: gateway.keyLifetime, policy) {
        case .over:
            try letGo(timer)
            return nil
        case .send where limit.openUntil > now:
            // The provider seems to be down: only questions are asked.
            try wait(charge, attempt, isUncertain: false, atLeast: limit.openUntil - now)
            return nil
        case .send:
            attempt.state = .sending
            attempt.firstSentAt = attempt.firstSentAt ?? now
            try store.update(attempt)
            request = .charge(ChargeRequest(idempotencyKey: attempt.idempotencyKey, body: attempt.body))
        case .ask:
            request = .lookUp(
                ChargeQuery(
                    tenant: tenant,
                    charge: charge.id,
                    attempt: attempt.number,
                    idempotencyKey: attempt.idempotencyKey,
                    body: attempt.body,
                    reference: attempt.reference
                )
            )
        }
        try close(.gatewayMissing, attempt.provider.description)
        let place = limit.reserve(at: engine.clock.wallMilliseconds)
        try store.upsert(limit)
        return GatewayCall(
            provider: attempt.provider,
            request: request,
            notBefore: place,
            timer: timer,
            charge: charge.id,
            attempt: attempt.number,
            isFirstSend: isFirstSend
        )
    }

    private func chargeUnderWay(_ timer: Timer) throws -> Charge? {
        if timer.subject == .charge { return try part(Charge.self, timer.id) }
        guard let id = try subscription(SubscriptionID(timer.id)).openCharge else { return nil }
        return try part(Charge.self, id.text)
    }

    /// Lets a timer go whose subject needs no call after all.
    private func letGo(_ timer: Timer) throws {
        guard timer.subject == .subscription else { return try arm(nil, timer.subject, timer.id) }
        var subscription = try subscription(SubscriptionID(timer.id))
        let old = subscription
        subscription.recoverAt = nil
        try save(&subscription, was: old, "charge.over")
    }

    /// Takes an attempt back that was never sent, when the customer has changed what was agreed to since it was prepared.
    private func withdrawIfStale(_ charge: Charge, _ attempt: ChargeAttempt) throws -> Bool {
        guard charge.kind == .renewal, attempt.firstSentAt == nil else { return false }
        var subscription = try subscription(SubscriptionID(charge.subject))
        guard subscription.mandateVersion != charge.mandateVersion else { return false }
        let old = subscription
        var attempt = attempt
        attempt.state = .declined
        attempt.decline = .notSent
        attempt.declineCode = "mandate_changed"
        attempt.answeredAt = now
        try store.update(attempt)
        subscription.recoverAt = nil
        if subscription.autoRenew != .on {
            var charge = charge
            charge.state = .failed
            try store.update(charge)
            subscription.openCharge = nil
        }
        try save(&subscription, was: old, "charge.withdrawn", ["charge": charge.id.text])
        return true
    }
}
