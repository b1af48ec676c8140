import Plans
import Synchronization

/// A deliberate fault of the engine: what each of the rules of the charging protocol is there for. The simulation has to
/// find every one of them, or it finds nothing.
public enum Sabotage: String, Hashable, Sendable, CaseIterable {
    /// A request is sent again under a new key.
    case newKeyPerSend
    /// What was true at the claim is not looked at again before the charge.
    case noRecheckBeforeCharge
    /// An answer is settled, whatever has become of the attempt.
    case settleWithoutGuard
    /// A plan is changed although a charge is under way.
    case changeDuringCharge
}

/// A store that makes an engine behave as if it had a fault: it shows it what it should not believe.
final class SabotagedStore: PlanStore {
    private let inner: any PlanStore
    private let sabotage: Sabotage
    /// What subscriptions were like at the last claim.
    private let remembered = Mutex<[[RowValue]: Subscription]>([:])

    init(_ inner: any PlanStore, _ sabotage: Sabotage) {
        self.inner = inner
        self.sabotage = sabotage
    }

    func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result { try inner.read(body) }

    func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        try inner.write { try body(SabotagedTransaction($0, self.sabotage, self)) }
    }

    fileprivate func remember(_ subscription: Subscription) {
        remembered.withLock { $0[subscription.key] = subscription }
    }

    /// What the subscription was like at the claim, if its mandate has changed since; once.
    fileprivate func recall(_ key: [RowValue], insteadOf now: Subscription) -> Subscription? {
        remembered.withLock { remembered in
            guard let then = remembered[key], then.mandateVersion != now.mandateVersion else { return nil }
            return remembered.removeValue(forKey: key)
        }
    }
}

private final class SabotagedTransaction: ForwardingTransaction {
    let inner: any PlanTransaction
    private let sabotage: Sabotage
    private let store: SabotagedStore

    init(_ inner: any PlanTransaction, _ sabotage: Sabotage, _ store: SabotagedStore) {
        self.inner = inner
        self.sabotage = sabotage
        self.store = store
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        let found = try inner.find(type, key)
        if sabotage == .settleWithoutGuard, var attempt = found as? ChargeAttempt,
            attempt.state == .succeeded || attempt.state == .declined
        {
            attempt.state = .sending
            return attempt as? Record
        }
        if sabotage == .noRecheckBeforeCharge, let now = found as? Subscription, !now.state.isTerminal,
            var then = store.recall(key, insteadOf: now)
        {
            // All but what the store itself would refuse.
            then.eventSequence = now.eventSequence
            return then as? Record
        }
        return found
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let found = try inner.select(query)
        guard sabotage == .changeDuringCharge, query.columns.contains("line_id") else { return found }
        return found.map { record in
            guard var subscription = record as? Subscription else { return record }
            subscription.recoverAt = nil
            return subscription as? Record ?? record
        }
    }

    func dueTimers(at now: Instant, of tenant: TenantID?, limit: Int) throws -> [Timer] {
        let due = try inner.dueTimers(at: now, of: tenant, limit: limit)
        for timer in due where sabotage == .noRecheckBeforeCharge && timer.subject == .subscription {
            let key: [RowValue] = [.text(timer.tenant.text), .text(timer.id)]
            if let subscription = try inner.find(Subscription.self, key) { store.remember(subscription) }
        }
        return due
    }
}
