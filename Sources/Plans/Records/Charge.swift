/// What must be paid, once: one row for each subscription, cycle and kind, however many tries it takes.
public struct Charge: PlanRecord {
    /// What it pays for.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The first period of a purchase.
        case first
        /// A further period of a plan that renews.
        case renewal
        /// The first period of a plan that takes another's place.
        case change
        /// Money for the balance.
        case topUp = "topup"
    }

    /// How it stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Not decided: not tried yet, under way, or declined and to be tried again.
        case open
        /// The money has moved; some of it may have been given back since (`refunded`).
        case succeeded
        /// It will not be tried again.
        case failed
        /// The cycle went by while we were not there, and is not charged for.
        case skipped
        /// Nobody knows whether the money has moved; a person decides.
        case unknown
    }

    public var tenant: TenantID
    public var id: ChargeID
    /// The subscription, or for a top-up the account.
    public var subject: String
    public var account: AccountID
    /// The line of the subscription; `nil` for a top-up.
    public var line: LineID?
    /// Which period of the subscription it pays, from 1; for a top-up 0.
    public var cycle: Int64
    public var kind: Kind
    /// The version of the plan whose price it is, from 1; `nil` for a top-up, which buys no plan.
    public var planVersion: Int?
    /// What is charged, tax included; minor units.
    public var amount: Int64
    /// How much of `amount` is tax; minor units.
    public var tax: Int64
    /// The rate of the tax, in hundredths of a percent: 1800 are 18 %.
    public var taxBasisPoints: Int64
    public var currency: Currency
    /// The mandate under which it was begun.
    public var mandateVersion: Int64
    /// Who moved the money, or is to.
    public var provider: Provider
    /// The boundary of the subscription's anchor at which the period that it pays begins; `nil`: it begins with the payment.
    public var boundary: Int?
    /// How many tries there were.
    public var attempts: Int
    public var state: State
    /// How much of `amount` was given back, or is being given back; minor units.
    public var refunded: Int64
    /// How much of `tax` that is; minor units.
    public var refundedTax: Int64
    public var createdAt: Instant
    /// When it was decided; `nil` before.
    public var settledAt: Instant?

    public init(
        tenant: TenantID,
        id: ChargeID,
        subject: String,
        account: AccountID,
        line: LineID?,
        cycle: Int64,
        kind: Kind,
        planVersion: Int?,
        cost: TaxRate.Split,
        taxBasisPoints: Int64,
        currency: Currency,
        mandateVersion: Int64,
        provider: Provider,
        boundary: Int?,
        state: State = .open,
        createdAt: Instant
    ) {
        self.tenant = tenant
        self.id = id
        self.subject = subject
        self.account = account
        self.line = line
        self.cycle = cycle
        self.kind = kind
        self.planVersion = planVersion
        amount = cost.gross
        tax = cost.tax
        self.taxBasisPoints = taxBasisPoints
        self.currency = currency
        self.mandateVersion = mandateVersion
        self.provider = provider
        self.boundary = boundary
        attempts = 0
        self.state = state
        refunded = 0
        refundedTax = 0
        self.createdAt = createdAt
    }

    /// The amount taken apart.
    public var cost: TaxRate.Split { TaxRate.Split(net: amount - tax, tax: tax) }

    /// The money has moved.
    mutating func settle(at now: Instant) {
        state = .succeeded
        settledAt = now
    }

    /// The name of the charge of a cycle: there can be no second one.
    public static func id(of subscription: SubscriptionID, _ kind: Kind, cycle: Int64) -> ChargeID {
        ChargeID("\(subscription).\(kind.rawValue).\(cycle)")
    }

    public static let table = "charge"
    public static let columns = [
        "tenant_id", "id", "subject_id", "account_id", "line_id", "cycle", "kind", "plan_version", "amount_minor",
        "tax_minor", "tax_bp", "currency", "mandate_version", "provider", "boundary", "attempts", "state",
        "refunded_minor",
        "refunded_tax_minor", "created_at", "settled_at",
    ]
    public static let keyCount = 2
    public static let indexes = [["tenant_id", "subject_id"]]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.id()
        subject = try row.text()
        account = try row.id()
        line = try row.optionalID()
        cycle = try row.integer()
        kind = try row.word()
        planVersion = try row.optionalInteger().map(Int.init)
        amount = try row.integer()
        tax = try row.integer()
        taxBasisPoints = try row.integer()
        currency = try row.currency()
        mandateVersion = try row.integer()
        provider = try row.provider()
        boundary = try row.optionalInteger().map(Int.init)
        attempts = try row.int()
        state = try row.word()
        refunded = try row.integer()
        refundedTax = try row.integer()
        createdAt = try row.instant()
        settledAt = try row.optionalInstant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(subject)
        row.put(account)
        row.put(line)
        row.put(cycle)
        row.put(kind)
        row.put(planVersion.map(Int64.init))
        row.put(amount)
        row.put(tax)
        row.put(taxBasisPoints)
        row.put(currency)
        row.put(mandateVersion)
        row.put(provider)
        row.put(boundary.map(Int64.init))
        row.put(attempts)
        row.put(state)
        row.put(refunded)
        row.put(refundedTax)
        row.put(createdAt)
        row.put(settledAt)
    }
}
