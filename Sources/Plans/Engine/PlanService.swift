/// What can be asked of the engine on behalf of one tenant: one function for each command.
///
/// Each is one transaction. What has to be paid by card or PayPal is stored as an intent then, due at once: let a `Worker` claim it
/// (`Worker.claim(_:_:of:)`, or just run it), now or after a crash. Functions throw `PlanError` when they refuse, and `StoreError`.
public struct PlanService: Sendable {
    public let engine: PlanEngine
    public let tenant: TenantID
    /// Who asks, for the history: `customer`, `operator`.
    public let actor: String

    public init(_ engine: PlanEngine, tenant: TenantID = .sole, actor: String = "customer") {
        self.engine = engine
        self.tenant = tenant
        self.actor = actor
    }

    func session<Result>(_ body: (Session) throws -> Result) throws -> Result {
        try engine.session(as: actor, tenant: tenant, body)
    }

    // MARK: Reading

    /// A subscription of this tenant; throws `.notFound`, for another tenant's too.
    public func subscription(_ id: SubscriptionID, of owner: TenantID? = nil) throws -> Subscription {
        guard owner ?? tenant == tenant else { throw PlanError.notFound("subscription \(id)") }
        return try session { try $0.subscription(id) }
    }

    /// All subscriptions of an account, by id.
    public func subscriptions(of account: AccountID) throws -> [Subscription] {
        try select(Subscription.self, ["account_id"], [account.text])
    }

    /// An account of this tenant; throws `.notFound`.
    public func account(_ id: AccountID) throws -> Account {
        try session { try $0.account(id) }
    }

    /// What is in the prepaid balance of a currency; 0 where nothing ever was, whether or not there is such an account.
    public func balance(of account: AccountID, _ currency: Currency) throws -> Money {
        try session { Money(try $0.wallet(of: account, currency).balance, currency) }
    }

    /// What has happened to a subject, from its first event on.
    public func events(of subject: String) throws -> [Event] {
        try select(Event.self, ["subject_id"], [subject])
    }

    /// All charges of a subscription, or of an account's top-ups, by id.
    public func charges(of subject: String) throws -> [Charge] {
        try select(Charge.self, ["subject_id"], [subject])
    }

    public func attempts(at charge: ChargeID) throws -> [ChargeAttempt] {
        try select(ChargeAttempt.self, ["charge_id"], [charge.text])
    }

    /// Records of this tenant by columns; see `Query`.
    public func select<Record: PlanRecord>(
        _ type: Record.Type,
        _ columns: [String] = [],
        _ values: [String] = []
    ) throws -> [Record] {
        try engine.store.read { reader in
            try reader.select(
                Query(type, where: ["tenant_id"] + columns, are: [.text(tenant.text)] + values.map { .text($0) })
            )
        }
    }

    /// The version of a plan that new customers get at `instant`; `nil` when it is not sold then.
    public func planOnSale(_ code: String, at instant: Instant) throws -> PlanVersion? {
        try session { try $0.planOnSale(code, at: instant) }
    }
}

extension Session {
    func planOnSale(_ code: String, at instant: Instant) throws -> PlanVersion? {
        try versions(of: code).last {
            $0.effectiveFrom <= instant && instant < $0.effectiveTo ?? Instant(seconds: .max)
        }
    }
}
