/// The prepaid balance of an account in one currency. It is never negative and never converted.
public struct Wallet: PlanRecord {
    public var tenant: TenantID
    public var account: AccountID
    public var currency: Currency
    /// Minor units, 0 or more; always the opposite of the sum of its postings.
    public var balance: Int64

    public init(tenant: TenantID, account: AccountID, currency: Currency, balance: Int64 = 0) {
        self.tenant = tenant
        self.account = account
        self.currency = currency
        self.balance = balance
    }

    public static let table = "wallet"
    public static let columns = ["tenant_id", "account_id", "currency", "balance_minor"]
    public static let keyCount = 3

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        account = try row.id()
        currency = try row.currency()
        balance = try row.integer()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(account)
        row.put(currency)
        row.put(balance)
    }
}
