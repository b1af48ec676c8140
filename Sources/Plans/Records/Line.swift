/// A telephone line. Its life is longer than that of any plan on it: the number outlives a lapsed bundle.
public struct Line: PlanRecord {
    /// Where the line stands in its life.
    public enum State: String, Hashable, Sendable, CaseIterable {
        case active
        /// No outgoing calls.
        case restricted
        /// About to be released; the customer was told.
        case warned
        /// The number is the customer's no more, and nobody else's yet.
        case released
        /// The number may be given to another customer.
        case reassignable
    }

    public var tenant: TenantID
    public var id: LineID
    public var account: AccountID
    /// Which carrier's; plans of another cannot be put on it.
    public var carrier: String
    public var msisdn: String?
    /// The number of the profile on it, where we know it.
    public var iccid: String?
    public var state: State
    /// When it was last recharged by itself; payments for plans on it count beside this. `nil`: its life is not followed.
    public var lastRechargeAt: Instant?

    public init(
        tenant: TenantID,
        id: LineID,
        account: AccountID,
        carrier: String,
        msisdn: String? = nil,
        iccid: String? = nil,
        lastRechargeAt: Instant? = nil
    ) {
        self.tenant = tenant
        self.id = id
        self.account = account
        self.carrier = carrier
        self.msisdn = msisdn
        self.iccid = iccid
        state = .active
        self.lastRechargeAt = lastRechargeAt
    }

    public static let table = "line"
    public static let columns = [
        "tenant_id", "id", "account_id", "carrier", "msisdn", "iccid", "state", "last_recharge_at",
    ]
    public static let keyCount = 2
    public static let indexes = [["tenant_id", "account_id"]]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.id()
        account = try row.id()
        carrier = try row.text()
        msisdn = try row.optionalText()
        iccid = try row.optionalText()
        state = try row.word()
        lastRechargeAt = try row.optionalInstant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(account)
        row.put(carrier)
        row.put(msisdn)
        row.put(iccid)
        row.put(state)
        row.put(lastRechargeAt)
    }
}
