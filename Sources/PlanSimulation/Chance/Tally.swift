import Plans
import Synchronization

/// Counts what a store tells of, and notices what touches other tenants than the one who acts (35).
final class Tally: Sendable {
    private let state = Mutex<(count: Int, commits: Int, actor: TenantID?, strays: [String])>((0, 0, nil, []))

    /// How many records were changed.
    var count: Int { state.withLock { $0.count } }
    /// In how many transactions, those included that changed nothing.
    var commits: Int { state.withLock { $0.commits } }
    /// Changes of records of one tenant while another acted.
    var strays: [String] { state.withLock { $0.strays } }

    /// Counts from here.
    func begin() {
        state.withLock { ($0.count, $0.commits) = (0, 0) }
    }

    /// From now on this tenant acts; `nil`: a worker does, which serves all.
    func watch(_ tenant: TenantID?) {
        state.withLock { $0.actor = tenant }
    }

    func add(_ changes: [ObservedStore.Change]) {
        state.withLock { state in
            state.count += changes.count
            state.commits += 1
            guard let actor = state.actor else { return }
            for change in changes {
                let (table, key) =
                    switch change {
                    case .put(let record): (type(of: record).table, record.key)
                    case .deleted(let table, let key): (table, key)
                    }
                // The clock and the limits of providers are everybody's.
                guard ![BillingMark.table, GatewayLimit.table].contains(table), key.first != .text(actor.text) else {
                    continue
                }
                state.strays.append("\(table) \(key) was changed for \(actor)")
            }
        }
    }
}
