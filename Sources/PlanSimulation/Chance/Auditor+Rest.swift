import Plans

extension Auditor {
    /// 31: since nothing goes wrong any more, whatever is due is worked on before `patience` seconds are over.
    mutating func judgeProgress(since calm: Instant, at now: Instant, patience: Int64) {
        // Some things are due at once when they become known, at a time that has gone by.
        let waiting = timers.filter { $1.dueAt + patience < now }.map { id, timer in
            (id, timer.subject, max(max(timer.dueAt, timer.leaseUntil), max(armedAt[id] ?? calm, calm)))
        }
        for (id, subject, due) in waiting.sorted(by: { $0.0 < $1.0 }) where due + patience < now {
            fail(31, "\(subject) \(id) has been due for \(now - due) seconds")
        }
    }

    /// What is to be true when nothing is under way any more: our books and the provider's say the same (3, 4).
    mutating func judgeRest(_ truth: [LabGateway.TrueCharge]) {
        var paid: [String: LabGateway.TrueCharge] = [:]
        for charge in truth {
            guard case .succeeded = charge.outcome else { continue }
            if paid[charge.charge] != nil { fail(3, "charge \(charge.charge) was paid twice") }
            paid[charge.charge] = charge
        }
        let ours = charges.values.filter { $0.state == .succeeded && $0.provider != .wallet }
        for charge in ours.sorted(by: { $0.id < $1.id }) {
            let theirs = paid.removeValue(forKey: charge.id.text)
            if theirs?.amount != charge.amount {
                fail(4, "charge \(charge.id) is paid in our books, not in the provider's")
            }
            // What a change of plan has credited went into the balance, and the provider knows nothing of it.
            let refunded = refunds.values.reduce(0) { sum, refund in
                refund.charge == charge.id && refund.state == .succeeded ? sum + refund.amount : sum
            }
            if let theirs, theirs.refunded != refunded {
                fail(4, "charge \(charge.id): \(refunded) refunded, the provider says \(theirs.refunded)")
            }
            let reference = attempts[charge.id.text]?[charge.attempts]?.reference
            if let theirs, theirs.reference != reference {
                fail(4, "charge \(charge.id) is \(theirs.reference) there, and \(reference ?? "nothing") here")
            }
        }
        for charge in paid.keys.sorted() where charges[charge]?.state != .unknown {
            fail(4, "charge \(charge) is paid in the provider's books, not in ours")
        }
        for refund in refunds.values where refund.state == .sending {
            fail(31, "refund \(refund.id) is under way at rest")
        }
    }
}
