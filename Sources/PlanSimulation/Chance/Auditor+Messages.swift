import Plans

extension Auditor {
    /// 28: the customer is told once of the charge of each cycle, before it, and only where renewal is on.
    mutating func judgeAnnouncement(_ message: OutboxMessage, at now: Instant) {
        guard let subscription = subscriptions[message.subject] else {
            return fail(28, "message \(message.id) is about no subscription")
        }
        if !announced.insert("\(subscription.id)/\(subscription.noticedCycle)").inserted {
            fail(28, "cycle \(subscription.noticedCycle) of \(subscription.id) was announced twice")
        }
        if subscription.autoRenew != .on {
            fail(28, "a charge of \(subscription.id) was announced, and its renewal is \(subscription.autoRenew)")
        }
        if subscription.noticedCycle <= subscription.cycle {
            fail(28, "the charge of cycle \(subscription.noticedCycle) of \(subscription.id) was announced afterwards")
        }
        if let due = subscription.collectAt, now < due - policy.noticeLead {
            fail(28, "a charge of \(subscription.id) was announced \(due - now) seconds before it")
        }
    }
}
