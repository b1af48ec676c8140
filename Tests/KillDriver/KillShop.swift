import PlanStores
import Plans

/// What is sold and renewed while processes are killed: orders with a code each, half by card and half from the balance, on plans that
/// renew every day, which is a second.
struct KillShop {
    private let store: SQLiteStore
    private let gateway: FileGateway
    private let engine: PlanEngine
    private var service: PlanService { PlanService(engine) }

    private static let accounts = 10
    static let orders = 60

    init(store path: String, truth: String, start: Int64) throws {
        store = try SQLiteStore(path: path)
        gateway = FileGateway(path: truth)
        engine = PlanEngine(
            store: store,
            clock: FastClock(start: start),
            zones: SystemZones(),
            gateways: [gateway],
            makeToken: { "T" }
        )
    }

    func setUp() throws {
        let now = engine.clock.now
        for number in 0..<Self.accounts {
            let account = AccountID("a\(number)")
            let end = Instant(seconds: Int64(Int32.max) * 1000)
            try service.create(Account(tenant: .sole, id: account, loggedInUntil: end, createdAt: now))
            try service.add(
                PaymentMethod(
                    tenant: .sole,
                    id: PaymentMethodID("card-\(number)"),
                    account: account,
                    kind: .card,
                    provider: .stripe,
                    reference: "pm_\(number)",
                    isDefault: true,
                    createdAt: now
                )
            )
            try service.deposit(Money(100_000_000, .pen), to: account, source: "cash", key: "1")
        }
        guard let daily = BillingInterval(1, .day) else { return }
        try service.add(
            PlanVersion(
                tenant: .sole,
                code: "daily",
                carrier: "claro",
                category: .shortTermData,
                price: 500,
                interval: daily,
                isAutoRenewable: true,
                graceDays: 3,
                retryDays: [1, 2],
                effectiveFrom: Instant(seconds: 0),
                profileType: "any"
            )
        )
        let codes = (0..<Self.orders * 40).map { number in
            NewCode(
                profileType: "any",
                iccid: nil,
                fingerprint: "f\(number)",
                keyID: "k",
                sealed: "sealed",
                source: "set-up",
                line: number + 1
            )
        }
        _ = try service.stock(codes)
    }

    /// Works until it is killed: one order, then what is due, and again.
    func run() throws -> Never {
        var worker = Worker(engine, name: "w\(machineMilliseconds())")
        var number = 0
        while true {
            try sell(number % Self.orders)
            number += 1
            try work(&worker, steps: 30)
        }
    }

    /// An order that was refused is given again under the next name, so that there is always something to sell.
    private func sell(_ number: Int) throws {
        let order = ProvisionOrder(
            account: AccountID("a\(number % Self.accounts)"),
            line: LineID("l\(number)"),
            plan: "daily",
            paysWith: number.isMultiple(of: 2) ? .card : .balance,
            autoRenew: true
        )
        do {
            let sold = try service.provision(order)
            if sold.autoRenew == .pendingConfirmation { _ = try service.confirmAutoRenew(sold.id, token: "T") }
        } catch PlanError.outOfStock {
            return
        } catch PlanError.otherMandateOnLine, PlanError.chargeInFlight {
            return
        }
    }

    private func work(_ worker: inout Worker, steps: Int) throws {
        for _ in 0..<steps {
            switch try worker.step() {
            case .worked: break
            case .call(let call):
                pause(microseconds: (call.notBefore - engine.clock.wallMilliseconds) * 1000 / FastClock.speed)
                worker.answer(gateway.answer(call.request))
            case .deliver, .carryOut: worker.delivered(.delivered)
            case .idle: return pause(microseconds: 500)
            }
        }
    }

    // MARK: Judging

    struct Verdict {
        var wrongs: [String]
        var summary: String
    }

    /// Lets workers finish what is under way, then compares the provider's books with ours.
    func judge() throws -> Verdict {
        var worker = Worker(engine, name: "judge")
        var rounds = 0
        repeat {
            try work(&worker, steps: 100)
            rounds += 1
        } while try !openAttempts().isEmpty && rounds < 5000
        var wrongs = try openAttempts().map { "attempt \($0.charge)/\($0.number) is \($0.state.rawValue)" }
        let truth = try gateway.entries()
        let paid = truth.filter(\.succeeded)
        for (charge, entries) in Dictionary(grouping: paid, by: \.charge) where entries.count > 1 {
            wrongs.append("charge \(charge) was paid \(entries.count) times")
        }
        let charges = try service.select(Charge.self)
        let ours = charges.filter { $0.state == .succeeded && $0.provider == .stripe }
        let theirs = Dictionary(paid.map { ($0.charge, $0.amount) }) { first, _ in first }
        for charge in ours where theirs[charge.id.text] != charge.amount {
            wrongs.append("charge \(charge.id) is paid in our books alone")
        }
        let known = Set(ours.map(\.id.text))
        for charge in theirs.keys where !known.contains(charge) {
            wrongs.append("charge \(charge) is paid in the provider's books alone")
        }
        let keys = Set(try service.select(ChargeAttempt.self).map(\.idempotencyKey))
        for entry in truth where !keys.contains(entry.key) { wrongs.append("key \(entry.key) is not ours") }
        wrongs += try store.audit().map { "\($0.rule): \($0.subject)" }
        let used = try service.inventory(state: .used).count
        let sold = charges.count { $0.kind == .first && $0.state == .succeeded }
        if used != sold { wrongs.append("\(sold) purchases were paid, \(used) codes are used") }
        let renewals = charges.count { $0.kind == .renewal && $0.state == .succeeded }
        let refused = truth.count - paid.count
        return Verdict(
            wrongs: wrongs,
            summary: """
                \(sold) sold with a code each, \(renewals) renewals, \(paid.count) payments at the provider, \
                \(refused) refusals, \(wrongs.count) wrong
                """
        )
    }

    private func openAttempts() throws -> [ChargeAttempt] {
        try service.select(ChargeAttempt.self).filter { $0.state == .prepared || $0.state == .sending }
    }
}
