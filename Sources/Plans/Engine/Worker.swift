/// One of any number of workers: claims what is due, carries it out, calls gateways, delivers messages.
///
/// A worker does one thing for each call of `step()` and makes no call to the outside itself: it says which one is to be made
/// and is told the answer. So the same code runs in a loop on a thread, and under a scheduler that stops, crashes and reorders
/// workers between any two steps. Whatever a worker knows may be lost at any time; what matters is in the store.
public struct Worker: Sendable {
    public let name: String
    public let engine: PlanEngine
    /// The only tenant that it works for; `nil`: all.
    public let tenant: TenantID?
    /// Whether it delivers messages, beside working on what is due.
    public var deliversMessages = true
    private var clockGuard: ClockGuard
    private var phase = Phase.ready
    /// Claimed, and not looked at yet.
    private var claimed: [Timer] = []
    /// Looked at: they need calls, one at a time.
    private var callers: [Timer] = []
    private var messages: [Notice] = []
    private var orders: [ServiceOrder] = []
    /// What has been delivered, or not, and is to be marked.
    private var deliveries: [(tenant: TenantID, id: String, outcome: DeliveryOutcome)] = []
    /// How the last settlement ended; `nil` before the first.
    public private(set) var lastResult: SettleResult?

    private enum Phase: Sendable {
        case ready
        /// The intent is stored.
        case prepared(Timer)
        /// The call is made, or on its way.
        case calling(GatewayCall)
        /// The answer is there.
        case answered(GatewayCall, GatewayCall.Answer)
        /// A message is on its way.
        case delivering
    }

    /// What a step has done, or wants done.
    public enum Action: Sendable {
        /// Something was done; go on.
        case worked
        /// Make this call, then say `answer(_:)`.
        case call(GatewayCall)
        /// Deliver this, then say `delivered(_:)`.
        case deliver(Notice)
        case carryOut(ServiceOrder)
        /// There is nothing to do now.
        case idle(NextDue)
    }

    /// Where a worker stands between two steps.
    public enum Standing: Hashable, Sendable {
        case ready, claimed, intentStored, callMade, answerReceived, delivering
    }

    public init(_ engine: PlanEngine, name: String, tenant: TenantID? = nil, clockGuard: ClockGuard? = nil) {
        self.engine = engine
        self.name = name
        self.tenant = tenant
        self.clockGuard = clockGuard ?? ClockGuard(engine.clock)
    }

    public var standing: Standing {
        switch phase {
        case .prepared: .intentStored
        case .calling: .callMade
        case .answered: .answerReceived
        case .delivering: .delivering
        case .ready: claimed.isEmpty && callers.isEmpty ? .ready : .claimed
        }
    }

    /// Does the next thing. Throws `StoreError` when the store cannot be used; the worker can go on later.
    public mutating func step() throws -> Action {
        switch phase {
        case .answered(let call, let answer):
            phase = .ready
            try settle(call, answer)
            return .worked
        case .prepared(let timer):
            phase = .ready
            guard let call = try prepareCall(timer) else { return .worked }
            phase = .calling(call)
            return .call(call)
        case .calling, .delivering, .ready: break
        }
        if !claimed.isEmpty {
            try workOnClaimed()
            return .worked
        }
        if !callers.isEmpty {
            try begin(callers.removeFirst())
            return .worked
        }
        if let order = orders.popLast() {
            phase = .delivering
            deliveries.append((order.tenant, order.id, .failed))
            return .carryOut(order)
        }
        if let notice = messages.popLast() {
            phase = .delivering
            deliveries.append((notice.tenant, notice.id, .failed))
            return .deliver(notice)
        }
        if !deliveries.isEmpty {
            try markDelivered()
            return .worked
        }
        if try claim() { return .worked }
        if deliversMessages, try takeMessages() { return .worked }
        let now = engine.clock.now
        return .idle(try engine.store.read { try $0.nextDue(after: now, of: tenant) })
    }

    /// Takes the answer to the call that `step()` asked for.
    public mutating func answer(_ answer: GatewayCall.Answer) {
        guard case .calling(let call) = phase else { return }
        phase = .answered(call, answer)
    }

    /// Gives up a call that could not be made in time. It may have been sent, for all that the store knows; whoever comes next finds out.
    public mutating func abandonCall() {
        if case .calling = phase { phase = .ready }
    }

