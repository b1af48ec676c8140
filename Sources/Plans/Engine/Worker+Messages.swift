extension Worker {
    /// Takes messages that are due, and puts them off a lease, so that no other worker takes them at the same time.
    mutating func takeMessages() throws -> Bool {
        let (tenant, engine) = (tenant, engine)
        let now = engine.clock.now
        let taken = try engine.store.writeUntilPowerFails {
            transaction -> (notices: [Notice], orders: [ServiceOrder]) in
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

    mutating func markDelivered() throws {
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
