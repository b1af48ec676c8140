import Plans
import StrictJSON

extension Judge {
    /// Words about the records of some tenants.
    func judge(_ words: inout Words, of tenants: [TenantID]) throws -> [String] {
        try judgeSubscriptions(&words, tenants) + judgeMoney(&words, tenants) + judgeCharges(&words, tenants)
            + judgeHistory(&words, tenants) + judgeMessages(&words, tenants)
    }

    private func all<Record: PlanRecord>(_ type: Record.Type, _ tenants: [TenantID]) throws -> [Record] {
        try tenants.flatMap { try world.all(type, $0) }
    }

    private func judgeSubscriptions(_ words: inout Words, _ tenants: [TenantID]) throws -> [String] {
        var found: [String] = []
        let rows = try all(Subscription.self, tenants)
        for (id, value) in try words.members("subscriptions") ?? [:] {
            guard case .object(let expected) = value else {
                throw DialectError("then.subscriptions.\(id) is no object")
            }
            guard let row = rows.first(where: { $0.id.text == id }) else {
                found.append("subscriptions.\(id): is not there")
                continue
            }
            found += try Self.compareMembers("subscriptions.\(id)", members(of: row), expected)
        }
        for (line, value) in try words.members("live_auto_renewals") ?? [:] {
            let count = rows.count { $0.line.text == line && $0.autoRenew == .on }
            found += Self.compare("live_auto_renewals.\(line)", .integer(Int64(count)), value)
        }
        if let expected = words.take("leases_left") {
            let count = try all(Timer.self, tenants).count { $0.leaseOwner != nil }
            found += Self.compare("leases_left", .integer(Int64(count)), expected)
        }
        return found
    }

    private func members(of row: Subscription) -> [String: JSONValue] {
        let hasService = row.hasService(at: world.clock.now, world.engine.policy)
        return [
            "state": .string(row.state.rawValue),
            "cycle": .integer(row.cycle),
            "auto_renew": .string(row.autoRenew.rawValue),
            "service": .string(hasService ? "on" : "off"),
            "period_start": JSONValue(row.periodStart),
            "period_end": JSONValue(row.periodEnd),
            "anchor_reset": .bool(row.anchorWasReset),
            "parked": .bool(row.isParked),
            "processing_errors": .integer(Int64(row.processingErrors)),
            "cancel_at_period_end": .bool(row.cancelsAtPeriodEnd),
        ]
    }

    private func judgeMoney(_ words: inout Words, _ tenants: [TenantID]) throws -> [String] {
        var found: [String] = []
        let wallets = try all(Wallet.self, tenants)
        for (account, value) in try words.members("wallets") ?? [:] {
            let balance = wallets.filter { $0.account.text == account }.reduce(0) { $0 + $1.balance }
            found += Self.compare("wallets.\(account)", .integer(balance), value)
        }
        if let expected = try words.integer("wallets_all") {
            let others = Set(wallets.map(\.balance).filter { $0 != expected })
            if !others.isEmpty { found.append("wallets_all: \(others.sorted()), not \(expected)") }
        }
        if let expected = try words.members("ledger_delta") {
            found += Self.compare("ledger_delta", .object(try ledgerDelta(tenants, expected)), .object(expected))
        }
        return found
    }

    /// What was posted under `when`, zero left out; under `wallet:*` all wallets together, if that is asked for.
    private func ledgerDelta(_ tenants: [TenantID], _ expected: [String: JSONValue]) throws -> [String: JSONValue] {
        var sums: [String: Int64] = [:]
        for tenant in tenants {
            let opening = world.openingLedger[tenant] ?? [:]
            for (account, sum) in try world.ledger(tenant) {
                let isSummed = account.hasPrefix("wallet:") && expected["wallet:*"] != nil
                sums[isSummed ? "wallet:*" : account, default: 0] += sum - (opening[account] ?? 0)
            }
        }
        return sums.filter { $0.value != 0 }.mapValues { .integer($0) }
    }

    private func judgeCharges(_ words: inout Words, _ tenants: [TenantID]) throws -> [String] {
        var found: [String] = []
        let charges = try all(Charge.self, tenants).sorted {
            ($0.createdAt, $0.cycle, $0.id) < ($1.createdAt, $1.cycle, $1.id)
        }
        let new = charges.filter { !world.openingCharges.contains([$0.tenant.text, $0.id.text]) && $0.kind != .topUp }
        if let expected = words.take("successful_charges") {
            let count = new.count { $0.state == .succeeded }
            found += Self.compare("successful_charges", .integer(Int64(count)), expected)
        }
        if let expected = try words.list("cycles") {
            let cycles = new.filter { $0.state == .succeeded || $0.state == .skipped }.map { charge in
                [
                    "subscription": JSONValue.string(charge.subject),
                    "cycle": .integer(charge.cycle),
                    "result": .string(charge.state.rawValue),
                    "amount_minor": .integer(charge.amount),
                ]
            }
            found += try Self.compareLists("cycles", cycles, expected)
        }
        if let expected = try words.list("charges") {
            found += try Self.compareLists("charges", new.map(members(of:)), expected)
        }
        if let expected = try words.members("charge") {
            let charge = charges.first { $0.id == world.webhook?.charge } ?? charges.last
            guard let charge else { return found + ["charge: there is none"] }
            found += try Self.compareMembers("charge", members(of: charge), expected)
        }
        if let expected = words.take("refunded_minor") {
            found += Self.compare("refunded_minor", .integer(charges.reduce(0) { $0 + $1.refunded }), expected)
        }
        if let expected = words.take("invoices") {
            let openingCharges = world.openingCharges
            let count = try all(Invoice.self, tenants).count {
                $0.kind == .invoice && !openingCharges.contains([$0.tenant.text, $0.charge.text])
            }
            found += Self.compare("invoices", .integer(Int64(count)), expected)
        }
        if let expected = try words.list("attempts") { found += try judgeAttempts(expected, tenants) }
        return found
    }

