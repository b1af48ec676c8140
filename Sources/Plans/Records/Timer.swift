/// When something has to be looked at next: one timer for each subject that waits for time to pass.
///
/// It is derived from its subject and only says when; what is to be done is decided when the time has come (`nextStep`), so a
/// timer that comes too early, or twice, does no harm.
public struct Timer: PlanRecord {
    /// What kind of row the timer belongs to.
    public enum Subject: String, Hashable, Sendable, CaseIterable {
        case subscription
        /// A top-up that is under way.
        case charge
        /// A refund that is under way.
        case refund
        /// A card that will expire.
        case paymentMethod = "payment_method"
        case line
    }

    /// What it is expected to be about; the order in which things happen at one instant.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case recover, renew, retry, suspend, expire, notice, expiry, line

        /// Settle answers, then collect, suspend, end, and tell.
        public var priority: Int {
            switch self {
            case .recover: 0
            case .renew, .retry: 1
            case .suspend: 2
            case .expire: 3
            case .notice, .expiry, .line: 4
            }
        }
    }

    public var tenant: TenantID
    public var subject: Subject
    public var id: String
    public var kind: Kind
    public var dueAt: Instant
    /// The subject's mandate version when the timer was set.
    public var mandateVersion: Int64
    /// Which worker works on it; `nil` when none does.
    public var leaseOwner: String?
    /// Until when it is that worker's; 0 when it is nobody's.
    public var leaseUntil: Instant
    /// Rises with each claim: what an older claim began, it may not finish.
    public var leaseToken: Int64

    public init(
        tenant: TenantID,
        subject: Subject,
        id: String,
        kind: Kind,
        dueAt: Instant,
        mandateVersion: Int64 = 0
    ) {
        self.tenant = tenant
        self.subject = subject
        self.id = id
        self.kind = kind
        self.dueAt = dueAt
        self.mandateVersion = mandateVersion
        leaseUntil = Instant(seconds: 0)
        leaseToken = 0
    }

    public static let table = "timer"
    public static let columns = [
        "tenant_id", "subject", "id", "kind", "due_at", "priority", "mandate_version", "lease_owner", "lease_until",
        "lease_token",
    ]
    public static let keyCount = 3

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        subject = try row.word()
        id = try row.text()
        kind = try row.word()
        dueAt = try row.instant()
        _ = try row.integer()
        mandateVersion = try row.integer()
        leaseOwner = try row.optionalText()
        leaseUntil = try row.instant()
        leaseToken = try row.integer()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(subject)
        row.put(id)
        row.put(kind)
        row.put(dueAt)
        row.put(kind.priority)
        row.put(mandateVersion)
        row.put(leaseOwner)
        row.put(leaseUntil)
        row.put(leaseToken)
    }
}
