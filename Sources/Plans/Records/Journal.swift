/// One movement of money in the ledger: its postings sum to zero in each currency.
public struct Journal: PlanRecord {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case opening
        case topUp = "topup"
        case charge, credit, refund
    }

    public var tenant: TenantID
    /// Made of what moved the money, so that nothing is posted twice: `charge/s1.renewal.2`.
    public var id: String
    public var kind: Kind
    public var at: Instant

    public init(tenant: TenantID, id: String, kind: Kind, at: Instant) {
        self.tenant = tenant
        self.id = id
        self.kind = kind
        self.at = at
    }

    public static let table = "journal"
    public static let columns = ["tenant_id", "id", "kind", "at"]
    public static let keyCount = 2
    public static let isWrittenOnce = true

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.text()
        kind = try row.word()
        at = try row.instant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(kind)
        row.put(at)
    }
}

/// One leg of a journal.
public struct Posting: PlanRecord {
    public var tenant: TenantID
    public var journal: String
    /// From 1.
    public var leg: Int
    public var account: LedgerAccount
    public var currency: Currency
    /// Minor units, debit positive, never 0.
    public var amount: Int64

    public init(journal: Journal, leg: Int, account: LedgerAccount, amount: Money) {
        tenant = journal.tenant
        self.journal = journal.id
        self.leg = leg
        self.account = account
        currency = amount.currency
        self.amount = amount.minorUnits
    }

    public static let table = "posting"
    public static let columns = ["tenant_id", "journal_id", "leg", "account", "currency", "amount_minor"]
    public static let keyCount = 3
    public static let isWrittenOnce = true

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        journal = try row.text()
        leg = try row.int()
        account = LedgerAccount(description: try row.text())
        currency = try row.currency()
        amount = try row.integer()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(journal)
        row.put(leg)
        row.put(account.description)
        row.put(currency)
        row.put(amount)
    }
}

/// An account of the ledger: `wallet:a1`, `gateway:stripe`, `revenue`, `tax:igv`.
public struct LedgerAccount: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(description: String) {
        self.description = description
    }

    /// What we owe a customer.
    public static func wallet(_ account: AccountID) -> Self { Self(description: "wallet:\(account)") }
    /// What a provider owes us.
    public static func gateway(_ provider: Provider) -> Self { Self(description: "gateway:\(provider)") }
    public static let revenue = Self(description: "revenue")
    /// What we owe the state.
    public static let tax = Self(description: "tax:igv")
    /// Where balances come from that were there before the ledger.
    public static let opening = Self(description: "opening")
}
