/// What a subscription needs; the cases are in the order in which they are done at one instant.
public enum Step: Hashable, Sendable {
    /// Find out how a try ended that is under way.
    case recover
    /// Collect what is due, for the first time or again.
    case collect
    /// The grace is over: stop the service.
    case suspend
    /// The paid time, or the time to come back, is over.
    case expire
    /// The purchase was never paid.
    case cancel
    /// Tell the customer about the next charge.
    case announce

    /// How the timer calls it.
    var timerKind: Timer.Kind {
        switch self {
        case .recover: .recover
        case .collect: .renew
        case .suspend: .suspend
        case .expire, .cancel: .expire
        case .announce: .notice
        }
    }
}

extension Subscription {
    /// One thing that will have to be done, and when.
    public struct AgendaItem: Hashable, Sendable {
        public var step: Step
        public var dueAt: Instant
    }

    /// All that time alone will bring, in the order in which it is done when it falls on one instant.
    ///
    /// It depends on nothing but the record, so the timer can be derived from it and a record explains itself.
    public func agenda(_ policy: Policy) -> [AgendaItem] {
        guard !isParked, awaiting != .operator else { return [] }
        // Until it is known whether money has moved, nothing else is decided.
        if let recoverAt { return [AgendaItem(step: .recover, dueAt: recoverAt)] }
        var items: [AgendaItem] = []
        func add(_ step: Step, _ dueAt: Instant?) {
            if let dueAt { items.append(AgendaItem(step: step, dueAt: dueAt)) }
        }
        switch state {
        case .canceled, .expired, .paused: break
        case .scheduled: add(.collect, collectAt)
        case .incomplete:
            add(.collect, collectAt)
            add(.cancel, (periodEnd ?? createdAt) + policy.purchaseWindow)
        case .active where autoRenew == .on:
            add(.collect, collectAt)
            if noticedCycle <= cycle { add(.announce, collectAt.map { $0 - policy.noticeLead }) }
        case .pastDue where autoRenew == .on:
            add(.collect, collectAt)
            add(.suspend, graceEndsAt)
        case .suspended where autoRenew == .on:
            add(.collect, collectAt)
            add(.expire, suspendedAt.map { $0 + policy.reactivationWindow })
        case .active, .pastDue, .suspended: add(.expire, periodEnd)
        }
        return items
    }

    /// What has to be done at `now`; `nil` when nothing has.
    public func nextStep(at now: Instant, _ policy: Policy) -> Step? {
        agenda(policy).first { $0.dueAt <= now }?.step
    }

    /// When it has to be looked at next, and what for; `nil` when only people can bring it on.
    func timer(_ policy: Policy) -> Timer? {
        let items = agenda(policy)
        guard let earliest = items.map(\.dueAt).min(), let next = items.first(where: { $0.dueAt == earliest }) else {
            return nil
        }
        return Timer(
            tenant: tenant,
            subject: .subscription,
            id: id.text,
            kind: next.step.timerKind,
            dueAt: earliest,
            mandateVersion: mandateVersion
        )
    }

    /// Whether the customer has service at `now`: what the record says, and what an outage of ours leaves.
    public func hasService(at now: Instant, _ policy: Policy) -> Bool {
        guard isServiceOn, let periodEnd, now >= periodEnd, state == .active else { return isServiceOn }
        return policy.outageEntitlement == .failOpen || recoverAt != nil
    }
}
