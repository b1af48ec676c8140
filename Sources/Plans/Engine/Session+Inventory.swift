extension Session {
    /// Keeps a code for a purchase; whoever commits first has it. Throws `.outOfStock` when there is none.
    func reserveCode(for subscription: inout Subscription, _ plan: PlanVersion) throws {
        guard let type = plan.profileType else { throw PlanError.noProfileType(plan: plan.code) }
        guard var code = try availableCodes(type, limit: 1).first else { throw PlanError.outOfStock(profileType: type) }
        code.state = .reserved
        code.subscription = subscription.id
        code.line = subscription.line
        code.changedAt = now
        try store.update(code)
        subscription.code = code.number
        try watchStock(type)
    }

    /// A purchase has ended: its code is the customer's now, or available again. Called for every subscription that leaves `incomplete`.
    func settleCode(of subscription: inout Subscription) throws {
        guard let number = subscription.code else { return }
        var code = try inventoryCode(number)
        guard code.state == .reserved, code.subscription == subscription.id else { return }
        code.changedAt = now
        if subscription.state.isTerminal {
            code.state = .available
            code.subscription = nil
            code.line = nil
            subscription.code = nil
        } else {
            code.state = .used
            subscription.iccid = code.iccid
            subscription.profile = .released
            if let iccid = code.iccid {
                var line: Line = try part(Line.self, subscription.line.text)
                line.iccid = iccid
                try store.update(line)
            }
        }
        try store.update(code)
        try watchStock(code.profileType)
    }

    func inventoryCode(_ number: Int64) throws -> InventoryCode {
        guard let code = try store.find(InventoryCode.self, [.text(tenant.text), .integer(number)]) else {
            throw PlanError.notFound("code \(number)")
        }
        return code
    }

    func availableCodes(_ type: String, limit: Int?) throws -> [InventoryCode] {
        try store.select(
            Query(
                InventoryCode.self,
                where: ["tenant_id", "profile_type", "state"],
                are: [.text(tenant.text), .text(type), .text(InventoryCode.State.available.rawValue)],
                limit: limit
            )
        )
    }

    /// Has it told once when too few codes are left, and again when that happens again.
    func watchStock(_ type: String) throws {
        guard var watch = try store.find(StockWatch.self, [.text(tenant.text), .text(type)]) else { return }
        let left = try availableCodes(type, limit: watch.threshold).count
        let isLow = left < watch.threshold
        guard isLow != watch.isLow else { return }
        watch.isLow = isLow
        if isLow {
            watch.notices += 1
            let message = OutboxMessage(
                tenant: tenant,
                id: "\(NoticeKind.stockLow.rawValue)/\(type)/\(watch.notices)",
                channel: .notice,
                topic: NoticeKind.stockLow.rawValue,
                account: .operators,
                subject: "stock/\(type)",
                sequence: Int64(watch.notices),
                locale: watch.locale,
                fields: [
                    NoticeField.recipient: watch.email, NoticeField.profileType: type, NoticeField.left: String(left),
                    NoticeField.threshold: String(watch.threshold),
                ],
                createdAt: now
            )
            try store.insert(message)
        }
        try store.update(watch)
    }
}

extension Identifier where Subject == Account {
    /// Whom messages to people of ours are addressed to; there is no such account.
    public static var operators: Self { Self("operators") }
}
