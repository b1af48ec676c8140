extension Worker {
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

    /// Claims what is due, if the clock can be trusted.
    mutating func claim() throws -> Bool {
        let gain = clockGuard.gain(engine.clock)
        let (name, tenant, engine) = (name, tenant, engine)
        func claim(_ transaction: any PlanTransaction) throws -> [Timer] {
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
        // A lease may be forgotten when the power fails; that somebody has set the clock may not.
        let hasJumped = gain > engine.policy.maxForwardJump
        let timers = try hasJumped ? engine.store.write(claim) : engine.store.writeUntilPowerFails(claim)
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
    func isHeld(_ timer: Timer) throws -> Bool {
        try store.find(Timer.self, timer.key)?.leaseToken == timer.leaseToken
    }
}

extension Session {
    /// Whether the customer has agreed to something else since a timer was claimed.
    func hasOtherMandate(_ timer: Timer) throws -> Bool {
        guard timer.subject == .subscription else { return false }
        let subscription = try store.find(Subscription.self, [.text(tenant.text), .text(timer.id)])
        return subscription?.mandateVersion != timer.mandateVersion
    }
}
