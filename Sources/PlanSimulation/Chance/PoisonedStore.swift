import Plans
import Synchronization

/// A store in which some subscriptions cannot be read any more, once they are spoilt.
final class PoisonedStore: PlanStore {
    private let inner: any PlanStore
    private let spoilt = Mutex<Spoilt?>(nil)

    /// In a structure of its own: a function that is kept in a mutex as it is gets another layer with each look at it.
    fileprivate struct Spoilt: Sendable {
        var contains: @Sendable (SubscriptionID) -> Bool
    }

    init(_ inner: any PlanStore) {
        self.inner = inner
    }

    /// From now on these cannot be read; `nil`: all can.
    func spoil(_ isSpoilt: (@Sendable (SubscriptionID) -> Bool)?) {
        spoilt.withLock { $0 = isSpoilt.map { Spoilt(contains: $0) } }
    }

    func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result { try inner.read(body) }

    func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        guard let spoilt = spoilt.withLock({ $0 }) else { return try inner.write(body) }
        return try inner.write { try body(PoisonedTransaction($0, spoilt)) }
    }
}

private final class PoisonedTransaction: ForwardingTransaction {
    let inner: any PlanTransaction
    private let spoilt: PoisonedStore.Spoilt

    init(_ inner: any PlanTransaction, _ spoilt: PoisonedStore.Spoilt) {
        self.inner = inner
        self.spoilt = spoilt
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        if type is Subscription.Type, case .text(let id)? = key.last { try demandReadable(SubscriptionID(id)) }
        return try inner.find(type, key)
    }

    func select<Record: PlanRecord>(_ query: Query<Record>) throws -> [Record] {
        let found = try inner.select(query)
        if let subscriptions = found as? [Subscription] {
            for subscription in subscriptions { try demandReadable(subscription.id) }
        }
        return found
    }

    private func demandReadable(_ id: SubscriptionID) throws(StoreError) {
        if spoilt.contains(id) { throw .corrupt(table: Subscription.table, column: "state") }
    }
}
