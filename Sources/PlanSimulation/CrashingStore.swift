public import Plans
import Synchronization

/// The end of a process, in the middle of what it was doing.
public struct SimulatedCrash: Error, Hashable, Sendable {
    public init() {}
}

/// A store whose process can be made to end in the middle of a transaction: nothing of that transaction is kept.
public final class CrashingStore: PlanStore {
    /// When the process ends.
    public enum Moment: Hashable, Sendable {
        /// In the transaction that writes an invoice, if it is the n-th such one from now, from 1.
        case insideInvoicing(Int)
        /// Before the n-th change from now, from 1, of whatever kind.
        case beforeChange(Int)
        /// At the end of the n-th transaction from now, from 1, everything done and nothing kept.
        case beforeCommit(Int)
    }

    private let inner: any PlanStore
    private let plan = Mutex<Moment?>(nil)

    public init(_ inner: any PlanStore) {
        self.inner = inner
    }

    /// Sets when the process ends; `nil`: not at all.
    public func crash(at moment: Moment?) {
        plan.withLock { $0 = moment }
    }

    /// Whether the crash that was set is still to come.
    public var isArmed: Bool { plan.withLock { $0 != nil } }

    public func read<Result>(_ body: (any PlanReader) throws -> Result) throws -> Result {
        try inner.read(body)
    }

    public func write<Result>(_ body: (any PlanTransaction) throws -> Result) throws -> Result {
        guard isArmed else { return try inner.write(body) }
        return try inner.write { transaction in
            let crashing = CrashingTransaction(transaction) { [self] in try changed(isInvoice: $0, isFirstInvoice: $1) }
            let result = try body(crashing)
            try commit()
            return result
        }
    }

    /// Counts a change, and crashes when its time has come.
    private func changed(isInvoice: Bool, isFirstInvoice: Bool) throws {
        try plan.withLock { plan in
            switch plan {
            case .beforeChange(let count):
                plan = count <= 1 ? nil : .beforeChange(count - 1)
                if count <= 1 { throw SimulatedCrash() }
            case .insideInvoicing(let count) where isInvoice && isFirstInvoice:
                plan = count <= 1 ? nil : .insideInvoicing(count - 1)
                if count <= 1 { throw SimulatedCrash() }
            default: break
            }
        }
    }

    private func commit() throws {
        try plan.withLock { plan in
            guard case .beforeCommit(let count) = plan else { return }
            plan = count <= 1 ? nil : .beforeCommit(count - 1)
            if count <= 1 { throw SimulatedCrash() }
        }
    }
}

private final class CrashingTransaction: ForwardingTransaction {
    let inner: any PlanTransaction
    private let change: (_ isInvoice: Bool, _ isFirstInvoice: Bool) throws -> Void
    private var hasInvoice = false

    init(_ inner: any PlanTransaction, _ change: @escaping (Bool, Bool) throws -> Void) {
        self.inner = inner
        self.change = change
    }

    func insert<Record: PlanRecord>(_ record: Record) throws {
        try inner.insert(record)
        let isInvoice = Record.table == Invoice.table
        try change(isInvoice, isInvoice && !hasInvoice)
        if isInvoice { hasInvoice = true }
    }

    func update<Record: PlanRecord>(_ record: Record) throws {
        try change(false, false)
        try inner.update(record)
    }

    func upsert<Record: PlanRecord>(_ record: Record) throws {
        try change(false, false)
        try inner.upsert(record)
    }

    func delete<Record: PlanRecord>(_ type: Record.Type, _ key: [RowValue]) throws {
        try change(false, false)
        try inner.delete(type, key)
    }
}