    /// Takes how the delivery ended that `step()` asked for.
    public mutating func delivered(_ outcome: DeliveryOutcome) {
        guard case .delivering = phase, let last = deliveries.indices.last else { return }
        deliveries[last].outcome = outcome
        phase = .ready
    }

    /// Claims one subject that has just been given something to do, whatever else is due.
    public mutating func claim(_ subject: Timer.Subject, _ id: String, of tenant: TenantID) throws {
        let key: [RowValue] = [.text(tenant.text), .text(subject.rawValue), .text(id)]
        let (name, lease) = (name, engine.policy.lease)
        let timer = try engine.session(as: name, tenant: tenant) { session -> Timer? in
            guard let timer = try session.store.find(Timer.self, key), timer.dueAt <= session.now,
                timer.leaseUntil <= session.now
            else { return nil }
            return try session.lease(timer, to: name, for: lease)
        }
        if let timer { claimed.append(timer) }
    }
}

// MARK: Claims

extension Worker {
    /// Claims what is due, if the clock can be trusted.
    private mutating func claim() throws -> Bool {
        let gain = clockGuard.gain(engine.clock)
        let (name, tenant, engine) = (name, tenant, engine)
        let timers = try engine.store.write { transaction -> [Timer] in
            let wall = engine.clock.now
            guard try transaction.mayClaim(wall, gain: gain, engine.policy) else { return [] }
            let mark = try transaction.find(BillingMark.self, [.text(BillingMark.shard)])
            let now = max(wall, mark?.highWater ?? wall)
            let due = try transaction.dueTimers(at: now, of: tenant, limit: engine.policy.batch)
            guard !due.isEmpty else { return [] }
            _ = try BillingMark.advance(to: wall, in: transaction)
            return try due.map { timer in
                let session = Session(transaction, engine, tenant: timer.tenant, at: now, as: name)
                return try session.lease(timer, to: name, for: engine.policy.lease)
            }
        }
        claimed = timers
        return !timers.isEmpty
    }
}

extension PlanTransaction {
    /// Whether the wall clock can be trusted with claims; raises the alert when it cannot.
    fileprivate func mayClaim(_ wall: Instant, gain: Int64, _ policy: Policy) throws -> Bool {
        var mark =
            try find(BillingMark.self, [.text(BillingMark.shard)])
            ?? BillingMark(shard: BillingMark.shard, highWater: wall)
        if gain > policy.maxForwardJump, !mark.isFrozen {
            mark.isFrozen = true
            try upsert(mark)
            try raiseClockAlert(.clockJumpedForward, at: mark.highWater)
        }
        if mark.isFrozen { return false }
        guard mark.highWater - wall > policy.maxBackwardStep else { return true }
        try raiseClockAlert(.clockWentBackwards, at: mark.highWater)
        return false
    }

    private func raiseClockAlert(_ kind: Alert.Kind, at now: Instant) throws {
        let alert = Alert(tenant: .sole, kind: kind, subject: "clock/\(BillingMark.shard)", raisedAt: now)
        if let open = try find(Alert.self, alert.key), open.closedAt == nil { return }
        try upsert(alert)
    }
}

extension Session {
    fileprivate func lease(_ timer: Timer, to name: String, for seconds: Int64) throws -> Timer {
        var timer = timer
        timer.leaseOwner = name
        timer.leaseUntil = now + seconds
        timer.leaseToken += 1
        try store.update(timer)
        return timer
    }

    /// The timer of a claim, if it still is that claim's.
    fileprivate func isHeld(_ timer: Timer) throws -> Bool {
        try store.find(Timer.self, timer.key)?.leaseToken == timer.leaseToken
    }
}

extension Session {
    /// Whether the customer has agreed to something else since a timer was claimed.
    fileprivate func hasOtherMandate(_ timer: Timer) throws -> Bool {
        guard timer.subject == .subscription else { return false }
        let subscription = try store.find(Subscription.self, [.text(tenant.text), .text(timer.id)])
        return subscription?.mandateVersion != timer.mandateVersion
    }
}

// MARK: Work

extension Worker {
    /// What a claimed timer turned out to need.
    private enum Finding {
        case done, needsCall, stale
    }

