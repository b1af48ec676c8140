/// When somebody wants to be told that the codes of a profile type run out.
public struct StockWatch: PlanRecord {
    public var tenant: TenantID
    public var profileType: String
    /// Fewer available codes than this are too few; 1 or more.
    public var threshold: Int
    /// Whom to tell.
    public var email: String
    public var locale: String
    /// Whether it has been told; it is told again once there were enough in between.
    public var isLow: Bool
    /// How often it has been told.
    public var notices: Int

    public init(tenant: TenantID, profileType: String, threshold: Int, email: String, locale: String = "es") {
        self.tenant = tenant
        self.profileType = profileType
        self.threshold = threshold
        self.email = email
        self.locale = locale
        isLow = false
        notices = 0
    }

    public static let table = "stock_watch"
    public static let columns = [
        "tenant_id", "profile_type", "threshold", "email", "locale", "is_low", "notices",
    ]
    public static let keyCount = 2

    public var isSound: Bool { threshold > 0 }

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        profileType = try row.text()
        threshold = try row.int()
        email = try row.text()
        locale = try row.text()
        isLow = try row.bool()
        notices = try row.int()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(profileType)
        row.put(threshold)
        row.put(email)
        row.put(locale)
        row.put(isLow)
        row.put(notices)
    }
}
