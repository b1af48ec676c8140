import PlanStores
import Plans

/// The query with which workers find what is due, without the update that leases it.
struct ClaimQueries {
    let store: SQLiteStore
    let customers: Customers

    /// What each of `count` queries for a hundred timers took, in milliseconds, while other workers hold the first `held` of those
    /// that are due on a day. Nothing is kept of it.
    func durations(day: Int, count: Int, held: Int) throws -> [Double] {
        let now = Customers.instant(day)
        var durations: [Double] = []
        do {
            try store.write { transaction in
                for var timer in try transaction.dueTimers(at: now, of: nil, limit: held) {
                    timer.leaseOwner = "other"
                    timer.leaseUntil = now + 60
                    timer.leaseToken += 1
                    try transaction.update(timer)
                }
                for _ in 0..<count {
                    var found = 0
                    let duration = try time { found = try transaction.dueTimers(at: now, of: nil, limit: 100).count }
                    guard found == min(100, customers.dueEachDay - held) else {
                        throw BenchmarkError(description: "the claim query finds \(found)")
                    }
                    durations.append(duration.milliseconds)
                }
                throw Undone()
            }
        } catch is Undone {}
        return durations
    }

    private struct Undone: Error {}
}