    private func members(of charge: Charge) -> [String: JSONValue] {
        [
            "id": .string(charge.id.text),
            "state": .string(charge.state.rawValue),
            "needs_operator": .bool(charge.state == .unknown),
            "amount_minor": .integer(charge.amount),
            "cycle": .integer(charge.cycle),
            "subscription": .string(charge.subject),
            "refunded_minor": .integer(charge.refunded),
        ]
    }

    private func judgeAttempts(_ expected: [JSONValue], _ tenants: [TenantID]) throws -> [String] {
        let topUps = Set(try all(Charge.self, tenants).filter { $0.kind == .topUp }.map(\.id))
        let attempts = try all(ChargeAttempt.self, tenants)
            .filter { !topUps.contains($0.charge) && !world.openingCharges.contains([$0.tenant.text, $0.charge.text]) }
            .sorted { ($0.createdAt, $0.charge, $0.number) < ($1.createdAt, $1.charge, $1.number) }
        return try Self.compareLists("attempts", attempts.map(members(of:)), expected)
    }

    private func members(of attempt: ChargeAttempt) -> [String: JSONValue] {
        let result =
            switch (attempt.state, attempt.decline) {
            case (.declined, .notSent): "not_sent_\(attempt.declineCode ?? "")"
            case (.declined, let kind?): "\(kind.rawValue)_decline"
            default: attempt.state.rawValue
            }
        return [
            "at": JSONValue(attempt.createdAt),
            "result": .string(result),
            "payment_method": .string(attempt.paymentMethod?.text ?? "wallet"),
        ]
    }

    private func judgeHistory(_ words: inout Words, _ tenants: [TenantID]) throws -> [String] {
        var found: [String] = []
        let events = try all(Event.self, tenants).filter {
            $0.sequence > world.openingEvents[$0.tenant]?[$0.subject] ?? 0
        }
        if let expected = try words.list("state_history") {
            let changes = events.filter { $0.fields["state"] != nil && !$0.subject.hasPrefix("line/") }
                .sorted { ($0.at, $0.subject, $0.sequence) < ($1.at, $1.subject, $1.sequence) }
                .map { event in
                    [
                        "at": JSONValue(event.at), "state": .string(event.fields["state"] ?? ""),
                        "subscription": .string(event.subject),
                    ]
                }
            found += try Self.compareLists("state_history", changes, expected)
        }
        if let expected = try words.list("line_history") {
            let changes = events.filter { $0.subject.hasPrefix("line/") }
                .sorted { ($0.at, $0.subject, $0.sequence) < ($1.at, $1.subject, $1.sequence) }
                .map { ["at": JSONValue($0.at), "event": .string($0.kind)] }
            found += try Self.compareLists("line_history", changes, expected)
        }
        return found
    }

    private func judgeMessages(_ words: inout Words, _ tenants: [TenantID]) throws -> [String] {
        var found: [String] = []
        let messages = try all(OutboxMessage.self, tenants).filter { $0.channel == .notice }
        for value in try words.list("notifications") ?? [] {
            var notice = try Words(value, "then.notifications")
            let kind = try notice.need(notice.text("kind"), "kind")
            let locale = try notice.text("locale")
            let reason = try notice.text("reason")
            let count = try notice.int("count") ?? 1
            let account = try notice.text("account")
            try notice.end()
            guard NoticeKind(rawValue: kind) != nil else {
                throw DialectError("then.notifications: unknown word \(kind)")
            }
            let made = messages.count {
                $0.topic == kind && locale ?? $0.locale == $0.locale && account ?? $0.account.text == $0.account.text
                    && (reason == nil || $0.fields[NoticeField.reason] == reason)
            }
            if made != count {
                let what = [kind, locale, reason].compactMap(\.self).joined(separator: " ")
                found.append("notifications: \(made) of \(what), not \(count)")
            }
        }
        for (kind, value) in try words.members("outbox_messages") ?? [:] {
            let count = messages.count { $0.topic == kind }
            found += Self.compare("outbox_messages.\(kind)", .integer(Int64(count)), value)
        }
        return found
    }
}
