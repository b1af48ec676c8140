import Foundation
import PlanSimulation
import PlanStores
import Plans
import SecretBoxes
import TestSupport
import Testing

/// A store on disk with a plan, a customer, codes in stock, and a payment provider: what selling needs.
final class Shop {
    static let start = Instant(seconds: 1_800_000_000)
    static let line = LineID("51987654321")
    static let account = AccountID("ana")

    let folder: TemporaryFolder
    let store: SQLiteStore
    let crashing: CrashingStore
    let clock = SimulatedClock(at: Shop.start)
    let gateway: LabGateway
    let engine: PlanEngine
    let box: AESSecretBox

    var service: PlanService { PlanService(engine, actor: "customer") }
    var path: String { folder.file("plans.sqlite").path }

    init(codes count: Int = 3, balance: Int64 = 10_000) throws {
        let folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.file("plans.sqlite").path, durability: .process)
        box = try #require(AESSecretBox(key: Array(0..<32)))
        self.folder = folder
        crashing = CrashingStore(store)
        gateway = LabGateway(.stripe, clock: clock)
        engine = PlanEngine(
            store: crashing,
            clock: clock,
            zones: SystemZones(),
            gateways: [gateway],
            makeToken: { "TOKEN" }
        )
        try service.create(
            Account(
                tenant: .sole,
                id: Self.account,
                email: "ana@example.com",
                loggedInUntil: Self.start + 30 * .secondsPerDay,
                createdAt: Self.start
            )
        )
        try service.add(
            PaymentMethod(
                tenant: .sole,
                id: PaymentMethodID("card-1"),
                account: Self.account,
                kind: .card,
                provider: .stripe,
                reference: "pm_ana",
                expiry: .init(year: 2040, month: 12),
                isDefault: true,
                createdAt: Self.start
            )
        )
        if balance > 0 { try service.deposit(Money(balance, .pen), to: Self.account, source: "cash", key: "1") }
        try add(plan: "tourist-30", whenProfileDeleted: .ask)
        if count > 0 { _ = try service.stock(try newCodes(1...count)) }
    }

    func add(plan: String, whenProfileDeleted policy: PlanVersion.DeletedProfilePolicy) throws {
        try service.add(
            PlanVersion(
                tenant: .sole,
                code: plan,
                carrier: "claro",
                category: .shortTravel,
                price: 2990,
                interval: try #require(BillingInterval(30, .day)),
                isAutoRenewable: true,
                effectiveFrom: Self.start,
                profileType: "tourist",
                whenProfileDeleted: policy
            )
        )
    }

    /// The secret part of the n-th code.
    static func secret(_ number: Int) -> String { "SECRET-\(number)-4711" }

    func newCodes(_ numbers: ClosedRange<Int>) throws -> [NewCode] {
        try numbers.map { number in
            let text = "LPA:1$rsp.example.com$\(Self.secret(number))"
            let fingerprint = box.fingerprint(text)
            return NewCode(
                profileType: "tourist",
                iccid: "895110000000000\(1000 + number)",
                fingerprint: fingerprint,
                keyID: box.keyID,
                sealed: try box.seal(text, for: fingerprint),
                source: "codes.csv",
                line: number + 1
            )
        }
    }

    func order(_ source: PaymentSource = .balance, line: LineID = Shop.line, autoRenew: Bool = false) -> ProvisionOrder
    {
        ProvisionOrder(account: Self.account, line: line, plan: "tourist-30", paysWith: source, autoRenew: autoRenew)
    }

    /// Has a worker collect until the purchase is decided, or a day has passed.
    func collect(_ id: SubscriptionID) throws -> Subscription {
        var worker = Worker(engine, name: "w")
        let end = clock.now + .secondsPerDay
        while clock.now < end {
            let subscription = try service.subscription(id)
            guard subscription.state == .incomplete, subscription.awaiting == .nothing else { return subscription }
            switch try worker.step() {
            case .worked: break
            case .call(let call):
                clock.pass(until: call.notBefore)
                let (answer, delay) = gateway.reply(to: call.request)
                clock.pass(until: clock.wallMilliseconds + delay)
                worker.answer(answer)
            case .deliver, .carryOut: worker.delivered(.delivered)
            case .idle(let next): clock.pass(until: (next.timer ?? end).milliseconds)
            }
        }
        return try service.subscription(id)
    }

    func states() throws -> [InventoryCode.State] { try service.inventory().map(\.state) }

    /// All records, as text.
    func export() throws -> String {
        var text = ""
        try StoreExport.export(store) { text += $0 }
        return text
    }
}
