import Plans
import StrictJSON

/// A subscription as scenarios write it: one that exists already.
struct GivenSubscription {
    private var id: SubscriptionID
    private var account: AccountID
    private var line: LineID
    private var plan: String
    private var anchor: CivilDateTime
    private var zone: ZoneName
    private var cycle: Int64
    private var periodStart, periodEnd: Instant
    private var state: Subscription.State
    private var autoRenew: Subscription.AutoRenew
    private var paysWith: PaymentMethodID?
    private var isCorrupt: Bool

    init(_ value: JSONValue) throws(DialectError) {
        var words = try Words(value, "subscription")
        id = SubscriptionID(try words.need(words.text("id"), "id"))
        account = AccountID(try words.need(words.text("account"), "account"))
        line = LineID(try words.need(words.text("line"), "line"))
        plan = try words.need(words.text("plan"), "plan")
        let anchorText = try words.need(words.text("anchor_local"), "anchor_local")
        guard let anchor = CivilDateTime(parsing: anchorText) else {
            throw DialectError("subscription \(id): anchor_local is no wall time")
        }
        self.anchor = anchor
        zone = ZoneName(try words.text("tz") ?? "America/Lima")
        cycle = try words.integer("cycle") ?? 1
        periodStart = try words.need(words.instant("period_start"), "period_start")
        periodEnd = try words.need(words.instant("period_end"), "period_end")
        state = try words.word("state", Subscription.State.self) ?? .active
        autoRenew = try words.word("auto_renew", Subscription.AutoRenew.self) ?? .off
        let payer = try words.text("pay_with") ?? "wallet"
        paysWith = payer == "wallet" || payer == "balance" ? nil : PaymentMethodID(payer)
        switch try words.text("corrupt") {
        case nil: isCorrupt = false
        case "plan_missing": isCorrupt = true
        case let word?: throw DialectError("subscription \(id): unknown word corrupt \(word)")
        }
        try words.end()
    }

    /// Puts it into the store, with its line if that is new.
    func seed(_ seeder: Seeder, _ plans: [PlanVersion]) throws {
        // Under the version that was in force when the period began.
        let version = plans.filter { $0.code == plan && $0.effectiveFrom <= periodStart }.max {
            $0.version < $1.version
        }
        guard let version = version ?? plans.first(where: { $0.code == plan }) ?? (isCorrupt ? plans.first : nil) else {
            throw DialectError("subscription \(id): there is no plan \(plan)")
        }
        if try seeder.find(Line.self, line.text) == nil {
            try seeder.insert(Line(tenant: seeder.tenant, id: line, account: account, carrier: version.carrier))
        }
        try seeder.insert(record(seeder, version))
    }

    private func record(_ seeder: Seeder, _ version: PlanVersion) throws -> Subscription {
        var row = Subscription(
            tenant: seeder.tenant,
            id: id,
            account: account,
            line: line,
            // A poison row names a plan that is not there.
            plan: isCorrupt ? "missing-\(plan)" : plan,
            planVersion: version.version,
            state: state,
            autoRenew: autoRenew,
            paymentMethod: paysWith,
            anchor: anchor,
            zone: zone,
            createdAt: periodStart
        )
        row.cycle = cycle
        row.periodStart = periodStart
        row.periodEnd = periodEnd
        row.mandateVersion = autoRenew == .off ? 0 : 1
        row.mandateAmount = autoRenew == .off ? nil : version.cost.gross
        row.confirmationToken = autoRenew == .pendingConfirmation ? "given" : nil
        row.isServiceOn = state == .active || state == .pastDue
        let calendar = RenewalCalendar(
            anchor: anchor,
            interval: version.interval,
            rules: try seeder.rules(of: zone)
        )
        row.boundary = calendar.firstBoundary(notBefore: periodEnd)
        let grace = Int64(version.graceDays) * .secondsPerDay
        let retries = version.retryDays.map { periodEnd + Int64($0) * .secondsPerDay }
        let nextRetry = retries.first { $0 > seeder.now }
        switch state {
        case .active: row.collectAt = autoRenew == .on ? periodEnd : nil
        case .pastDue:
            row.dunningFrom = periodEnd
            row.graceEndsAt = periodEnd + grace
            row.collectAt = nextRetry
        case .suspended:
            row.dunningFrom = periodEnd
            row.graceEndsAt = periodEnd + grace
            row.suspendedAt = periodEnd + grace
            row.collectAt = nextRetry
        case .paused: row.pausedRemaining = max(0, periodEnd - seeder.now)
        case .scheduled: row.collectAt = periodEnd
        case .incomplete, .canceled, .expired: break
        }
        return row
    }

