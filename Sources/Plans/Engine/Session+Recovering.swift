/// The next call about an attempt that is under way.
enum Recovery {
    /// Send the stored request, for the first time or again.
    case send
    /// Ask the provider.
    case ask
    /// There is nothing under way any more.
    case over
}

extension ChargeAttempt {
    /// What to do about it: a known charge is asked about; a young key is sent again; an old one is not, since
    /// the provider may have forgotten it and would charge anew.
    func recovery(at now: Instant, keyLifetime: Int64, _ policy: Policy) -> Recovery {
        switch state {
        case .prepared: .send
        case .sending where reference != nil || asksFirst: .ask
        case .sending: isKeyYoung(at: now, keyLifetime: keyLifetime, policy) ? .send : .ask
        case .succeeded, .declined, .unknown: .over
        }
    }

    /// Whether the provider surely still knows the key.
    func isKeyYoung(at now: Instant, keyLifetime: Int64, _ policy: Policy) -> Bool {
        now - (firstSentAt ?? now) < keyLifetime - policy.keyMargin
    }
}

extension Session {
    /// Writes down what the provider says about an attempt that it was asked about.
    func settle(
        _ chargeID: ChargeID,
        attempt number: Int,
        lookUp outcome: LookupOutcome,
        holdsLease: Bool
    ) throws -> SettleResult {
        switch outcome {
        case .found(let outcome):
            return try settle(chargeID, attempt: number, outcome, isFirstSend: false, holdsLease: holdsLease)
        case .unavailable, .notFound:
            guard holdsLease else { return .alreadySettled }
        }
        var charge: Charge = try part(Charge.self, chargeID.text)
        let key: [RowValue] = [.text(tenant.text), .text(chargeID.text), .integer(Int64(number))]
        guard var attempt = try store.find(ChargeAttempt.self, key) else { throw PoisonError.missing("attempt") }
        guard attempt.state == .sending else { return .alreadySettled }
        guard outcome == .notFound else {
            try wait(charge, attempt, isUncertain: false)
            return .waiting
        }
        let lifetime = engine.gateways[attempt.provider]?.keyLifetime ?? 0
        guard attempt.isKeyYoung(at: now, keyLifetime: lifetime, policy) else {
            try giveUp(&charge, attempt, .chargeOutcomeUnknown)
            return .waiting
        }
        // It never arrived, or has not been written down there yet; the same key cannot charge twice.
        attempt.asksFirst = false
        attempt.reference = nil
        try wait(charge, attempt, isUncertain: false)
        return .waiting
    }

    /// The attempt that a due recovery is about; `nil` when there is none.
    func attemptUnderWay(of charge: Charge) throws -> ChargeAttempt? {
        guard let attempt = try lastAttempt(of: charge), attempt.state == .prepared || attempt.state == .sending else {
            return nil
        }
        return attempt
    }
}
