import Plans
import StrictJSON

/// A charge that exists already: paid, or with its answer still to come.
struct GivenCharge {
    private var id: ChargeID
    private var account: AccountID
    private var amount: Int64
    private var provider: Provider
    private var taxBasisPoints: Int64
    private var reference: String
    private var subscription: SubscriptionID

    init(_ value: JSONValue) throws(DialectError) {
        var words = try Words(value, "charge")
        id = ChargeID(try words.need(words.text("id"), "id"))
        account = AccountID(try words.text("account") ?? "a1")
        amount = try words.need(words.integer("amount_minor"), "amount_minor")
        provider = Provider(try words.text("provider") ?? "stripe")
        taxBasisPoints = try words.integer("tax_bp") ?? 1800
        reference = try words.text("provider_id") ?? "given_\(id)"
        subscription = SubscriptionID(try words.text("subscription") ?? "s1")
        if let state = try words.text("state"), state != "sending", state != "succeeded" {
            throw DialectError("charge \(id): unknown word state \(state)")
        }
        try words.end()
    }

    private func charge(_ tenant: TenantID, cycle: Int64, at now: Instant) -> Charge {
        Charge(
            tenant: tenant,
            id: id,
            subject: subscription.text,
            account: account,
            line: nil,
            cycle: cycle,
            kind: .renewal,
            planVersion: 1,
            cost: TaxRate(basisPoints: taxBasisPoints, isIncluded: true).split(gross: amount),
            taxBasisPoints: taxBasisPoints,
            currency: .pen,
            mandateVersion: 1,
            provider: provider,
            boundary: 1,
            createdAt: now
        )
    }

    private func seedAccount(_ seeder: Seeder) throws {
        guard try seeder.find(Account.self, account.text) == nil else { return }
        try seeder.insert(Account(tenant: seeder.tenant, id: account, createdAt: seeder.now))
        try seeder.open(Wallet(tenant: seeder.tenant, account: account, currency: .pen))
    }

    func seedSettled(_ seeder: Seeder, _ gateways: [Provider: LabGateway]) throws {
        try seedAccount(seeder)
        gateways[provider]?.remember(truth(.succeeded(reference: reference)))
        var charge = charge(seeder.tenant, cycle: 1, at: seeder.now)
        charge.subject = "given/\(id)"
        try seeder.insertPaid(charge, reference: reference)
    }

    private func truth(_ outcome: ChargeOutcome) -> LabGateway.TrueCharge {
        LabGateway.TrueCharge(reference: reference, key: "", charge: id.text, amount: amount, outcome: outcome)
    }

    /// A subscription for it to renew, whose first period has just ended.
    func seedPending(_ seeder: Seeder, _ secret: String, _ tolerance: Int64) throws -> World.WebhookGiven {
        try seedAccount(seeder)
        let now = seeder.now
        let plan = PlanVersion(
            tenant: seeder.tenant,
            code: "given",
            carrier: "claro",
            category: .combined,
            price: amount,
            tax: TaxRate(basisPoints: taxBasisPoints, isIncluded: true),
            interval: BillingInterval.month,
            isAutoRenewable: true,
            graceDays: 3,
            retryDays: [1, 3],
            effectiveFrom: Instant(seconds: 0)
        )
        try seeder.insert(plan)
        let line = LineID("l1")
        try seeder.insert(Line(tenant: seeder.tenant, id: line, account: account, carrier: plan.carrier))
        let method = GivenMethod(id: PaymentMethodID("pm_given"), kind: provider == .paypal ? .paypal : .card)
        try seeder.insert(method.record(seeder.tenant, account, isDefault: true, at: now, [:]))
        let rules = try seeder.rules(of: .lima)
        let anchor = plan.interval.wallTime(before: rules.wallTime(at: now))
        var row = Subscription(
            tenant: seeder.tenant,
            id: subscription,
            account: account,
            line: line,
            plan: plan.code,
            planVersion: 1,
            state: .active,
            autoRenew: .on,
            paymentMethod: method.id,
            anchor: anchor,
            zone: .lima,
            createdAt: rules.resolve(anchor)
        )
        row.cycle = 1
        row.boundary = 1
        row.periodStart = rules.resolve(anchor)
        row.periodEnd = now
        row.collectAt = now
        row.mandateVersion = 1
        row.mandateAmount = amount
        row.isServiceOn = true
        row.openCharge = id
        // It is being looked after by whoever sent it; only a message wakes it sooner.
        row.recoverAt = now + .secondsPerHour
        var charge = charge(seeder.tenant, cycle: 2, at: now)
        charge.line = line
        try seeder.insertSent(charge, reference: reference)
        try seeder.insert(row)
        return World.WebhookGiven(
            secret: secret,
            tolerance: tolerance,
            reference: reference,
            charge: id,
            provider: provider,
            amount: amount
        )
    }
}
