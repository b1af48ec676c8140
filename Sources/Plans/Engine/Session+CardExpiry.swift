extension Session {
    /// Sets the timer for the next notice about a card's end, from `now` on, or, once that of `now` is sent, behind it.
    func arm(_ method: PaymentMethod, behindNow: Bool = false) throws {
        let notices = try expiryNotices(of: method)
        let timer = notices.first { behindNow ? $0 > now : $0 >= now }.map {
            Timer(tenant: tenant, subject: .paymentMethod, id: method.id.text, kind: .expiry, dueAt: $0)
        }
        try arm(timer, .paymentMethod, method.id.text)
    }

    /// Tells the customer that a card which pays for a renewal is about to expire.
    func tellOfExpiry(_ method: PaymentMethod) throws {
        let notices = try expiryNotices(of: method)
        if let due = notices.last(where: { $0 <= now }), let expiry = method.expiry, try isNeeded(method) {
            let account: Account = try part(Account.self, method.account.text)
            let index = Int64(notices.firstIndex(of: due) ?? 0)
            try put(
                .notice,
                NoticeKind.paymentMethodExpiring.rawValue,
                id: "\(NoticeKind.paymentMethodExpiring.rawValue)/\(method.id)/\(expiry)/\(index)",
                account,
                subject: "payment_method/\(method.id)",
                sequence: index,
                [
                    NoticeField.paymentMethod: method.customerName,
                    NoticeField.expires: expiry.description,
                ]
            )
        }
        try arm(method, behindNow: true)
    }

    /// When the notices about a card's end are due, the earliest first.
    private func expiryNotices(of method: PaymentMethod) throws -> [Instant] {
        guard method.status == .valid, let expiry = method.expiry else { return [] }
        let account: Account = try part(Account.self, method.account.text)
        let end = expiry.end(try rules(of: account.zone))
        return policy.expiryNoticeDays.map { end - $0 * .secondsPerDay }.sorted()
    }

    private func isNeeded(_ method: PaymentMethod) throws -> Bool {
        try store.select(
            Query(
                Subscription.self,
                where: ["tenant_id", "payment_method_id"],
                are: [.text(tenant.text), .text(method.id.text)]
            )
        ).contains { $0.autoRenew == .on && !$0.state.isTerminal }
    }
}
