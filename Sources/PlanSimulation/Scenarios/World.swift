import Plans
import Synchronization
import StrictJSON

/// Everything that a scenario happens in: store, clock, gateways, workers, and what was noticed on the way.
final class World {
    let clock: SimulatedClock
    let stores: any ScenarioStores
    private(set) var rawStore: any PlanStore
    private(set) var store: CrashingStore
    private(set) var engine: PlanEngine
    let gateways: [Provider: LabGateway]
    let zones: any ZoneDatabase
    var tenants: [TenantID] = [.sole]
    let workerNames: [String]
    var runners: [String: Runner] = [:]
    /// Both clocks at the beginning of the process.
    private var processStart: ClockGuard
    /// In such a scenario `advance` moves the clock and does nothing else.
    let hasWorkerSteps: Bool

    /// What a pure scenario is about.
    var pure = PureGiven()
    var webhook: WebhookGiven?

    /// The refusals, by the number of the step.
    var refusals: [(step: Int, code: String, isRetryable: Bool, isNamedByResults: Bool)] = []
    var deliveries: [Notice] = []
    var answers = Answers()
    var workerResults: [String: SettleResult] = [:]
    var claimsWhileBehind = 0
    let startedAt: Instant
    /// The ledger before the first step, by tenant.
    private(set) var openingLedger: [TenantID: [String: Int64]] = [:]
    private(set) var openingCharges: Set<[String]> = []
    private(set) var openingEvents: [TenantID: [String: Int64]] = [:]
    private let random: SequenceOfTokens
    private let policy: Policy

    /// What steps that ask were told.
    struct Answers {
        var shown: [String: JSONValue]?
        var proration: [String: JSONValue]?
        var splits: [JSONValue] = []
        var taxes: [JSONValue] = []
        var formats: [JSONValue] = []
        var gatewayAmount: JSONValue?
        var boundaries: [Instant] = []
        var localDays: [Int64] = []
        var results: [String] = []
        var httpStatus: [Int64] = []
    }

    /// What is given for scenarios about the calendar and money alone.
    struct PureGiven {
        var anchor: CivilDateTime?
        var zone = ZoneName.lima
        var interval: BillingInterval?
        var tax = TaxRate(basisPoints: 1800, isIncluded: true)
    }

    struct WebhookGiven {
        var secret: String
        var tolerance: Int64
        var reference: String
        var charge: ChargeID
        var provider: Provider
        var amount: Int64
        /// The newest event that came from the provider itself.
        var newest: Int64 = .min
    }

    init(
        _ given: JSONValue,
        hasWorkerSteps: Bool,
        stores: any ScenarioStores,
        zones: any ZoneDatabase,
        seed: UInt64
    ) throws {
        let given = try Given(given)
        clock = SimulatedClock(at: given.now)
        startedAt = given.now
        self.stores = stores
        self.zones = zones
        self.hasWorkerSteps = hasWorkerSteps
        policy = given.policy
        random = SequenceOfTokens(seed: seed)
        var gateways: [Provider: LabGateway] = [:]
        for provider in [Provider.stripe, .paypal] {
            let gateway = LabGateway(provider, clock: clock, keyLifetime: given.keyLifetime)
            gateway.setLimit(given.callsPerSecond.map(Int.init))
            gateway.dropRequests(given.droppedRequests)
            gateways[provider] = gateway
        }
        self.gateways = gateways
        rawStore = try stores.open()
        store = CrashingStore(rawStore)
        engine = Self.engine(store, clock, zones, given.policy, gateways, random)
        processStart = ClockGuard(clock)
        workerNames = given.workers.isEmpty ? ["w1"] : given.workers
        tenants = given.tenants.isEmpty ? [.sole] : given.tenants
        try given.seed(self)
        try rememberOpening()
    }

    private static func engine(
        _ store: CrashingStore,
        _ clock: SimulatedClock,
        _ zones: any ZoneDatabase,
        _ policy: Policy,
        _ gateways: [Provider: LabGateway],
        _ tokens: SequenceOfTokens
    ) -> PlanEngine {
        PlanEngine(
            store: store,
            clock: clock,
            zones: zones,
            policy: policy,
            gateways: Array(gateways.values),
            makeToken: { tokens.next() }
        )
    }

    /// The engine's face for a tenant, which is the first one where nothing is said.
    func service(_ tenant: TenantID? = nil) -> PlanService {
        PlanService(engine, tenant: tenant ?? tenants[0])
    }

    /// A worker by name; made when it is first spoken of, as part of the process that runs.
    func runner(_ name: String, tenant: TenantID? = nil) -> Runner {
        if let runner = runners[name], runner.worker.tenant == tenant { return runner }
        return Runner(Worker(engine, name: name, tenant: tenant, clockGuard: processStart))
    }

    /// The process ends and begins again: nothing is known any more but what is in the store.
    func restart() {
        runners = [:]
        processStart = ClockGuard(clock)
    }

    /// The same, and the store's file is closed and opened.
    func reopen() throws {
        try stores.close(rawStore)
        rawStore = try stores.open()
        store = CrashingStore(rawStore)
        engine = Self.engine(store, clock, zones, policy, gateways, random)
        restart()
    }

    func end() {
        try? stores.close(rawStore)
    }

    // MARK: Looking

    func all<Record: PlanRecord>(_ type: Record.Type, _ tenant: TenantID) throws -> [Record] {
        try rawStore.read { try $0.select(Query(type, where: ["tenant_id"], are: [.text(tenant.text)])) }
    }

    /// The sums of all postings by ledger account.
    func ledger(_ tenant: TenantID) throws -> [String: Int64] {
        try all(Posting.self, tenant).reduce(into: [:]) { $0[$1.account.description, default: 0] += $1.amount }
    }

    private func rememberOpening() throws {
        for tenant in tenants {
            openingLedger[tenant] = try ledger(tenant)
            for charge in try all(Charge.self, tenant) where charge.state != .open {
                openingCharges.insert([tenant.text, charge.id.text])
            }
            openingEvents[tenant] = try all(Event.self, tenant).reduce(into: [:]) {
                $0[$1.subject] = max($0[$1.subject] ?? 0, $1.sequence)
            }
        }
    }
}

/// Tokens that nobody could guess, were the seed not known: the same ones for the same seed.
final class SequenceOfTokens: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) {
        state = Mutex(seed)
    }

    func next() -> String {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return String(mixed ^ (mixed >> 31), radix: 36)
        }
    }
}
