/// How a refund stands.
public enum RefundResult: String, Hashable, Sendable {
    case succeeded
    /// The same request was made before; nothing was done again.
    case replayed
    /// A worker has to give the money back through the provider (`Timer.Subject.refund`).
    case begun
}

extension PlanService {
    /// Gives money of a charge back, to where it came from; the same key does it once.
    ///
    /// Throws `.notFound` for a charge that is not paid or is a top-up, `.invalid` for an amount of 0 or less, `.refundExceedsCharge`, and
    /// `.referenceUsed` when `key` stands for another refund.
    public func refund(_ id: ChargeID, amount: Int64, key: String) throws -> RefundResult {
        try session { session in
            if let present = try session.store.find(Refund.self, [.text(tenant.text), .text(key)]) {
                guard present.charge == id, present.amount == amount else {
                    let charge: Charge = try session.found(Charge.self, present.charge.text)
                    throw PlanError.referenceUsed(key, for: Money(present.amount, charge.currency))
                }
                return .replayed
            }
            let charge: Charge = try session.found(Charge.self, id.text)
            let refund = try session.beginRefund(of: charge, amount: amount, key: key)
            let isDone = try session.store.find(Refund.self, refund.key)?.state == .succeeded
            return isDone ? .succeeded : .begun
        }
    }

    /// What a person found out about a charge whose outcome nobody knew.
    public enum Resolution: Hashable, Sendable {
        /// The money has moved; the provider's name for it.
        case paid(reference: String)
        /// It has not, and the request will not arrive any more. It is tried again as after any decline.
        case notPaid
    }

    /// Settles a charge whose outcome nobody knew, as a person found it.
    ///
    /// Throws `.notFound` when the outcome of that charge is not unknown.
    public func resolve(_ id: ChargeID, _ resolution: Resolution) throws -> Charge {
        try session { session in
            var charge: Charge = try session.found(Charge.self, id.text)
            guard charge.state == .unknown, var attempt = try session.lastAttempt(of: charge),
                attempt.state == .unknown
            else { throw PlanError.notFound("charge \(id) of unknown outcome") }
            if case .paid(let reference) = resolution,
                let other = try session.chargePaid(by: reference, attempt)
            {
                throw PlanError.exists("payment \(reference) of charge \(other)")
            }
            charge.state = .open
            try session.store.update(charge)
            attempt.state = .sending
            try session.store.update(attempt)
            if charge.kind != .topUp {
                var subscription = try session.subscription(SubscriptionID(charge.subject))
                let old = subscription
                subscription.awaiting = .nothing
                subscription.recoverAt = session.now
                try session.save(&subscription, was: old, "charge.resolved")
            }
            let outcome: ChargeOutcome =
                switch resolution {
                case .paid(let reference): .succeeded(reference: reference)
                case .notPaid: .declined(.soft, code: "operator")
                }
            _ = try session.settle(id, attempt: attempt.number, outcome, isFirstSend: false, holdsLease: true)
            try session.close(.chargeOutcomeUnknown, id.text)
            try session.close(.requestRejected, id.text)
            return try session.found(Charge.self, id.text)
        }
    }

    /// Lets a subscription go on that was put aside.
    ///
    /// Throws `.notFound`.
    @discardableResult
    public func unpark(_ id: SubscriptionID) throws -> Subscription {
        try session { session in
            var subscription = try session.subscription(id)
            guard subscription.isParked else {
                // What could not be read when it was put aside does not know of it; it has lost its timer all the same.
                try session.close(.subscriptionParked, id.text)
                try session.arm(subscription)
                return subscription
            }
            let old = subscription
            subscription.isParked = false
            subscription.processingErrors = 0
            try session.close(.subscriptionParked, id.text)
            try session.save(&subscription, was: old, "unparked")
            return subscription
        }
    }

    /// Confirms that the wall clock is right after a jump; claims go on.
    public func confirmClock() throws {
        try engine.store.write { transaction in
            let wall = engine.clock.now
            var mark =
                try transaction.find(BillingMark.self, [.text(BillingMark.shard)])
                ?? BillingMark(shard: BillingMark.shard, highWater: wall)
            mark.isFrozen = false
            mark.highWater = max(mark.highWater, wall)
            try transaction.upsert(mark)
            let session = Session(transaction, engine, tenant: .sole, at: mark.highWater, as: actor)
            try session.close(.clockJumpedForward, "clock/\(BillingMark.shard)")
            try session.close(.clockWentBackwards, "clock/\(BillingMark.shard)")
        }
    }

    /// Notes that a line was recharged by itself.
    ///
    /// Throws `.notFound`.
    public func recharge(_ line: LineID) throws {
        try session { try $0.recharge(line) }
    }

    /// All alerts that nobody has closed.
    public func openAlerts() throws -> [Alert] {
        try select(Alert.self).filter { $0.closedAt == nil }
    }

    /// Notes that a person has seen to an alert. It comes back if that is not so. Throws `.notFound` when it is not open, or
    /// is not for a person to close.
    public func close(_ kind: Alert.Kind, about subject: String) throws {
        try session { session in
            let key: [RowValue] = [.text(tenant.text), .text(kind.rawValue), .text(subject)]
            guard kind.isClosedByHand, let alert = try session.store.find(Alert.self, key), alert.closedAt == nil else {
                throw PlanError.notFound("alert \(kind.rawValue) about \(subject) that can be closed")
            }
            try session.close(kind, subject)
        }
    }

    /// Takes a message of a provider in, whose sender is certain. It does nothing but wake what waits for the charge that it is
    /// about: a worker then asks the provider.
    /// - Returns: what to claim, if anything waits.
    public func receive(_ event: ProviderEvent, from provider: Provider) throws -> (subject: Timer.Subject, id: String)?
    {
        try session { session in
            let record = InboundEvent(
                tenant: tenant,
                provider: provider,
                id: event.id,
                receivedAt: session.now,
                reference: event.reference
            )
            guard try session.store.find(InboundEvent.self, record.key) == nil else { return nil }
            try session.store.insert(record)
            let attempts = try ([event.reference] + event.alternatives).flatMap { reference in
                try session.store.select(
                    Query(
                        ChargeAttempt.self,
                        where: ["tenant_id", "provider_ref"],
                        are: [.text(tenant.text), .text(reference)]
                    )
                )
            }
            guard let attempt = attempts.first(where: { $0.provider == provider && $0.state == .sending }) else {
                return nil
            }
            let charge: Charge = try session.found(Charge.self, attempt.charge.text)
            guard charge.kind != .topUp else {
                try session.arm(.recovery(of: charge, at: session.now), .charge, charge.id.text)
                return (.charge, charge.id.text)
            }
            var subscription = try session.subscription(SubscriptionID(charge.subject))
            let old = subscription
            subscription.recoverAt = session.now
            try session.save(&subscription, was: old, "gateway.event", ["type": event.type])
            return (.subscription, charge.subject)
        }
    }
}
