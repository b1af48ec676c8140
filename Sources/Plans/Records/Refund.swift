/// Money given back of a charge. The caller's key is its name: the same request twice gives it back once.
public struct Refund: PlanRecord {
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// May have been sent.
        case sending
        case succeeded
        /// The provider refused it.
        case failed
    }

    public var tenant: TenantID
    /// The caller's key.
    public var id: String
    public var charge: ChargeID
    public var amount: Int64
    public var tax: Int64
    public var state: State
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
