import PlanStores
import Plans

/// Renewals from the balance, by the real worker in the real store.
struct BalanceRenewals {
    let store: SQLiteStore
    let customers: Customers
    let clock: StandingClock

    /// What the renewals of a day took.
    struct Pass {
        var renewals: Int
        var duration: Duration
        /// Time of the processor, in microseconds for each renewal.
        var processor: Double
        /// Of each claim, the transaction with its commit included, in milliseconds.
        var claims: [Double]
        var perSecond: Double { Double(renewals) / duration.seconds }
    }

    /// Works on a day, `batch` renewals a transaction, until it is done or `limit` renewals were made; the rest is done untimed.
    func pass(day: Int, batch: Int, limit: Int = .max) throws -> Pass {
        clock.move(to: Customers.instant(day))
        let before = try store.read { try BooksCheck.invoices($0) }
        var claims: [Double] = []
        let processor = processorSeconds()
        let duration = try time {
            var worker = worker(batch: batch)
            var renewals = 0
            while renewals < limit {
                let begin = ContinuousClock.now
                let isClaim = worker.standing == .ready
                guard case .worked = try worker.step() else { break }
                if isClaim { claims.append((.now - begin).milliseconds) } else { renewals += batch }
            }
        }
        let used = processorSeconds() - processor
        let after = try store.read { try BooksCheck.invoices($0) }
        let renewals = Int(after - before)
        var rest = worker(batch: 100)
        while case .worked = try rest.step() {}
        let (fault, all) = try store.read {
            (try BooksCheck(customers: customers).fault(on: day, $0), try BooksCheck.invoices($0) - before)
        }
        if let fault { throw BenchmarkError(description: "day \(day): \(fault)") }
        guard all == customers.dueEachDay else { throw BenchmarkError(description: "day \(day): \(all) invoices") }
        return Pass(
            renewals: renewals,
            duration: duration,
            processor: used * 1_000_000 / Double(max(1, renewals)),
            claims: claims
        )
    }

    private func worker(batch: Int) -> Worker {
        var policy = Policy()
        policy.batch = batch
        let engine = PlanEngine(store: store, clock: clock, zones: SystemZones(), policy: policy, makeToken: { "" })
        var worker = Worker(engine, name: "bench")
        worker.deliversMessages = false
        return worker
    }
}

/// Why nothing can be said about speed.
struct BenchmarkError: Error, CustomStringConvertible {
    var description: String
}
