extension Worker {
    /// What a claimed timer turned out to need.
    private enum Finding {
        case done, needsCall, stale
    }

    /// Works on all that was claimed in one transaction. What is poisonous spoils it, is left out, and is tried alone.
    mutating func workOnClaimed() throws {
        var batch = claimed
        claimed = []
        var poisonous: [Timer] = []
        var spoilt = 0
        while !batch.isEmpty {
            var current: Timer?
            do {
                let findings = try engine.store.writeMany { transaction in
                    for timer in batch where transaction.defersChanges {
                        current = timer
                        try self.lookAhead(to: timer, transaction)
                    }
                    return try batch.map { timer in
                        current = timer
                        return try self.look(at: timer, transaction)
                    }
                }
                for (timer, finding) in zip(batch, findings) {
                    if finding == .needsCall { callers.append(timer) }
                    if finding == .stale { lastResult = .staleMandateVersion }
                }
                break
            } catch {
                guard let timer = current, error.isAboutOneRow else { throw error }
                spoilt += 1
                // A few poisonous rows are left out one by one; when there are many, all are tried alone. So are they when the store
                // came to refuse one only after others had been looked at.
                let isHopeless = spoilt > 3
                poisonous += isHopeless ? batch : [timer]
                batch = isHopeless ? [] : batch.filter { $0 != timer }
            }
        }
        for timer in poisonous { try workAlone(on: timer) }
    }

    private mutating func workAlone(on timer: Timer) throws {
        do {
            let finding = try engine.store.write { try self.look(at: timer, $0) }
            if finding == .needsCall { callers.append(timer) }
            if finding == .stale { lastResult = .staleMandateVersion }
        } catch {
            guard error.isAboutOneRow else { throw error }
            try putAside(timer, error)
        }
    }

    /// Counts the error, or, when the subject itself cannot be read, takes its timer away; either way someone is told. A top-up or a
    /// refund that is under way keeps its timer: there may be money between us and the provider.
    private func putAside(_ timer: Timer, _ error: any Error) throws {
        try engine.session(as: name, tenant: timer.tenant) { session in
            if case PoisonError.noGateway(let provider) = error {
                // Not its fault: it stays due, and is looked at again when the lease ends.
                return try session.raise(.gatewayMissing, provider.description)
            }
            session.heldTimer = timer
            if timer.subject == .subscription, (try? session.subscription(SubscriptionID(timer.id))) != nil {
                try session.countError(SubscriptionID(timer.id), String(describing: error))
            } else {
                try session.raise(.subscriptionParked, timer.id)
                var later = timer
                later.dueAt = session.now + engine.policy.retryDelay.upperBound
                later.leaseOwner = nil
                later.leaseUntil = Instant(seconds: 0)
                let isMoneyUnderWay = timer.subject == .charge || timer.subject == .refund
                try session.arm(isMoneyUnderWay ? later : nil, timer.subject, timer.id)
            }
        }
    }

    /// Finds what looking at a timer will ask for, so that a store that carries out changes meanwhile need not wait for them to read.
    private func lookAhead(to timer: Timer, _ transaction: any PlanTransaction) throws {
        let session = Session(transaction, engine, tenant: timer.tenant, at: engine.clock.now, as: name)
        let key: [RowValue] = [.text(timer.tenant.text), .text(timer.id)]
        guard timer.subject == .subscription, try session.isHeld(timer),
            let subscription = try transaction.find(Subscription.self, key)
        else { return }
        _ = try session.subscriptions(on: subscription.line)
        _ = try transaction.find(Account.self, [.text(timer.tenant.text), .text(subscription.account.text)])
        if subscription.paymentMethod == nil, let version = try session.versions(of: subscription.plan).last {
            _ = try session.wallet(of: subscription.account, version.currency)
        }
    }

    private func look(at timer: Timer, _ transaction: any PlanTransaction) throws -> Finding {
        let now = try BillingMark.advance(to: engine.clock.now, in: transaction)
        let session = Session(transaction, engine, tenant: timer.tenant, at: now, as: name)
        guard try session.isHeld(timer) else { return try session.hasOtherMandate(timer) ? .stale : .done }
        session.heldTimer = timer
        switch timer.subject {
        case .charge, .refund: return .needsCall
        case .line: try session.age(session.part(Line.self, timer.id))
        case .paymentMethod: try session.tellOfExpiry(session.part(PaymentMethod.self, timer.id))
        case .subscription: return try workOnSubscription(timer, session)
        }
        return .done
    }

