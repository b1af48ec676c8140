/// Something that a worker would do now.
public struct DueItem: Hashable, Sendable {
    public var subject: Timer.Subject
    public var id: String
    public var dueAt: Instant
    /// What a subscription needs; `nil` for other subjects.
    public var step: Step?
    /// What would be charged, for `.collect`.
    public var amount: Money?
    /// The means of payment of the subscription; `nil` is the balance.
    public var paymentMethod: PaymentMethod?
}

extension PlanService {
    /// What a worker would do now, the earliest first; nothing is changed by asking.
    public func due(limit: Int = .max) throws -> [DueItem] {
        let policy = engine.policy
        return try engine.store.read { reader in
            let mark = try reader.find(BillingMark.self, [.text(BillingMark.shard)])
            let now = max(engine.clock.now, mark?.highWater ?? engine.clock.now)
            return try reader.dueTimers(at: now, of: tenant, limit: limit).map { timer in
                var item = DueItem(subject: timer.subject, id: timer.id, dueAt: timer.dueAt)
                guard timer.subject == .subscription,
                    let subscription = try reader.find(Subscription.self, [.text(tenant.text), .text(timer.id)])
                else { return item }
                item.step = subscription.nextStep(at: now, policy)
                if let method = subscription.paymentMethod {
                    item.paymentMethod = try reader.find(PaymentMethod.self, [.text(tenant.text), .text(method.text)])
                }
                guard item.step == .collect else { return item }
                item.amount = try amountDue(subscription, at: now, reader)
                return item
            }
        }
    }

    private func amountDue(_ subscription: Subscription, at now: Instant, _ reader: any PlanReader) throws -> Money? {
        if let id = subscription.openCharge,
            let charge = try reader.find(Charge.self, [.text(tenant.text), .text(id.text)])
        {
            return Money(charge.amount, charge.currency)
        }
        let rules = try engine.zones.rules(for: subscription.zone)
        let versions = try reader.select(
            Query(
                PlanVersion.self,
                where: ["tenant_id", "plan_code"],
                are: [.text(tenant.text), .text(subscription.plan)]
            )
        )
        let collection = Collection(
            for: subscription,
            versions: versions,
            calendar: { RenewalCalendar(anchor: subscription.anchor, interval: $0, rules: rules) },
            at: now,
            engine.policy
        )
        return collection.map { Money($0.version.cost.gross, $0.version.currency) }
    }
}
