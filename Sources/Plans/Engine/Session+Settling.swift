/// What a settlement found.
public enum SettleResult: String, Hashable, Sendable {
    /// The answer was written down, with all that follows.
    case settled
    /// Somebody else had settled it; nothing was changed.
    case alreadySettled = "already_settled"
    /// There is no answer yet.
    case waiting
    /// The mandate had changed since the claim; nothing was charged.
    case staleMandateVersion = "stale_mandate_version"
}

extension Session {
    /// Writes down how a call ended. Only an attempt that is being sent is settled; what comes later changes nothing.
    ///
    /// `isFirstSend` says whether no earlier call can have reached the provider, `holdsLease` whether the caller's lease is still its
    /// own; without it only final answers count.
    func settle(
        _ chargeID: ChargeID,
        attempt number: Int,
        _ outcome: ChargeOutcome,
        isFirstSend: Bool,
        holdsLease: Bool
    ) throws -> SettleResult {
        var charge: Charge = try part(Charge.self, chargeID.text)
        let key: [RowValue] = [.text(tenant.text), .text(chargeID.text), .integer(Int64(number))]
        guard var attempt = try store.find(ChargeAttempt.self, key) else { throw PoisonError.missing("attempt") }
        guard attempt.state == .sending else { return .alreadySettled }
        switch try believed(outcome, about: attempt) {
        case .succeeded(let reference):
            attempt.state = .succeeded
            attempt.reference = reference
            attempt.answeredAt = now
            try store.update(attempt)
            try pay(&charge, attempt)
            return .settled
        case .declined(let kind, let code):
            attempt.state = .declined
            attempt.decline = kind
            attempt.declineCode = code
            attempt.answeredAt = now
            try store.update(attempt)
            try refuse(&charge, attempt)
            return .settled
        case _ where !holdsLease: return .alreadySettled
        case .pending(let reference):
            attempt.reference = reference
            try wait(charge, attempt, isUncertain: true)
        case .unknown:
            attempt.asksFirst = true
            try wait(charge, attempt, isUncertain: true)
        case .inProgress: try wait(charge, attempt, isUncertain: false)
        case .rateLimited(let seconds):
            attempt.unsend(isFirstSend)
            try wait(charge, attempt, isUncertain: false, atLeast: seconds)
        case .unavailable:
            attempt.unsend(isFirstSend)
            try wait(charge, attempt, isUncertain: false)
        case .denied(let code):
            attempt.unsend(isFirstSend)
            try raiseDenial(by: attempt.provider, code)
            // As with a gateway that is not set up: soon after the key is right, not when it has been wrong for as long again.
            try wait(charge, attempt, isUncertain: false, until: now + policy.lease)
        case .rejected(let code):
            attempt.declineCode = code
            try giveUp(&charge, attempt, .requestRejected)
        case .contradictory(let code):
            attempt.declineCode = code
            try giveUp(&charge, attempt, .chargeOutcomeUnknown)
        }
        return .waiting
    }

    /// An outcome, unless it names a payment that stands for another charge: no payment pays two.
    private func believed(_ outcome: ChargeOutcome, about attempt: ChargeAttempt) throws -> ChargeOutcome {
        let reference: String
        switch outcome {
        case .succeeded(let name), .pending(let name): reference = name
        default: return outcome
        }
        return try chargePaid(by: reference, attempt) == nil ? outcome : .contradictory(code: "payment_of_other_charge")
    }

    /// Another charge than that of the attempt which the provider has named by a reference.
    func chargePaid(by reference: String, _ attempt: ChargeAttempt) throws -> ChargeID? {
        try store.select(
            Query(
                ChargeAttempt.self,
                where: ["tenant_id", "provider_ref"],
                are: [.text(tenant.text), .text(reference)]
            )
        ).first { $0.provider == attempt.provider && $0.charge != attempt.charge }?.charge
    }

    /// Nobody can say whether money has moved: a person has to. The service goes on meanwhile.
    func giveUp(_ charge: inout Charge, _ attempt: ChargeAttempt, _ alert: Alert.Kind) throws {
        var attempt = attempt
        attempt.state = .unknown
        try store.update(attempt)
        charge.state = .unknown
        try store.update(charge)
        try raise(alert, charge.id.text)
        if charge.kind == .topUp {
            try arm(nil, .charge, charge.id.text)
            return
        }
        var subscription = try subscription(SubscriptionID(charge.subject))
        let old = subscription
        subscription.awaiting = .operator
        subscription.recoverAt = nil
        subscription.collectAt = nil
        if subscription.state == .active { subscription.state = .pastDue }
        try save(&subscription, was: old, "charge.unknown", ["charge": charge.id.text])
    }

    private func pay(_ charge: inout Charge, _ attempt: ChargeAttempt) throws {
        guard charge.kind != .topUp else { return try fillWallet(&charge, attempt) }
        var subscription = try subscription(SubscriptionID(charge.subject))
        let old = subscription
        subscription.recoverAt = nil
        try replaceOldPlan(of: &subscription, charge)
        charge.settle(at: now)
        try store.update(charge)
        try succeed(&subscription, was: old, charge, paidBy: .gateway(attempt.provider))
    }

    private func refuse(_ charge: inout Charge, _ attempt: ChargeAttempt) throws {
        guard charge.kind != .topUp else {
            charge.state = .failed
            try store.update(charge)
            return try arm(nil, .charge, charge.id.text)
        }
        var subscription = try subscription(SubscriptionID(charge.subject))
        let old = subscription
        try decline(&subscription, was: old, &charge, attempt)
    }

    /// Looks again later: at an instant, or else the longer it takes the more seldom.
    func wait(
        _ charge: Charge,
        _ attempt: ChargeAttempt,
        isUncertain: Bool,
        atLeast: Int64 = 0,
        until instant: Instant? = nil
    ) throws {
        try store.update(attempt)
        let age = now - (attempt.firstSentAt ?? attempt.createdAt)
        let again = instant ?? now + max(atLeast, policy.delay(afterTryingFor: age))
        guard charge.kind != .topUp else {
            return try arm(.recovery(of: charge, at: again), .charge, charge.id.text)
        }
        var subscription = try subscription(SubscriptionID(charge.subject))
        let old = subscription
        subscription.recoverAt = again
        if isUncertain, subscription.state == .active { subscription.state = .pastDue }
        try save(&subscription, was: old, "charge.waiting", ["charge": charge.id.text])
    }
}

extension ChargeAttempt {
    /// The call surely did nothing. If no earlier one can have, the attempt is as good as never sent.
    fileprivate mutating func unsend(_ isFirstSend: Bool) {
        guard isFirstSend else { return }
        state = .prepared
        firstSentAt = nil
    }
}

extension Timer {
    /// When to look after a top-up that is under way.
    static func recovery(of charge: Charge, at instant: Instant) -> Timer {
        Timer(tenant: charge.tenant, subject: .charge, id: charge.id.text, kind: .recover, dueAt: instant)
    }
}
