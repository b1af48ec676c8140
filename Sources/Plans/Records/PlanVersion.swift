/// One version of a plan of the catalog. It is never changed: another price is another version.
public struct PlanVersion: PlanRecord {
    /// What a plan is for.
    public enum Category: String, Hashable, Sendable, CaseIterable {
        case shortTermData = "short_term_data"
        case voice
        case combined
        case shortTravel = "short_travel"
        case longStay = "long_stay"
    }

    /// What becomes of unused days when the plan is changed at once.
    public enum UnusedPolicy: String, Hashable, Sendable, CaseIterable {
        case forfeit
        case creditWallet = "credit_wallet"
    }

    /// What a deleted profile means for the renewal of a plan that runs on it.
    public enum DeletedProfilePolicy: String, Hashable, Sendable, CaseIterable {
        /// It ends.
        case refuse
        /// The customer has to confirm it once more.
        case ask
    }

    public var tenant: TenantID
    public var code: String
    /// 1 or more.
    public var version: Int
    public var carrier: String
    public var category: Category
    /// Minor units of `currency`, 0 or more.
    public var price: Int64
    public var currency: Currency
    public var tax: TaxRate
    public var interval: BillingInterval
    /// Whether it can renew by itself at all.
    public var isAutoRenewable: Bool
    /// How many days the service goes on after the period's end while the money does not come.
    public var graceDays: Int
    /// On which days after the period's end a declined charge is tried again, rising.
    public var retryDays: [Int]
    public var unusedPolicy: UnusedPolicy
    /// How long before the period's end the charge is made; 0 as a rule.
    public var leadSeconds: Int64
    /// Names by language (`es`, `en`, `zh`).
    public var names: Fields
    /// The regulator's code of the tariff, where there is one.
    public var tariffCode: String?
    public var effectiveFrom: Instant
    public var effectiveTo: Instant?
    /// When the customers were told that this version will be theirs too; `nil`: it is for new customers only.
    public var noticeSentAt: Instant?
    /// Which codes of the stock go with the plan; `nil`: none, it runs on a profile that is there.
    public var profileType: String?
    public var whenProfileDeleted: DeletedProfilePolicy

    public init(
        tenant: TenantID,
        code: String,
        version: Int = 1,
        carrier: String,
        category: Category,
        price: Int64,
        currency: Currency = .pen,
        tax: TaxRate = TaxRate(basisPoints: 1800, isIncluded: true),
        interval: BillingInterval,
        isAutoRenewable: Bool,
        graceDays: Int = 0,
        retryDays: [Int] = [],
        unusedPolicy: UnusedPolicy = .forfeit,
        leadSeconds: Int64 = 0,
        names: Fields = [:],
        tariffCode: String? = nil,
        effectiveFrom: Instant,
        effectiveTo: Instant? = nil,
        noticeSentAt: Instant? = nil,
        profileType: String? = nil,
        whenProfileDeleted: DeletedProfilePolicy = .ask
    ) {
        self.tenant = tenant
        self.code = code
        self.version = version
        self.carrier = carrier
        self.category = category
        self.price = price
        self.currency = currency
        self.tax = tax
        self.interval = interval
        self.isAutoRenewable = isAutoRenewable
        self.graceDays = graceDays
        self.retryDays = retryDays
        self.unusedPolicy = unusedPolicy
        self.leadSeconds = leadSeconds
        self.names = names
        self.tariffCode = tariffCode
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.noticeSentAt = noticeSentAt
        self.profileType = profileType
        self.whenProfileDeleted = whenProfileDeleted
    }

    /// What a customer pays for a period, tax apart.
    public var cost: TaxRate.Split { tax.split(price: price) }

    /// The name in a language, Spanish where there is none in it, the code where there is none at all.
    public func name(_ locale: String) -> String {
        names[locale] ?? names["es"] ?? code
    }

    public static let table = "plan_version"
    public static let columns = [
        "tenant_id", "plan_code", "version", "carrier", "category", "price_minor", "currency", "tax_bp", "tax_included",
        "unit", "unit_count", "auto_renewable", "grace_days", "retry_days", "unused_policy", "lead_seconds", "names",
        "tariff_code", "effective_from", "effective_to", "notice_sent_at",
        "profile_type", "when_profile_deleted",
    ]
    public static let keyCount = 3

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        code = try row.text()
        version = try row.int()
        carrier = try row.text()
        category = try row.word()
        price = try row.integer()
        currency = try row.currency()
        tax = TaxRate(basisPoints: try row.integer(), isIncluded: try row.bool())
        let unit: BillingInterval.Unit = try row.word()
        guard let interval = BillingInterval(try row.int(), unit) else { throw row.corrupt() }
        self.interval = interval
        isAutoRenewable = try row.bool()
        graceDays = try row.int()
        let days = try row.text().split(separator: ",").map { Int($0) }
        retryDays = days.compactMap(\.self)
        guard retryDays.count == days.count else { throw row.corrupt() }
        unusedPolicy = try row.word()
        leadSeconds = try row.integer()
        names = try row.fields()
        tariffCode = try row.optionalText()
        effectiveFrom = try row.instant()
        effectiveTo = try row.optionalInstant()
        noticeSentAt = try row.optionalInstant()
        profileType = try row.optionalText()
        whenProfileDeleted = try row.word()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(code)
        row.put(version)
        row.put(carrier)
        row.put(category)
        row.put(price)
        row.put(currency)
        row.put(tax.basisPoints)
        row.put(tax.isIncluded)
        row.put(interval.unit)
        row.put(interval.count)
        row.put(isAutoRenewable)
        row.put(graceDays)
        row.put(retryDays.map(String.init).joined(separator: ","))
        row.put(unusedPolicy)
        row.put(leadSeconds)
        row.put(names)
        row.put(tariffCode)
        row.put(effectiveFrom)
        row.put(effectiveTo)
        row.put(noticeSentAt)
        row.put(profileType)
        row.put(whenProfileDeleted)
    }
}
