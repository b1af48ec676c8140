/// Money given back of a charge. The caller's key is its name: the same request twice gives it back once.
public struct Refund: PlanRecord {
    /// How it stands.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// May have been sent.
        case sending
        /// The money is back where it came from.
        case succeeded
        /// The provider refused it.
        case failed
    }

    public var tenant: TenantID
    /// The caller's key.
    public var id: String
    public var charge: ChargeID
    /// What is given back, tax included; minor units of the charge's currency.
    public var amount: Int64
    /// How much of `amount` is tax; minor units.
    public var tax: Int64
    public var state: State
    /// The provider's name for it, once there is one.
    public var reference: String?
    public var createdAt: Instant

    public init(charge: Charge, id: String, amount: Int64, tax: Int64, createdAt: Instant) {
        tenant = charge.tenant
        self.id = id
        self.charge = charge.id
        self.amount = amount
        self.tax = tax
        state = .sending
        self.createdAt = createdAt
    }

    public static let table = "refund"
    public static let columns = [
        "tenant_id", "id", "charge_id", "amount_minor", "tax_minor", "state", "provider_ref", "created_at",
    ]
    public static let keyCount = 2
    public static let indexes = [["tenant_id", "charge_id"]]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.text()
        charge = try row.id()
        amount = try row.integer()
        tax = try row.integer()
        state = try row.word()
        reference = try row.optionalText()
        createdAt = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(charge)
        row.put(amount)
        row.put(tax)
        row.put(state)
        row.put(reference)
        row.put(createdAt)
    }
}
