import Foundation
import GRDB
import PlanSimulation
import PlanStores
import Plans
import TestSupport
import Testing

/// Renewals in batches of a hundred, in a SQLite file that refuses some of them.
@Suite struct `A batch of renewals` {
    private static let start = Instant(seconds: 1_800_000_000)
    private static let end = start + 30 * .secondsPerDay
    private static let count = 230

    /// What is wrong with some of the rows, as statements that make it so, and what an operator sees of it.
    enum Fault: String, CaseIterable {
        /// Refused when the charge is written, which is while others are looked at.
        case chargeIsThere = """
            INSERT INTO charge SELECT tenant_id, id || '.renewal.2', id || '-other', account_id, line_id, 2, 'renewal', 1, 5, 0, 0,
            'PEN', 0, 'wallet', NULL, 0, 'open', 0, 0, 0, NULL FROM subscription WHERE id IN (?)
            """
        /// Refused when the row is read.
        case rowIsSpoilt = "UPDATE subscription SET anchor_local = 'once' WHERE id IN (?)"
        /// The customer has no money: nothing is wrong.
        case walletIsEmpty = """
            UPDATE wallet SET balance_minor = 0 WHERE account_id IN (SELECT account_id FROM subscription WHERE id IN (?))
            """
    }

    private static func name(_ number: Int) -> String { "\(1000 + number)" }

    /// A store with customers who all renew at `end`.
    private static func fill(_ store: SQLiteStore) throws {
        let month = try #require(BillingInterval(30, .day))
        try store.write { transaction in
            try transaction.insert(
                PlanVersion(
                    tenant: .sole,
                    code: "p",
                    carrier: "claro",
                    category: .combined,
                    price: 2990,
                    interval: month,
                    isAutoRenewable: true,
                    graceDays: 3,
                    effectiveFrom: start
                )
            )
            for number in 0..<count { try add(number, transaction) }
        }
    }

    private static func add(_ number: Int, _ transaction: any PlanTransaction) throws {
        let (account, line) = (AccountID("a\(name(number))"), LineID("l\(name(number))"))
        try transaction.insert(Account(tenant: .sole, id: account, email: "a@example.com", createdAt: start))
        try transaction.insert(Line(tenant: .sole, id: line, account: account, carrier: "claro", msisdn: "519"))
        try transaction.insert(Wallet(tenant: .sole, account: account, currency: .pen, balance: 5000))
        var subscription = Subscription(
            tenant: .sole,
            id: SubscriptionID("s\(name(number))"),
            account: account,
            line: line,
            plan: "p",
            planVersion: 1,
            state: .active,
            autoRenew: .on,
            paymentMethod: nil,
            anchor: CivilDateTime(secondsSince1970: (start - 5 * .secondsPerHour).seconds),
            zone: .lima,
            createdAt: start
        )
        subscription.mandateAmount = 2990
        (subscription.boundary, subscription.cycle, subscription.noticedCycle) = (1, 1, 2)
        (subscription.periodStart, subscription.periodEnd, subscription.collectAt) = (start, end, end)
        subscription.isServiceOn = true
        try transaction.insert(subscription)
        try transaction.insert(
            Timer(tenant: .sole, subject: .subscription, id: subscription.id.text, kind: .renew, dueAt: end)
        )
    }

    @Test(arguments: Fault.allCases, [1, 3, 8])
    func `renews all but those that are spoilt, once, and tells of these`(fault: Fault, spoiltCount: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("plans.sqlite").path
        let store = try SQLiteStore(path: path, durability: .process)
        try Self.fill(store)
        // In the first batch and in the second.
        let spoilt = (0..<spoiltCount).map { "s" + Self.name(40 + $0 * 17) }
        let names = spoilt.map { "'\($0)'" }.joined(separator: ",")
        let other = try DatabaseQueue(path: path)
        try other.write { try $0.execute(sql: fault.rawValue.replacing("?", with: names)) }
        try other.close()
        var policy = Policy()
        policy.batch = 100
        let clock = SimulatedClock(at: Self.end)
        let engine = PlanEngine(store: store, clock: clock, zones: SystemZones(), policy: policy, makeToken: { "" })
        var worker = Worker(engine, name: "w")
        worker.deliversMessages = false
        var steps = 0
        while case .worked = try worker.step() {
            steps += 1
            try #require(steps < 100, "it comes to an end")
        }
        let (paid, invoices, wallets) = try store.read { reader in
            let charges = try reader.select(Query(Charge.self, where: [], are: []))
            return (
                charges.filter { $0.state == .succeeded },
                try reader.select(Query(Invoice.self, where: [], are: [])),
                try reader.select(Query(Wallet.self, where: [], are: []))
            )
        }
        let good = Set((0..<Self.count).map { "s" + Self.name($0) }).subtracting(spoilt)
        #expect(Set(paid.map(\.subject)) == good && paid.count == good.count)
        #expect(invoices.map(\.number) == Array(1...Int64(good.count)))
        #expect(wallets.count { $0.balance == 5000 - 2990 } == good.count)
        let alerts = try PlanService(engine, tenant: .sole).openAlerts()
        switch fault {
        case .chargeIsThere:
            let errors = try spoilt.map {
                try PlanService(engine, tenant: .sole).subscription(SubscriptionID($0)).processingErrors
            }
            #expect(errors.allSatisfy { $0 > 0 })
        case .rowIsSpoilt: #expect(Set(alerts.map(\.subject)) == Set(spoilt))
        case .walletIsEmpty: #expect(alerts.isEmpty)
        }
    }

    @Test func `renews what was spoilt once it is mended and unparked`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("plans.sqlite").path
        let store = try SQLiteStore(path: path, durability: .process)
        try Self.fill(store)
        let id = SubscriptionID("s" + Self.name(40))
        let other = try DatabaseQueue(path: path)
        func setAnchor(_ text: String) throws {
            try other.write {
                try $0.execute(
                    sql: "UPDATE subscription SET anchor_local = ? WHERE id = ?",
                    arguments: [text, id.text]
                )
            }
        }
        let anchor = try store.read {
            try $0.find(Subscription.self, [.text("main"), .text(id.text)])?.anchor.description
        }
        try setAnchor("once")
        let engine = PlanEngine(
            store: store,
            clock: SimulatedClock(at: Self.end),
            zones: SystemZones(),
            makeToken: { "" }
        )
        func work() throws {
            var worker = Worker(engine, name: "w")
            worker.deliversMessages = false
            for _ in 0..<100 { guard case .worked = try worker.step() else { break } }
        }
        try work()
        let service = PlanService(engine, tenant: .sole)
        #expect(try service.openAlerts().map(\.subject) == [id.text])
        try setAnchor(try #require(anchor))
        try other.close()
        _ = try service.unpark(id)
        try work()
        #expect(try service.openAlerts().isEmpty)
        #expect(try service.charges(of: id.text).map(\.state) == [.succeeded])
    }
}
