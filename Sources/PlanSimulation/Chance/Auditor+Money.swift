import Plans

extension Auditor {
    /// 1, 8, 9, 10, 11, 12: what money does.
    mutating func judgeMoney(_ commit: Commit) {
        var commit = commit
        for (journal, legs) in commit.legs.sorted(by: { $0.key < $1.key }) {
            for currency in Set(legs.map(\.currency)) {
                let sum = legs.filter { $0.currency == currency }.reduce(0) { $0 + $1.amount }
                if sum != 0 { fail(1, "journal \(journal) sums to \(sum)") }
            }
            for leg in legs where leg.account.description.hasPrefix("wallet:") {
                let key = WalletKey(account: String(leg.account.description.dropFirst(7)), currency: leg.currency)
                walletPostings[key, default: 0] += leg.amount
                commit.wallets.insert(key)
                if journal.hasPrefix("charge/"), let charge = charges[String(journal.dropFirst(7))],
                    leg.amount != charge.amount
                {
                    fail(9, "\(journal) takes \(leg.amount) of \(charge.amount)")
                }
            }
        }
        for key in commit.wallets {
            let (balance, posted) = (wallets[key]?.balance ?? 0, walletPostings[key] ?? 0)
            if balance < 0 || balance != -posted {
                fail(8, "wallet \(key.account) holds \(balance), its postings say \(-posted)")
            }
        }
        for id in commit.charges {
            guard let charge = charges[id] else { continue }
            if charge.refunded > charge.amount {
                fail(11, "charge \(id): \(charge.refunded) of \(charge.amount) refunded")
            }
            let isWhole = charge.refunded == charge.amount
            if charge.refundedTax > charge.tax || isWhole && charge.refundedTax != charge.tax {
                fail(10, "charge \(id): tax \(charge.refundedTax) of \(charge.tax) refunded")
            }
        }
        for charge in commit.newlySucceeded where charge.kind != .topUp {
            succeededCharges += 1
            if invoiced[charge.id.text] == nil { fail(12, "charge \(charge.id) is paid without an invoice") }
        }
        if invoiced.count != succeededCharges {
            fail(12, "\(invoiced.count) invoices, \(succeededCharges) paid charges")
        }
    }

    mutating func number(_ invoice: Invoice) {
        let last = lastNumbers[invoice.series] ?? 0
        if invoice.number != last + 1 { fail(12, "invoice \(invoice.series)\(invoice.number) follows \(last)") }
        lastNumbers[invoice.series] = invoice.number
        guard invoice.kind == .invoice else {
            credited[invoice.charge.text, default: 0] += invoice.net + invoice.tax
            let amount = charges[invoice.charge.text]?.amount ?? 0
            let sum = credited[invoice.charge.text] ?? 0
            if sum > amount { fail(11, "credit notes for \(sum) of the \(amount) of charge \(invoice.charge)") }
            return
        }
        if invoiced[invoice.charge.text] != nil { fail(12, "charge \(invoice.charge) is invoiced twice") }
        invoiced[invoice.charge.text] = invoice.number
    }

    /// 6, 7: who has not agreed, or cannot, is not charged. 40: one plan at a time is paid for.
    mutating func judgeMandates(_ commit: Commit) {
        for charge in commit.newCharges where charge.kind == .renewal && charge.state != .skipped {
            guard let version = version(of: charge) else { continue }
            if !version.isAutoRenewable { fail(7, "charge \(charge.id) renews \(version.code), which cannot") }
        }
        for attempt in commit.newAttempts {
            guard let charge = charges[attempt.charge.text], charge.kind == .renewal,
                let subscription = subscriptions[charge.subject]
            else { continue }
            let wasDeclinedOnTheSpot = attempt.state == .declined
            if subscription.autoRenew != .on && !wasDeclinedOnTheSpot
                || charge.mandateVersion != subscription.mandateVersion && !subscription.state.isTerminal
            {
                fail(
                    6,
                    "attempt \(attempt.idempotencyKey), of mandate \(charge.mandateVersion), while renewal is "
                        + "\(subscription.autoRenew.rawValue), mandate \(subscription.mandateVersion), \(subscription.state.rawValue)"
                )
            }
            if let id = attempt.paymentMethod, attempt.state == .prepared, methods[id.text]?.status == .hardDeclined {
                fail(19, "attempt \(attempt.idempotencyKey) with a means of payment that was declined for good")
            }
            if attempt.number > 1, attempts[charge.id.text]?[attempt.number - 1]?.state != .declined {
                fail(16, "attempt \(attempt.number) of \(charge.id) follows one that was not declined")
            }
        }
        for line in commit.lines {
            let live = subscriptions(on: LineID(line)).filter { $0.autoRenew == .on }
            if live.count > 1 { fail(5, "line \(line) has \(live.count) live mandates") }
        }
        for charge in commit.newlySucceeded where charge.kind == .change {
            guard let new = subscriptions[charge.subject], let id = new.replaces, let old = subscriptions[id.text]
            else {
                continue
            }
            if !old.state.isTerminal {
                fail(40, "\(new.id) is paid while \(old.id), which it replaces, is \(old.state)")
            }
        }
        for charge in commit.newlySucceeded where charge.kind == .renewal {
            if !commit.newMessages.contains("renewal.succeeded/\(charge.subject)") {
                fail(27, "charge \(charge.id) was settled without its message")
            }
        }
    }

    private func version(of charge: Charge) -> PlanVersion? {
        guard let subscription = subscriptions[charge.subject], let number = charge.planVersion else { return nil }
        return plans[PlanKey(tenant: charge.tenant, code: subscription.plan, version: number)]
    }

    /// 20: no more tries than the schedule, top-ups and new means of payment account for.
    mutating func judgeAttempts(of id: String, at now: Instant) {
        guard let charge = charges[id], charge.kind == .renewal, let version = version(of: charge) else { return }
        let allowed = 1 + version.retryDays.count + (wakes[charge.subject] ?? 0)
        let made = attempts[id]?.count ?? 0
        if made > allowed { fail(20, "charge \(id): \(made) attempts, \(allowed) allowed") }
    }
}
