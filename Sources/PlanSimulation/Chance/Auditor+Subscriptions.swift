import Plans

extension Auditor {
    /// What is to be true of a subscription after each transaction that changed it.
    mutating func judge(_ new: Subscription, was old: Subscription?, _ commit: Commit, at now: Instant) {
        if let old { judgeChange(new, old, commit) }
        judgeReplay(new)
        judgeTimer(new)
        judgeService(new)
        judgePeriod(new)
    }

    private mutating func judgeChange(_ new: Subscription, _ old: Subscription, _ commit: Commit) {
        if old.state.isTerminal {
            fail(23, "\(new.id) was \(old.state.rawValue) and has changed: \(new.changes(since: old))")
        }
        if new.cycle < old.cycle { fail(15, "the cycle of \(new.id) fell from \(old.cycle) to \(new.cycle)") }
        if new.cycle > old.cycle {
            // One transaction may renew more than once, when several cycles are caught up with.
            let paid = commit.paidCycles[new.id.text] ?? []
            let skipped = skipped[new.id.text] ?? []
            for cycle in (old.cycle + 1)...new.cycle where !paid.contains(cycle) && !skipped.contains(cycle) {
                fail(15, "cycle \(cycle) of \(new.id) was neither paid nor skipped")
            }
            if let start = new.periodStart, let end = old.periodEnd, old.cycle > 0, start < end {
                fail(13, "the periods of \(new.id) overlap")
            }
            if let start = new.periodStart, let end = old.periodEnd, old.cycle > 0, start != end, skipped.isEmpty,
                !new.anchorWasReset, paid.count == 1
            {
                fail(13, "the periods of \(new.id) do not touch")
            }
        }
        if new.state == .suspended, old.state != .suspended { judgeSuspension(new) }
    }

    /// 21: nobody is suspended who was not asked, and answered.
    private mutating func judgeSuspension(_ new: Subscription) {
        guard let id = new.openCharge, let tries = attempts[id.text] else {
            return fail(21, "\(new.id) was suspended without a charge")
        }
        if !tries.values.contains(where: { $0.state == .declined }) {
            fail(21, "\(new.id) was suspended without an answer")
        }
        if tries.values.contains(where: \.state.isOpen) { fail(21, "\(new.id) was suspended with a charge under way") }
    }

    private mutating func judgeReplay(_ new: Subscription) {
        if lastSequences[new.id.text] != new.eventSequence { fail(24, "\(new.id) changed without an event") }
        for difference in replays[new.id.text, default: Replay()].differences(from: new.row) {
            fail(24, "\(new.id): events say \(difference)")
        }
    }

    /// 26, 32: each record has the timer that follows from it; 23: what is terminal has none.
    private mutating func judgeTimer(_ new: Subscription) {
        let timer = timers[new.id.text]
        if new.state.isTerminal, timer != nil || new.autoRenew != .off { fail(23, "\(new.id) is terminal and goes on") }
        if new.isParked {
            if timer != nil { fail(32, "\(new.id) is parked and due") }
            if !openAlerts.contains("subscription_parked/\(new.id)") {
                fail(32, "\(new.id) is parked, and nobody was told")
            }
            return
        }
        let due = new.agenda(policy).map(\.dueAt).min()
        // An error puts the next look off.
        let isPutOff = new.processingErrors > 0
        if timer?.dueAt != due, !isPutOff {
            fail(26, "\(new.id): due \(String(describing: timer?.dueAt)), not \(String(describing: due))")
        }
        if new.state == .active, new.autoRenew == .on, new.recoverAt == nil, new.awaiting == .nothing, !isPutOff,
            due == nil
        {
            fail(26, "\(new.id) renews and has no timer")
        }
    }

    /// 22: whoever has service has paid, or is in grace, or waits for an answer of ours.
    private mutating func judgeService(_ new: Subscription) {
        let mayHaveService = new.state == .active || new.state == .pastDue
        if new.isServiceOn, !mayHaveService { fail(22, "\(new.id) is \(new.state) and has service") }
        if !new.isServiceOn, mayHaveService { fail(22, "\(new.id) is \(new.state) and has no service") }
    }

    /// 14: a period ends at the boundary that the anchor says.
    private mutating func judgePeriod(_ new: Subscription) {
        guard new.cycle > 0, new.state != .paused, !new.state.isTerminal, let end = new.periodEnd,
            let version = plans[PlanKey(tenant: new.tenant, code: new.plan, version: new.planVersion)],
            let rules = rules(of: new.zone)
        else { return }
        let calendar = RenewalCalendar(anchor: new.anchor, interval: version.interval, rules: rules)
        if calendar.boundary(new.boundary) != end { fail(14, "\(new.id) does not end at boundary \(new.boundary)") }
        if calendar.boundary(new.boundary + 1) <= end { fail(14, "the boundaries of \(new.id) do not rise") }
    }
}

extension Subscription {
    /// The columns that are not what they were.
    fileprivate func changes(since old: Subscription) -> [String] {
        zip(Self.columns, zip(row, old.row)).filter { $0.1.0 != $0.1.1 }.map { "\($0.0): \($0.1.1), now \($0.1.0)" }
    }
}
