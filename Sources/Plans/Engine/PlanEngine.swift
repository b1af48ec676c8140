/// All that the engine needs from outside, put together once by whoever runs it.
public struct PlanEngine: Sendable {
    public var store: any PlanStore
    public var clock: any PlanClock
    public var zones: any ZoneDatabase
    public var policy: Policy
    /// One gateway per provider.
    public var gateways: [Provider: any PaymentGateway]
    /// Makes the tokens with which customers confirm: unguessable in production, repeatable in tests.
    public var makeToken: @Sendable () -> String

    public init(
        store: any PlanStore,
        clock: any PlanClock,
        zones: any ZoneDatabase,
        policy: Policy = Policy(),
        gateways: [any PaymentGateway] = [],
        makeToken: @escaping @Sendable () -> String
    ) {
        self.store = store
        self.clock = clock
        self.zones = ZoneCache(zones)
        self.policy = policy
        self.gateways = Dictionary(gateways.map { ($0.provider, $0) }) { $1 }
        self.makeToken = makeToken
    }

    /// Runs one transaction at the billing time.
    func session<Result>(
        as actor: String,
        tenant: TenantID,
        _ body: (Session) throws -> Result
    ) throws -> Result {
        try store.write { transaction in
            let now = try BillingMark.advance(to: clock.now, in: transaction)
            return try body(Session(transaction, self, tenant: tenant, at: now, as: actor))
        }
    }
}

extension BillingMark {
    /// The only clock of a store that is not spread over several.
    static let shard = "main"

    /// The billing time: the wall clock, but never less than what was acted on already. Raises the mark to it.
    static func advance(to wall: Instant, in transaction: any PlanTransaction) throws -> Instant {
        guard var mark = try transaction.find(BillingMark.self, [.text(shard)]) else {
            try transaction.insert(BillingMark(shard: shard, highWater: wall))
            return wall
        }
        guard wall > mark.highWater, !mark.isFrozen else { return mark.highWater }
        mark.highWater = wall
        try transaction.update(mark)
        return wall
    }
}