    /// Works on all that was claimed in one transaction. What is poisonous spoils it, is left out, and is tried alone.
    private mutating func workOnClaimed() throws {
        var batch = claimed
        claimed = []
        var poisonous: [Timer] = []
        var spoilt = 0
        while !batch.isEmpty {
            var current: Timer?
            do {
                let findings = try engine.store.write { transaction in
                    try batch.map { timer in
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
                // A few poisonous rows are left out one by one; when there are many, all are tried alone.
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

    /// Counts the error, or, when the subject itself cannot be read, takes its timer away; either way someone is told.
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
                try session.arm(nil, timer.subject, timer.id)
            }
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
    private mutating func begin(_ timer: Timer) throws {
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

    private mutating func prepareCall(_ timer: Timer) throws -> GatewayCall? {
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

    private mutating func settle(_ call: GatewayCall, _ answer: GatewayCall.Answer) throws {
        lastResult = try engine.session(as: name, tenant: call.timer.tenant) { session in
            let holdsLease = try session.isHeld(call.timer)
            session.heldTimer = call.timer
            try session.learn(answer, from: call.provider)
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

// MARK: Messages

extension Worker {
    /// Takes messages that are due, and puts them off a lease, so that no other worker takes them at the same time.
    private mutating func takeMessages() throws -> Bool {
        let (tenant, engine) = (tenant, engine)
        let now = engine.clock.now
        let taken = try engine.store.write { transaction -> (notices: [Notice], orders: [ServiceOrder]) in
            let due = try transaction.dueMessages(at: now, of: tenant, limit: engine.policy.batch)
            var notices: [Notice] = []
            var orders: [ServiceOrder] = []
            for var message in due {
                message.nextTryAt = now + engine.policy.lease
                try transaction.update(message)
                switch message.channel {
                case .notice: if let notice = try message.notice(transaction) { notices.append(notice) }
                case .network: if let order = try message.order(transaction) { orders.append(order) }
                }
            }
            return (notices, orders)
        }
        // They are taken from the end.
        messages = taken.notices.reversed()
        orders = taken.orders.reversed()
        return !messages.isEmpty || !orders.isEmpty
    }

    private mutating func markDelivered() throws {
        let (now, name) = (engine.clock.now, name)
        let (deliveries, engine) = (deliveries, engine)
        try engine.store.write { transaction in
            for delivery in deliveries {
                let key: [RowValue] = [.text(delivery.tenant.text), .text(delivery.id)]
                guard var message = try transaction.find(OutboxMessage.self, key), message.state == .todo else {
                    continue
                }
                message.mark(delivery.outcome, at: now)
                try transaction.update(message)
                let session = Session(transaction, engine, tenant: delivery.tenant, at: now, as: name)
                switch (message.state, message.channel) {
                case (.todo, _), (.sent, .network): break
                case (.sent, .notice): try session.close(.accountUnreachable, message.account.text)
                // A customer without an address is one thing to see to, however many messages there are.
                case (.dead, .notice) where delivery.outcome == .refused:
                    try session.raise(.accountUnreachable, message.account.text)
                case (.dead, _): try session.raise(.messageUndeliverable, message.id)
                }
            }
        }
        self.deliveries = []
    }
}

extension OutboxMessage {
    /// How long a message is tried, in seconds: three days.
    private static let patience: Int64 = 3 * .secondsPerDay

    /// Writes down how a delivery ended: tried again after 15 seconds, then twice as long each time, up to 12 hours.
    fileprivate mutating func mark(_ outcome: DeliveryOutcome, at now: Instant) {
        tries += 1
        switch outcome {
        case .delivered: state = .sent
        case .refused: state = .dead
        case .failed where now - createdAt >= Self.patience: state = .dead
        case .failed: nextTryAt = now + min(15 << Int64(min(tries - 1, 12)), 12 * .secondsPerHour)
        }
    }

    fileprivate func notice(_ reader: any PlanReader) throws -> Notice? {
        guard let kind = NoticeKind(rawValue: topic) else { return nil }
        let account = try reader.find(Account.self, [.text(tenant.text), .text(account.text)])
        return Notice(
            tenant: tenant,
            id: id,
            kind: kind,
            account: self.account,
            email: account?.email ?? fields[NoticeField.recipient] ?? "",
            locale: locale,
            fields: fields
        )
    }

    fileprivate func order(_ reader: any PlanReader) throws -> ServiceOrder? {
        guard let action = ServiceOrder.Action(rawValue: topic), let line = fields["line"], let plan = fields["plan"]
        else {
            return nil
        }
        return ServiceOrder(
            tenant: tenant,
            id: id,
            carrier: try reader.find(Line.self, [.text(tenant.text), .text(line)])?.carrier ?? "",
            action: action,
            line: LineID(line),
            subscription: SubscriptionID(subject),
            plan: plan
        )
    }
}
