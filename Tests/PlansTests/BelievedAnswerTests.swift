import PlanStores
import Plans
import Synchronization
import Testing

/// What the engine makes of answers that a provider should not give.
@Suite struct `A provider's answer` {
    @Test func `that names the payment of another charge settles none`() throws {
        let desk = try CardDesk(["s1", "s2"])
        try desk.work { _ in .charge(.succeeded(reference: "pi_same")) }
        let states = try ["s1", "s2"].map { try desk.service.subscription(SubscriptionID($0)) }
        #expect(Set(states.map(\.state)) == [.active, .incomplete])
        let refused = try #require(states.first { $0.state == .incomplete })
        #expect(refused.awaiting == .operator)
        let charge = try #require(try desk.service.charges(of: refused.id.text).first)
        #expect(charge.state == .unknown)
        #expect(try desk.service.attempts(at: charge.id).last?.declineCode == "payment_of_other_charge")
        let alerts = try desk.service.openAlerts()
        #expect(alerts.map(\.kind) == [.chargeOutcomeUnknown] && alerts.map(\.subject) == [charge.id.text])
        // Nor does a person's word.
        #expect(throws: PlanError.self) { try desk.service.resolve(charge.id, .paid(reference: "pi_same")) }
        #expect(try desk.service.openAlerts().count == 1)
        #expect(try desk.service.resolve(charge.id, .paid(reference: "pi_other")).state == .succeeded)
        #expect(try desk.service.openAlerts().isEmpty)
    }

    @Test func `is not waited for under the name of another charge's payment`() throws {
        let desk = try CardDesk(["s1", "s2"])
        try desk.work { _ in .charge(.pending(reference: "pi_same")) }
        let awaited = try ["s1", "s2"].map { try desk.service.subscription(SubscriptionID($0)).awaiting }
        #expect(Set(awaited) == [.nothing, .operator])
    }

    @Test func `that contradicts the order is neither yes nor no, and is for a person`() throws {
        let desk = try CardDesk(["s1"])
        try desk.work { _ in .charge(.contradictory(code: "other_amount")) }
        let subscription = try desk.service.subscription(SubscriptionID("s1"))
        #expect(subscription.state == .incomplete && subscription.awaiting == .operator)
        #expect(try desk.service.openAlerts().map(\.kind) == [.chargeOutcomeUnknown])
        desk.clock.pass(seconds: 7 * .secondsPerDay)
        #expect(try desk.work { _ in .charge(.succeeded(reference: "pi_1")) } == 0)
    }

    @Test func `that does not let us in is one alert, and what was asked is asked again`() throws {
        let desk = try CardDesk(["s1", "s2"])
        for code in ["http_403", "invalid_client", "invalid_client"] {
            #expect(try desk.work { _ in .charge(.denied(code: code)) } == 2)
            let alerts = try desk.service.openAlerts()
            #expect(alerts.map(\.kind) == [.gatewayDenied] && alerts.map(\.subject) == ["stripe/\(code)"])
            let attempts = try desk.service.charges(of: "s1").flatMap { try desk.service.attempts(at: $0.id) }
            #expect(attempts.map(\.state) == [.prepared] && attempts.first?.firstSentAt == nil)
            desk.clock.pass(seconds: 61)
        }
        #expect(try desk.work { _ in .charge(.succeeded(reference: desk.newReference())) } == 2)
        #expect(try desk.service.openAlerts().isEmpty)
        for id in ["s1", "s2"] { #expect(try desk.service.subscription(SubscriptionID(id)).state == .active) }
        #expect(Set(desk.keys).count == 2)
    }

    @Test func `that does not let us in the second time leaves open what became of the first`() throws {
        let desk = try CardDesk(["s1"])
        try desk.work { _ in .charge(.inProgress) }
        desk.clock.pass(seconds: 61)
        #expect(try desk.work { _ in .charge(.denied(code: "http_401")) } == 1)
        let attempts = try desk.service.charges(of: "s1").flatMap { try desk.service.attempts(at: $0.id) }
        #expect(attempts.map(\.state) == [.sending] && attempts.first?.firstSentAt != nil)
    }
}

/// Customers who pay by card, and a provider that answers as it is told.
private final class CardDesk {
    let clock = HandClock()
    private let engine: PlanEngine
    private var references = 0
    /// The keys under which it was asked for money.
    private(set) var keys: [String] = []

    var service: PlanService { PlanService(engine, actor: "customer") }

    /// With purchases of these names that are still to be paid.
    init(_ purchases: [String]) throws {
        engine = PlanEngine(
            store: MemoryStore(),
            clock: clock,
            zones: SystemZones(),
            gateways: [AnyCurrencyGateway()],
            makeToken: { "TOKEN" }
        )
        let account = AccountID("ana")
        try service.create(Account(tenant: .sole, id: account, email: "ana@example.com", createdAt: clock.now))
        try service.add(
            PaymentMethod(
                tenant: .sole,
                id: PaymentMethodID("visa"),
                account: account,
                kind: .card,
                provider: .stripe,
                reference: "pm_1",
                createdAt: clock.now
            )
        )
        try service.add(
            PlanVersion(
                tenant: .sole,
                code: "month",
                carrier: "claro",
                category: .combined,
                price: 2990,
                interval: try #require(BillingInterval(1, .month)),
                isAutoRenewable: true,
                effectiveFrom: clock.now
            )
        )
        for name in purchases {
            try service.purchase(
                SubscriptionID(name),
                account: account,
                line: LineID("line-\(name)"),
                plan: "month",
                paysWith: .card,
                autoRenew: false
            )
        }
    }

    func newReference() -> String {
        references += 1
        return "pi_\(references)"
    }

    /// Does what is due now.
    /// - Returns: how many calls were made.
    @discardableResult
    func work(_ answer: (GatewayCall.Request) -> GatewayCall.Answer) throws -> Int {
        var worker = Worker(engine, name: "w")
        worker.deliversMessages = false
        var calls = 0
        while true {
            switch try worker.step() {
            case .idle: return calls
            case .call(let call):
                calls += 1
                if case .charge(let request) = call.request { keys.append(request.idempotencyKey) }
                worker.answer(answer(call.request))
            case .worked, .deliver, .carryOut: break
            }
        }
    }
}

/// Only what the engine wants to know of a provider before it asks it.
private struct AnyCurrencyGateway: PaymentGateway {
    let provider = Provider.stripe
    let keyLifetime: Int64 = 24 * .secondsPerHour

    func body(for order: ChargeOrder) -> String { "charge=\(order.charge)&attempt=\(order.attempt)" }
    func charge(_ request: ChargeRequest) -> ChargeOutcome { .unknown }
    func lookUp(_ query: ChargeQuery) -> LookupOutcome { .unavailable }
    func refund(_ request: RefundRequest) -> RefundOutcome { .unknown }
}

/// A clock that is moved by hand.
private final class HandClock: PlanClock {
    private let milliseconds = Mutex<Int64>(1_800_000_000_000)

    var wallMilliseconds: Int64 { milliseconds.withLock { $0 } }
    var monotonicMilliseconds: Int64 { wallMilliseconds }

    func pass(seconds: Int64) {
        milliseconds.withLock { $0 += seconds * 1000 }
    }
}
