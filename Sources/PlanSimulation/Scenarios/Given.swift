import Plans
import StrictJSON

/// What a scenario begins with.
struct Given {
    var now: Instant
    var policy = Policy()
    var workers: [String]
    var tenants: [TenantID]
    var keyLifetime: Int64 = 24 * .secondsPerHour
    var callsPerSecond: Int64?
    var droppedRequests = 0
    private var plans: [PlanVersion] = []
    private var accounts: [GivenAccount] = []
    private var subscriptions: [GivenSubscription] = []
    private var many: GivenMany?
    private var overrides: [String: [String: Int64]] = [:]
    private var settled: [GivenCharge] = []
    private var pending: GivenCharge?
    private var pure = World.PureGiven()
    private var line: GivenLine?
    private var secret: String?
    private var tolerance: Int64 = 300

    init(_ value: JSONValue) throws(DialectError) {
        var words = try Words(value, "given")
        let lastRecharge = try words.instant("last_recharge")
        now = try words.instant("now") ?? lastRecharge ?? Instant(seconds: 1_767_225_600)
        workers = try words.texts("workers") ?? []
        tenants = try (words.texts("tenants") ?? []).map { TenantID($0) }
        policy.batch = try words.int("batch") ?? policy.batch
        policy.lease = try words.integer("lease_seconds") ?? policy.lease
        if let store = try words.text("store"), store != "sqlite", store != "postgres" {
            throw DialectError("given: unknown word store \(store)")
        }
        if var gateway = try words.words("gateway") {
            callsPerSecond = try gateway.integer("limit_per_second")
            if let callsPerSecond {
                for provider in [Provider.stripe, .paypal] { policy.callsPerSecond[provider] = callsPerSecond }
            }
            keyLifetime = try gateway.integer("key_ttl_hours").map { $0 * .secondsPerHour } ?? keyLifetime
            droppedRequests = try gateway.bool("drop_request") == true ? 1 : 0
            try gateway.end()
        }
        let lines = try takePolicy(&words)
        for plan in try words.list("plans") ?? [] { plans.append(try GivenPlan.version(plan)) }
        for version in try words.list("plan_versions") ?? [] { plans.append(try GivenPlan.later(version, than: plans)) }
        for account in try words.list("accounts") ?? [] { accounts.append(try GivenAccount(account)) }
        for row in try words.list("subscriptions") ?? [] { subscriptions.append(try GivenSubscription(row)) }
        if let value = words.take("generate") { many = try GivenMany(value) }
        if let tenants = try words.members("overrides") {
            for (tenant, value) in tenants {
                var words = try Words(value, "given.overrides.\(tenant)")
                if var wallets = try words.words("wallets") {
                    for account in wallets.untaken {
                        overrides[tenant, default: [:]][account] = try wallets.integer(account)
                    }
                }
                try words.end()
            }
        }
        for charge in try words.list("settled_charges") ?? [] { settled.append(try GivenCharge(charge)) }
        if let charge = words.take("charge") { pending = try GivenCharge(charge) }
        secret = try words.text("webhook_secret")
        tolerance = try words.integer("tolerance_seconds") ?? tolerance
        try takePure(&words, lastRecharge, lines)
        try words.end()
    }

    private mutating func takePolicy(_ words: inout Words) throws(DialectError) -> LinePolicy? {
        guard var given = try words.words("policy") else { return nil }
        policy.catchUp = try given.word("catch_up", Policy.CatchUp.self) ?? policy.catchUp
        policy.maxCatchUpCycles = try given.int("max_catch_up_cycles") ?? policy.maxCatchUpCycles
        policy.maxForwardJump =
            try given.integer("max_forward_jump_hours").map { $0 * .secondsPerHour } ?? policy.maxForwardJump
        policy.maxProcessingErrors = try given.int("max_processing_errors") ?? policy.maxProcessingErrors
        policy.outageEntitlement =
            try given.word("outage_entitlement", Policy.OutageEntitlement.self) ?? policy.outageEntitlement
        let restrict = try given.int("restrict_after_days")
        let release = try given.int("release_after_days")
        let warn = try given.int("warn_before_days")
        let quarantine = try given.int("quarantine_days")
        try given.end()
        guard let release else { return nil }
        return LinePolicy(
            restrictAfterDays: restrict,
            releaseAfterDays: release,
            warnBeforeDays: warn ?? 15,
            quarantineDays: quarantine ?? 90
        )
    }

    private mutating func takePure(
        _ words: inout Words,
        _ lastRecharge: Instant?,
        _ lines: LinePolicy?
    ) throws(DialectError) {
        if let anchor = try words.text("anchor_local") {
            pure.anchor = CivilDateTime(parsing: anchor)
            if pure.anchor == nil { throw DialectError("given: anchor_local is no wall time") }
        }
        if let zone = try words.text("tz") { pure.zone = ZoneName(zone) }
        if let interval = words.take("interval") { pure.interval = try GivenPlan.interval(interval) }
        pure.tax.basisPoints = try words.integer("tax_bp") ?? pure.tax.basisPoints
        pure.tax.isIncluded = try words.bool("tax_included") ?? pure.tax.isIncluded
        _ = try words.text("currency")
        let balance = try words.integer("wallet_minor")
        guard let carrier = try words.text("carrier") else {
            guard lastRecharge == nil, balance == nil else { throw DialectError("given: carrier is missing") }
            return
        }
        line = GivenLine(carrier: carrier, lastRecharge: lastRecharge ?? now, balance: balance ?? 0)
        if let lines { policy.lines[carrier] = lines }
    }

    /// Puts everything into the store, past the rules for customers.
    func seed(_ world: World) throws {
        world.pure = pure
        for tenant in world.tenants {
            let engine = world.engine
            try engine.seeding(tenant) { seeder in
                for var plan in plans {
                    plan.tenant = tenant
                    try seeder.insert(plan)
                }
                for account in accounts {
                    try account.seed(seeder, world.gateways, balance: overrides[tenant.text]?[account.id.text])
                }
                for row in subscriptions { try row.seed(seeder, plans) }
                try many?.seed(seeder, plans, world.gateways)
                for charge in settled { try charge.seedSettled(seeder, world.gateways) }
                if let pending { world.webhook = try pending.seedPending(seeder, secret ?? "", tolerance) }
                try line?.seed(seeder)
            }
        }
    }
}