    /// Puts it into the store past the engine, as a faulty caller would.
    func insertRaw(_ store: any PlanTransaction, _ tenant: TenantID) throws {
        var row = Subscription(
            tenant: tenant,
            id: id,
            account: account,
            line: line,
            plan: plan,
            planVersion: 1,
            state: state,
            autoRenew: autoRenew,
            paymentMethod: paysWith,
            anchor: anchor,
            zone: zone,
            createdAt: periodStart
        )
        row.cycle = cycle
        row.periodStart = periodStart
        row.periodEnd = periodEnd
        try store.insert(row)
    }
}

extension RenewalCalendar {
    /// The first boundary from 1 on that is not before `instant`.
    fileprivate func firstBoundary(notBefore instant: Instant) -> Int {
        guard boundary(1) < instant else { return 1 }
        let last = lastBoundary(notAfter: instant, from: 1)
        return boundary(last) < instant ? last + 1 : last
    }
}

/// Many subscriptions that are all alike, with an account and a line each.
struct GivenMany {
    private var count: Int
    private var plan: String
    private var dueAt: Instant
    private var paysWith: String
    private var balance: Int64

    init(_ value: JSONValue) throws(DialectError) {
        var words = try Words(value, "generate")
        count = try words.need(words.int("subscriptions"), "subscriptions")
        plan = try words.need(words.text("plan"), "plan")
        dueAt = try words.need(words.instant("due_at"), "due_at")
        paysWith = try words.text("pay_with") ?? "wallet"
        balance = try words.integer("wallet_minor") ?? 0
        try words.end()
        guard ["wallet", "balance", "card", "paypal"].contains(paysWith) else {
            throw DialectError("generate: unknown word pay_with \(paysWith)")
        }
    }

    func seed(_ seeder: Seeder, _ plans: [PlanVersion], _ gateways: [Provider: LabGateway]) throws {
        guard let version = plans.first(where: { $0.code == plan }) else {
            throw DialectError("generate: there is no plan \(plan)")
        }
        let rules = try seeder.rules(of: .lima)
        let anchor = rules.wallTime(at: dueAt)
        let start = rules.resolve(version.interval.wallTime(before: anchor))
        for number in 1...max(1, count) {
            let account = AccountID("g\(number)")
            try seeder.insert(
                Account(tenant: seeder.tenant, id: account, email: "\(account)@example.com", createdAt: seeder.now)
            )
            try seeder.open(Wallet(tenant: seeder.tenant, account: account, currency: .pen, balance: balance))
            var method: PaymentMethodID?
            if let kind = PaymentMethod.Kind(rawValue: paysWith) {
                let given = GivenMethod(id: PaymentMethodID("pm-\(account)"), kind: kind)
                try seeder.insert(given.record(seeder.tenant, account, isDefault: true, at: seeder.now, gateways))
                method = given.id
            }
            let line = LineID("l-\(account)")
            try seeder.insert(Line(tenant: seeder.tenant, id: line, account: account, carrier: version.carrier))
            var row = Subscription(
                tenant: seeder.tenant,
                id: SubscriptionID("s-\(account)"),
                account: account,
                line: line,
                plan: plan,
                planVersion: version.version,
                state: .active,
                autoRenew: .on,
                paymentMethod: method,
                anchor: anchor,
                zone: .lima,
                createdAt: start
            )
            row.cycle = 1
            row.periodStart = start
            row.periodEnd = dueAt
            row.collectAt = dueAt
            row.mandateVersion = 1
            row.mandateAmount = version.cost.gross
            row.isServiceOn = true
            try seeder.insert(row)
        }
    }
}
