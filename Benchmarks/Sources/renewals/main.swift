import PlanStores
import Plans
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// renewals balance FOLDER COUNT ROUNDS    renewals from the balance, in a store of COUNT subscriptions that is kept in FOLDER
// renewals gateway FOLDER SERVER LIMIT SECONDS    renewals by card, of so many a second, with `esimctl lab payments` at SERVER
// renewals day FOLDER COUNT BATCH         one day of them, for a profiler

SQLiteStore.leaveOutMemoryStatistics()
let arguments = CommandLine.arguments.dropFirst()
do {
    switch (arguments.first, arguments.count) {
    case ("balance", 4):
        try measureBalance(FilePath(arguments[2]), Int(arguments[3]) ?? 0, rounds: Int(arguments[4]) ?? 0)
    case ("gateway", 5):
        let path = GatewayPath(
            folder: arguments[2],
            server: arguments[3],
            limit: Int(arguments[4]) ?? 25,
            seconds: Int(arguments[5]) ?? 10
        )
        let share = try path.share()
        report("gateway_\(path.limit)", share.paid * 100, digits: 1)
        report("refused_\(path.limit)", Double(share.refused))
    case ("day", 4):
        let kept = try KeptStore(FilePath(arguments[2]), Int(arguments[3]) ?? 0, days: 2)
        for day in kept.day..<kept.day + 2 {
            let pass = try kept.renewals.pass(day: day, batch: Int(arguments[4]) ?? 0)
            report("renewals_per_second", pass.perSecond)
            report("processor_microseconds", pass.processor, digits: 1)
        }
    default:
        print("usage: renewals balance FOLDER COUNT ROUNDS | day FOLDER COUNT BATCH")
        exit(64)
    }
} catch {
    print("renewals: \(error)")
    exit(1)
}

/// The store that is measured in turns, for days that have not been yet.
struct KeptStore {
    let renewals: BalanceRenewals
    /// The first day that has not been; an even one.
    let day: Int

    /// Opens the store of earlier runs if it has so many days left, else makes it anew.
    init(_ folder: FilePath, _ count: Int, days: Int) throws {
        let customers = Customers(count: count)
        let path = folder.appending("renewals-\(count).sqlite").string
        func firstDay(_ store: SQLiteStore) throws -> Int {
            let mark = try store.read { try $0.find(BillingMark.self, [.text("main")]) }
            guard let mark else { return 0 }
            let last = Int((mark.highWater - Customers.firstDay) / .secondsPerDay)
            return (last / 2 + 1) * 2
        }
        if let store = try? SQLiteStore(path: path),
            try store.read({ try $0.find(Counter.self, [.text("main"), .text("made")]) }) != nil
        {
            let day = try firstDay(store)
            if day + days <= Customers.days {
                self.day = day
                renewals = BalanceRenewals(
                    store: store,
                    customers: customers,
                    clock: StandingClock(at: Customers.instant(day))
                )
                return
            }
            try store.close()
        }
        for end in ["", "-wal", "-shm"] { unsafe unlink(path + end) }
        let duration = try time {
            let store = try SQLiteStore(path: path, durability: .process)
            try customers.add(to: store)
            try store.write { try $0.insert(Counter(tenant: .sole, name: "made", value: Int64(count))) }
            try store.close()
        }
        report("making_seconds", duration.seconds)
        let store = try SQLiteStore(path: path)
        day = 0
        renewals = BalanceRenewals(store: store, customers: customers, clock: StandingClock(at: Customers.instant(0)))
    }
}

func measureBalance(_ folder: FilePath, _ count: Int, rounds: Int) throws {
    let kept = try KeptStore(folder, count, days: rounds * 4)
    let renewals = kept.renewals
    var day = kept.day
    var syncs: [Double] = []
    var (near, far, single, claims, queries, held) = (
        [Double](), [Double](), [Double](), [Double](), [Double](), [Double]()
    )
    for _ in 0..<rounds {
        syncs.append(try syncsPerSecond(in: folder))
        let query = ClaimQueries(store: renewals.store, customers: renewals.customers)
        queries += try query.durations(day: day, count: 400, held: 0)
        held += try query.durations(day: day, count: 400, held: renewals.customers.dueEachDay - 100)
        let pass = try renewals.pass(day: day, batch: 100)
        near.append(pass.perSecond)
        claims += pass.claims
        far.append(try renewals.pass(day: day + 1, batch: 100).perSecond)
        single.append(try renewals.pass(day: day + 2, batch: 1, limit: 1000).perSecond)
        _ = try renewals.pass(day: day + 3, batch: 100)
        day += 4
    }
    report("syncs", Figures(syncs).median)
    report("batches", Figures(near).median)
    report("scattered", Figures(far).median)
    report("single", Figures(single).median)
    report("claim_p50", Figures(claims).median, digits: 2)
    report("claim_p99", Figures(claims).part(0.99), digits: 2)
    report("query_p50", Figures(queries).median, digits: 3)
    report("query_p99", Figures(queries).part(0.99), digits: 3)
    report("held_p50", Figures(held).median, digits: 3)
    report("held_p99", Figures(held).part(0.99), digits: 3)
}
