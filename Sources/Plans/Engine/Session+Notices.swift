/// The names of the values in notices.
public enum NoticeField {
    public static let plan = "plan"
    public static let planCode = "plan_code"
    public static let amount = "amount"
    public static let currency = "currency"
    public static let chargeAtLocal = "charge_at_local"
    public static let periodEndLocal = "period_end_local"
    /// When a plan that has begun is charged again; only where it renews by itself.
    public static let nextChargeLocal = "next_charge_local"
    /// `yes` or `no`: whether the plan that takes another's place renews by itself.
    public static let renews = "renews"
    public static let zone = "zone"
    /// `balance`, `card 4242`, `card` or `paypal`: what customers know it by.
    public static let paysWith = "pays_with"
    public static let howToCancel = "how_to_cancel"
    public static let howToConfirm = "how_to_confirm"
    public static let reason = "reason"
    public static let subscription = "subscription"
    public static let line = "line"
    /// In the same words as `paysWith`.
    public static let paymentMethod = "payment_method"
    public static let expires = "expires"
    public static let date = "date"
    public static let profileType = "profile_type"
    /// How many there are.
    public static let left = "left"
    public static let threshold = "threshold"
    /// The mail address of who is no account.
    public static let recipient = "recipient"
}

extension Session {
    /// Puts a notice about a subscription into the outbox; `about` makes its id, so that there is one of each.
    func notify(
        _ kind: NoticeKind,
        _ subscription: Subscription,
        about: String,
        _ more: Fields = [:]
    ) throws {
        let account: Account = try part(Account.self, subscription.account.text)
        let version = try? currentVersion(of: subscription)
        var fields: Fields = [
            NoticeField.plan: version?.name(account.noticeLocale) ?? subscription.plan,
            NoticeField.planCode: subscription.plan,
            NoticeField.subscription: subscription.id.text,
            NoticeField.line: subscription.line.text,
        ]
        for pair in more.pairs { fields[pair.name] = pair.value }
        try put(
            .notice,
            kind.rawValue,
            id: "\(kind.rawValue)/\(subscription.id)/\(about)",
            account,
            subject: subscription.id.text,
            sequence: subscription.eventSequence + 1,
            fields
        )
    }

    /// Puts an order to the carrier into the outbox.
    func order(_ action: ServiceOrder.Action, _ subscription: Subscription) throws {
        let account: Account = try part(Account.self, subscription.account.text)
        let sequence = subscription.eventSequence + 1
        try put(
            .network,
            action.rawValue,
            id: "network/\(subscription.id)/\(sequence)",
            account,
            subject: subscription.id.text,
            sequence: sequence,
            ["line": subscription.line.text, "plan": subscription.plan]
        )
    }

    func put(
        _ channel: OutboxMessage.Channel,
        _ topic: String,
        id: String,
        _ account: Account,
        subject: String,
        sequence: Int64,
        _ fields: Fields
    ) throws {
        try store.insert(
            OutboxMessage(
                tenant: tenant,
                id: id,
                channel: channel,
                topic: topic,
                account: account.id,
                subject: subject,
                sequence: sequence,
                locale: account.noticeLocale,
                fields: fields,
                createdAt: now
            )
        )
    }

    /// What a notice says about a charge to come, or made.
    func chargeFields(
        _ subscription: Subscription,
        _ version: PlanVersion,
        at instant: Instant
    ) throws -> Fields {
        let rules = try rules(of: subscription.zone)
        return [
            NoticeField.amount: Money(version.cost.gross, version.currency).decimalText,
            NoticeField.currency: version.currency.code,
            NoticeField.chargeAtLocal: rules.wallTime(at: instant).description,
            NoticeField.zone: subscription.zone.description,
            NoticeField.paysWith: try subscription.paymentMethod.map { id in
                try store.find(PaymentMethod.self, [.text(tenant.text), .text(id.text)])?.customerName ?? id.text
            } ?? "balance",
            NoticeField.howToCancel: "esimctl renew disable \(subscription.id)",
        ]
    }

    /// Tells a customer what they are asked to agree to, and how: once for each offer.
    func notifyOfOffer(_ subscription: Subscription, _ version: PlanVersion, at instant: Instant, _ more: Fields = [:])
        throws
    {
        let about = String(subscription.mandateVersion)
        let id = "\(NoticeKind.autoRenewPending.rawValue)/\(subscription.id)/\(about)"
        guard let token = subscription.confirmationToken,
            try store.find(OutboxMessage.self, [.text(tenant.text), .text(id)]) == nil
        else { return }
        var fields = try chargeFields(subscription, version, at: instant)
        fields[NoticeField.howToConfirm] = "esimctl renew confirm \(subscription.id) \(token)"
        for pair in more.pairs { fields[pair.name] = pair.value }
        try notify(.autoRenewPending, subscription, about: about, fields)
    }
}

extension PaymentMethod {
    /// What a customer knows it by, for notices: `card 4242`, `card`, `paypal`.
    var customerName: String {
        lastFour.map { "\(kind.rawValue) \($0)" } ?? kind.rawValue
    }
}
