/// A customer of a tenant: whom the notices address and whose lines, balance and means of payment they are.
public struct Account: PlanRecord {
    public var tenant: TenantID
    public var id: AccountID
    /// Where notices go; empty when there is no address, or the customer's data was erased.
    public var email: String
    /// Whether the customer has registered; only registered customers buy.
    public var isRegistered: Bool
    /// Until when a login counts as fresh; `nil` before the first.
    public var loggedInUntil: Instant?
    /// The language that the customer asked for, such as `es`.
    public var locale: String
    /// The zone in which the customer reads times.
    public var zone: ZoneName
    public var createdAt: Instant

    public init(
        tenant: TenantID,
        id: AccountID,
        email: String = "",
        isRegistered: Bool = true,
        loggedInUntil: Instant? = nil,
        locale: String = "es",
        zone: ZoneName = .lima,
        createdAt: Instant
    ) {
        self.tenant = tenant
        self.id = id
        self.email = email
        self.isRegistered = isRegistered
        self.loggedInUntil = loggedInUntil
        self.locale = locale
        self.zone = zone
        self.createdAt = createdAt
    }

    /// The language that notices are in: the one asked for where we have it, else Spanish.
    public var noticeLocale: String {
        let language = locale.prefix { $0 != "-" && $0 != "_" }.lowercased()
        return ["en", "es", "zh"].contains(language) ? language : "es"
    }

    public static let table = "account"
    public static let columns = [
        "tenant_id", "id", "email", "registered", "logged_in_until", "locale", "tz", "created_at",
    ]
    public static let keyCount = 2

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.id()
        email = try row.text()
        isRegistered = try row.bool()
        loggedInUntil = try row.optionalInstant()
        locale = try row.text()
        zone = ZoneName(try row.text())
        createdAt = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(email)
        row.put(isRegistered)
        row.put(loggedInUntil)
        row.put(locale)
        row.put(zone.description)
        row.put(createdAt)
    }
}
