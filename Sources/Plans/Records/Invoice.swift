/// A receipt. Its numbers rise by one, without gaps, in each series of a tenant.
public struct Invoice: PlanRecord {
    /// What a receipt says.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Money was charged.
        case invoice
        /// Money that was charged was given back.
        case creditNote = "credit_note"
    }

    public var tenant: TenantID
    /// `F` for invoices, `N` for credit notes.
    public var series: String
    /// From 1.
    public var number: Int64
    public var kind: Kind
    public var charge: ChargeID
    /// The amount without tax; minor units of `currency`. What is credited is positive too.
    public var net: Int64
    /// The tax on top of it; minor units.
    public var tax: Int64
    /// The rate at that time.
    public var taxBasisPoints: Int64
    public var currency: Currency
    public var at: Instant

    public init(_ kind: Kind, number: Int64, charge: Charge, amount: TaxRate.Split, at: Instant) {
        tenant = charge.tenant
        series = Self.series(of: kind)
        self.number = number
        self.kind = kind
        self.charge = charge.id
        net = amount.net
        tax = amount.tax
        taxBasisPoints = charge.taxBasisPoints
        currency = charge.currency
        self.at = at
    }

    /// The series of a kind.
    public static func series(of kind: Kind) -> String { kind == .invoice ? "F" : "N" }

    public static let table = "invoice"
    public static let columns = [
        "tenant_id", "series", "number", "kind", "charge_id", "net_minor", "tax_minor", "total_minor", "tax_bp",
        "currency", "at",
    ]
    public static let keyCount = 3
    public static let isWrittenOnce = true
    public static let indexes = [["tenant_id", "charge_id"]]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        series = try row.text()
        number = try row.integer()
        kind = try row.word()
        charge = try row.id()
        net = try row.integer()
        tax = try row.integer()
        guard try row.integer() == net + tax else { throw row.corrupt() }
        taxBasisPoints = try row.integer()
        currency = try row.currency()
        at = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(series)
        row.put(number)
        row.put(kind)
        row.put(charge)
        row.put(net)
        row.put(tax)
        row.put(net + tax)
        row.put(taxBasisPoints)
        row.put(currency)
        row.put(at)
    }
}
