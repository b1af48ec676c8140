import Plans
import Synchronization

/// A store in which the subscriptions of one customer cannot be read any more, once it is awake.
final class PoisonedStore: PlanStore {
    private let inner: any PlanStore
    /// How the names of their subscriptions begin.
    fileprivate let victim: String
    private let awake = Atomic(false)

    init(_ inner: any PlanStore, victim: String) {
        self.inner = inner
        self.victim = victim
    }

    var isAwake: Bool {
        get { awake.load(ordering: .relaxed) }
        set { awake.store(newValue, ordering: .relaxed) }
    }

    func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result { try inner.read(body) }

    func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        guard isAwake else { return try inner.write(body) }
        return try inner.write { try body(PoisonedTransaction($0, self.victim)) }
    }
}

private final class PoisonedTransaction: ForwardingTransaction {
    let inner: any PlanTransaction
    private let victim: String

    init(_ inner: any PlanTransaction, _ victim: String) {
        self.inner = inner
        self.victim = victim
    }

    func find<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws -> Record? {
        if type is Subscription.Type, case .text(let id)? = key.last, id.hasPrefix(victim) {
            throw StoreError.corrupt(table: Record.table, column: "state")
        }
        return try inner.find(type, key)
    }
}
