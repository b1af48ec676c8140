/// A card or PayPal account on file: the provider's token for it, never its number.
public struct PaymentMethod: PlanRecord {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case card, paypal
    }

    public enum Status: String, Hashable, Sendable, CaseIterable {
        case valid
        /// The provider said that it will never work.
        case hardDeclined = "hard_declined"
        case removed
    }

    public var tenant: TenantID
    public var id: PaymentMethodID
    public var account: AccountID
    public var kind: Kind
    public var provider: Provider
    /// The provider's token.
    public var reference: String
    /// What customers know a card by; `nil` for PayPal.
    public var lastFour: String?
    /// The last year and month in which a card is valid; `nil` for PayPal.
    public var expiry: Expiry?
    public var status: Status
    public var isDefault: Bool
    public var createdAt: Instant

    /// The month up to whose end a card is valid.
    public struct Expiry: Hashable, Sendable, CustomStringConvertible {
        public var year, month: Int

        /// `nil` when there is no such month.
        public init?(year: Int, month: Int) {
            guard CivilDate(year: year, month: month, day: 1) != nil else { return nil }
            self.year = year
            self.month = month
        }

        /// Reads `2030-12`.
        public init?(parsing text: some StringProtocol) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]),
                let month = Int(parts[1])
            else { return nil }
            self.init(year: year, month: month)
        }

        /// `2030-12`.
        public var description: String {
            "\(year)-\(month < 10 ? "0" : "")\(month)"
        }

        /// The first instant at which the card is no longer valid: the month behind, in the customer's zone.
        public func end(_ rules: some ZoneRules) -> Instant {
            guard let first = CivilDate(year: year, month: month, day: 1) else { return Instant(seconds: 0) }
            return rules.resolve(CivilDateTime(first.adding(months: 1), secondOfDay: 0))
        }
    }

    public init(
        tenant: TenantID,
        id: PaymentMethodID,
        account: AccountID,
        kind: Kind,
        provider: Provider,
        reference: String,
        lastFour: String? = nil,
        expiry: Expiry? = nil,
        isDefault: Bool = false,
        createdAt: Instant
    ) {
        self.tenant = tenant
        self.id = id
        self.account = account
        self.kind = kind
        self.provider = provider
        self.reference = reference
        self.lastFour = lastFour
        self.expiry = expiry
        status = .valid
        self.isDefault = isDefault
        self.createdAt = createdAt
    }

    public static let table = "payment_method"
    public static let columns = [
        "tenant_id", "id", "account_id", "kind", "provider", "provider_ref", "last4", "exp_year", "exp_month", "status",
        "is_default", "created_at",
    ]
    public static let keyCount = 2
    public static let indexes = [["tenant_id", "account_id"]]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.id()
        account = try row.id()
        kind = try row.word()
        provider = try row.provider()
        reference = try row.text()
        lastFour = try row.optionalText()
        let (year, month) = (try row.optionalInteger(), try row.optionalInteger())
        if let year, let month {
            guard let valid = Expiry(year: Int(year), month: Int(month)) else { throw row.corrupt() }
            expiry = valid
        }
        status = try row.word()
        isDefault = try row.bool()
        createdAt = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(account)
        row.put(kind)
        row.put(provider)
        row.put(reference)
        row.put(lastFour)
        row.put(expiry.map { Int64($0.year) })
        row.put(expiry.map { Int64($0.month) })
        row.put(status)
        row.put(isDefault)
        row.put(createdAt)
    }
}

extension PaymentMethod: CustomStringConvertible {
    /// What it is, without the token.
    public var description: String { "\(kind.rawValue) \(id)" }
}
