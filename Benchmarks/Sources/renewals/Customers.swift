import PlanStores
import Plans

/// The customers of the store that is measured: one line, one balance and one subscription each, for periods of a hundred days, so
/// that one in a hundred is due each day.
///
/// Of the first half those who are due on one day bought one after another, and their rows are neighbours; of the second half they
/// are as far apart as can be. The former are due on even days, the latter on odd ones.
struct Customers {
    var count: Int

    static let days = 100
    /// Where the days are counted from; nothing is due before.
    static let firstDay = Instant(seconds: 1_767_243_600)
    static let price: Int64 = 2990
    /// What everybody has to begin with: enough for three periods.
    static let balance: Int64 = 3 * price
    static let plan = "hundred-days"

    /// How many are due on one day.
    var dueEachDay: Int { count / Self.days }

    static func instant(_ day: Int) -> Instant { firstDay + Int64(day) * .secondsPerDay }

    /// The numbers of those who are due on a day, 0 to 99.
    func numbers(dueOn day: Int) -> [Int] {
        let half = count / 2
        let groups = Self.days / 2
        return (0..<dueEachDay).map { day % 2 == 0 ? day / 2 * dueEachDay + $0 : half + $0 * groups + day / 2 }
    }

    private func day(of number: Int) -> Int {
        let half = count / 2
        return number < half ? number / dueEachDay * 2 : (number - half) % (Self.days / 2) * 2 + 1
    }

    static func name(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }

    /// Puts all of them into an empty store.
    func add(to store: some PlanStore) throws {
        guard let interval = BillingInterval(Self.days, .day) else {
            preconditionFailure("a hundred days are an interval")
        }
        try store.write {
            try $0.insert(
                PlanVersion(
                    tenant: .sole,
                    code: Self.plan,
                    carrier: "claro",
                    category: .combined,
                    price: Self.price,
                    interval: interval,
                    isAutoRenewable: true,
                    graceDays: 3,
                    retryDays: [1, 3],
                    names: ["es": "Combo 100 días", "en": "100-day bundle"],
                    effectiveFrom: Instant(seconds: 0)
                )
            )
        }
        for begin in stride(from: 0, to: count, by: 20_000) {
            try store.write { transaction in
                for number in begin..<min(begin + 20_000, count) { try add(number, transaction) }
            }
        }
    }

    private func add(_ number: Int, _ transaction: any PlanTransaction) throws {
        let name = Self.name(number)
        let end = Self.instant(day(of: number))
        let start = end - Int64(Self.days) * .secondsPerDay
        let account = AccountID("a\(name)")
        let line = LineID("l\(name)")
        try transaction.insert(
            Account(tenant: .sole, id: account, email: "\(account)@example.com", createdAt: start)
        )
        try transaction.insert(Line(tenant: .sole, id: line, account: account, carrier: "claro", msisdn: "519\(name)"))
        let opening = Journal(tenant: .sole, id: "opening/\(account)/PEN", kind: .opening, at: start)
        try transaction.insert(opening)
        for (leg, (ledger, amount)) in [(LedgerAccount.opening, Self.balance), (.wallet(account), -Self.balance)]
            .enumerated()
        {
            try transaction.insert(
                Posting(journal: opening, leg: leg + 1, account: ledger, amount: Money(amount, .pen))
            )
        }
        try transaction.insert(Wallet(tenant: .sole, account: account, currency: .pen, balance: Self.balance))
        // Lima is five hours behind UTC all year.
        var subscription = Subscription(
            tenant: .sole,
            id: SubscriptionID("s\(name)"),
            account: account,
            line: line,
            plan: Self.plan,
            planVersion: 1,
            state: .active,
            autoRenew: .on,
            paymentMethod: nil,
            anchor: CivilDateTime(secondsSince1970: (start - 5 * .secondsPerHour).seconds),
            zone: .lima,
            createdAt: start
        )
        subscription.mandateAmount = Self.price
        try transaction.insertRunning(subscription, from: start, to: end)
    }
}

extension PlanTransaction {
    /// Adds a subscription in its first period, with what goes with it; it renews when the period ends.
    func insertRunning(_ subscription: Subscription, from start: Instant, to end: Instant) throws {
        var subscription = subscription
        subscription.boundary = 1
        subscription.cycle = 1
        subscription.periodStart = start
        subscription.periodEnd = end
        subscription.collectAt = end
        subscription.isServiceOn = true
        subscription.noticedCycle = 2
        subscription.eventSequence = 1
        let id = subscription.id.text
        try insert(subscription)
        try insert(Timer(tenant: .sole, subject: .subscription, id: id, kind: .renew, dueAt: end))
        try insert(
            Event(
                tenant: .sole,
                subject: id,
                sequence: 1,
                kind: "imported",
                actor: "import",
                at: start,
                fields: ["state": "active", "auto_renew": "on", "cycle": "1", "plan_code": subscription.plan]
            )
        )
    }
}