    private func workOnSubscription(_ timer: Timer, _ session: Session) throws -> Finding {
        let id = SubscriptionID(timer.id)
        var subscription = try session.subscription(id)
        guard subscription.mandateVersion == timer.mandateVersion else {
            try session.arm(subscription)
            return .stale
        }
        // Several things may be due at one instant; more than this many are a loop.
        for _ in 0..<64 {
            guard let step = subscription.nextStep(at: session.now, engine.policy) else {
                try session.arm(subscription)
                return .done
            }
            switch step {
            case .recover: return .needsCall
            case .collect where subscription.paymentMethod != nil: return .needsCall
            case .collect: _ = try session.collect(subscription)
            case .suspend: try session.suspend(subscription)
            case .expire: try session.expire(subscription)
            case .cancel: try session.cancelUnpaid(subscription)
            case .announce: try session.announce(subscription)
            }
            subscription = try session.subscription(id)
        }
        try session.park(subscription, "too_many_steps")
        return .done
    }

    /// Stores the intent to call, or finds that one is stored.
    mutating func begin(_ timer: Timer) throws {
        do {
            let isReady = try engine.session(as: name, tenant: timer.tenant) { session -> Bool? in
                guard try session.isHeld(timer) else { return try session.hasOtherMandate(timer) ? false : nil }
                session.heldTimer = timer
                guard timer.subject == .subscription else { return true }
                let subscription = try session.subscription(SubscriptionID(timer.id))
                guard subscription.mandateVersion == timer.mandateVersion else {
                    try session.arm(subscription)
                    return false
                }
                switch subscription.nextStep(at: session.now, engine.policy) {
                case .recover: return true
                case .collect:
                    if case .call = try session.collect(subscription) { return true }
                    return nil
                default:
                    try session.arm(subscription)
                    return nil
                }
            }
            if isReady == true { phase = .prepared(timer) }
            if isReady == false { lastResult = .staleMandateVersion }
        } catch {
            guard error.isAboutOneRow else { throw error }
            try putAside(timer, error)
        }
    }

    mutating func prepareCall(_ timer: Timer) throws -> GatewayCall? {
        do {
            return try engine.session(as: name, tenant: timer.tenant) { session in
                guard try session.isHeld(timer) else { return nil }
                session.heldTimer = timer
                return try session.prepareCall(timer)
            }
        } catch {
            guard error.isAboutOneRow else { throw error }
            try putAside(timer, error)
            return nil
        }
    }

    /// Writes down how a call ended. Where a row cannot be read that it is about, the answer is asked for again when it can.
    mutating func settle(_ call: GatewayCall, _ answer: GatewayCall.Answer) throws {
        do {
            lastResult = try writeDown(answer, to: call)
        } catch StoreError.corrupt(let table, let column) {
            try putAside(call.timer, StoreError.corrupt(table: table, column: column))
        }
    }

    private func writeDown(_ answer: GatewayCall.Answer, to call: GatewayCall) throws -> SettleResult {
        try engine.session(as: name, tenant: call.timer.tenant) { session in
            let holdsLease = try session.isHeld(call.timer)
            session.heldTimer = call.timer
            try session.learn(answer, from: call.provider)
            if call.timer.subject != .subscription { try session.close(.subscriptionParked, call.timer.id) }
            switch answer {
            case .charge(let outcome):
                return try session.settle(
                    call.charge,
                    attempt: call.attempt,
                    outcome,
                    isFirstSend: call.isFirstSend,
                    holdsLease: holdsLease
                )
            case .lookUp(let outcome):
                return try session.settle(call.charge, attempt: call.attempt, lookUp: outcome, holdsLease: holdsLease)
            case .refund(let outcome):
                return try session.settle(refund: call.timer.id, outcome)
            }
        }
    }
}

extension Error {
    /// Whether the fault lies in one row, so that the others can go on without it.
    fileprivate var isAboutOneRow: Bool {
        switch self {
        case is PoisonError, is PlanError: true
        case let error as StoreError:
            switch error {
            case .uniqueViolation, .constraintViolation, .notFound, .corrupt: true
            case .busy, .newer, .notAStore, .unavailable: false
            }
        default: false
        }
    }
}
