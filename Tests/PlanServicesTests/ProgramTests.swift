import Foundation
import PlanServices
import PlanSimulation
import PlanStores
import Plans
import SystemPackage
import TestSupport
import Testing

// What stands between the two lines is also in Docs/Renewals.md.
// begin
/// What the whole program shares; it is made once.
func makeEngine(store path: String, stripeKey: String) throws -> PlanEngine {
    PlanEngine(
        store: try SQLiteStore(path: path),
        clock: SystemClock(),
        zones: SystemZones(),
        gateways: [try StripeGateway(key: APISecret(stripeKey))],
        makeToken: ConfirmationToken.random
    )
}

/// Sells a plan to a customer who is logged in. Blocks its thread until the provider of a card has answered.
func sell(
    _ plan: String,
    as id: SubscriptionID,
    to account: AccountID,
    on line: LineID,
    from source: PaymentSource,
    _ engine: PlanEngine
) throws -> RenewalSummary {
    let service = PlanService(engine)
    try service.purchase(id, account: account, line: line, plan: plan, paysWith: source, autoRenew: true)
    var loop = WorkerLoop(engine, name: "sale of \(id)")
    try loop.run(.subscription, id.text)
    return try service.showAutoRenew(id)  // `state` says whether it is paid, `token` is what the customer confirms with
}

/// Renews, tries again, suspends and tells: what a thread of its own does all day. `pause` sleeps and says whether to go on.
func renew(_ engine: PlanEngine, _ messages: WorkerLoop.Delivery, name: String, pause: () -> Bool) throws {
    var loop = WorkerLoop(engine, name: name, delivery: messages)
    repeat { try loop.run() } while pause()
}
// end

/// The engine as a program that is not ours uses it.
struct ProgramTests {
    static let account = AccountID("ana")
    static let line = LineID("51987654321")

    @Test func `a program sells a plan, has it confirmed and renews it`() throws {
        let folder = try TemporaryFolder()
        var engine = try makeEngine(store: folder.file("plans.sqlite").path, stripeKey: "sk_none")
        try fill(engine)
        let sold = try sell("day", as: SubscriptionID("s1"), to: Self.account, on: Self.line, from: .balance, engine)
        #expect(sold.state == .active)
        let token = try #require(sold.token)
        let typed = token.lowercased().replacing("-", with: " ")
        #expect(typed != token)
        let service = PlanService(engine)
        _ = try service.confirmAutoRenew(SubscriptionID("s1"), token: ConfirmationToken.typed(typed))
        engine.clock = SimulatedClock(at: try #require(sold.nextChargeAt))
        let notices = folder.file("notices.txt")
        let messages = WorkerLoop.Delivery(
            notices: TextNotifier(.file(FilePath(notices.path))),
            orders: TextCarrier(.file(FilePath(folder.file("orders.txt").path)))
        )
        try renew(engine, messages, name: "test") { false }
        #expect(try service.subscription(SubscriptionID("s1")).cycle == 2)
        #expect(try service.balance(of: Self.account, .pen) == Money(400, .pen))
        #expect(try String(contentsOf: notices, encoding: .utf8).contains("Notice: renewal.succeeded/s1/2"))
    }

    @Test func `a loop that comes too late for a call leaves it to the next one`() throws {
        let clock = SimulatedClock(at: SystemClock().now)
        let gateway = LabGateway(.stripe, clock: clock)
        let engine = PlanEngine(
            store: MemoryStore(),
            clock: clock,
            zones: SystemZones(),
            gateways: [gateway],
            makeToken: ConfirmationToken.random
        )
        try fill(engine)
        let service = PlanService(engine)
        let id = SubscriptionID("s1")
        try service.purchase(
            id,
            account: Self.account,
            line: Self.line,
            plan: "day",
            paysWith: .card,
            autoRenew: false
        )
        let lease = (engine.policy.lease + 1) * 1000
        var late = WorkerLoop(engine, name: "late") { _ in clock.pass(until: clock.wallMilliseconds + lease) }
        try late.run(.subscription, id.text)
        #expect(late.tally.calls == 0)
        #expect(gateway.trueCharges.isEmpty)
        var next = WorkerLoop(engine, name: "next") { clock.pass(until: $0) }
        try next.run(waitsForAnswers: true)
        #expect(next.tally.calls > 0)
        #expect(gateway.trueCharges.count == 1)
        #expect(try service.subscription(id).state == .active)
    }

    @Test func `tokens are of 60 bits, no two the same`() {
        let tokens = (0..<1000).map { _ in ConfirmationToken.random() }
        #expect(Set(tokens).count == tokens.count)
        #expect(Set(tokens.joined()).count == 33)
        #expect(tokens.allSatisfy { $0.utf8.count == 14 && ConfirmationToken.typed($0) == $0 })
    }

    @Test func `what Docs/Renewals.md shows of a program is this one`() throws {
        let source = try String(
            contentsOf: Fixture.root.appending(path: "Tests/PlanServicesTests/ProgramTests.swift"),
            encoding: .utf8
        )
        let document = try String(contentsOf: Fixture.root.appending(path: "Docs/Renewals.md"), encoding: .utf8)
        let program = try #require(source.components(separatedBy: "// begin\n").dropFirst().first)
            .components(separatedBy: "// end\n")[0]
        #expect(document.contains(program))
    }

    /// A plan of a day for S/ 3, and a customer with S/ 10 and a card.
    private func fill(_ engine: PlanEngine) throws {
        let (service, now) = (PlanService(engine), engine.clock.now)
        try service.add(
            PlanVersion(
                tenant: .sole,
                code: "day",
                carrier: "claro",
                category: .shortTermData,
                price: 300,
                interval: try #require(BillingInterval(1, .day)),
                isAutoRenewable: true,
                names: ["es": "Un día"],
                effectiveFrom: now
            )
        )
        try service.create(Account(tenant: .sole, id: Self.account, loggedInUntil: now + 900, createdAt: now))
        try service.add(
            PaymentMethod(
                tenant: .sole,
                id: PaymentMethodID("card"),
                account: Self.account,
                kind: .card,
                provider: .stripe,
                reference: "pm_1",
                isDefault: true,
                createdAt: now
            )
        )
        try service.deposit(Money(1000, .pen), to: Self.account, source: "cash", key: "receipt")
    }
}
