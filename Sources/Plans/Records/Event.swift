/// One thing that happened to a subject, never changed afterwards. The numbers of a subject's events have no gaps.
public struct Event: PlanRecord {
    public var tenant: TenantID
    /// The subscription, line, account or clock that it happened to.
    public var subject: String
    /// From 1.
    public var sequence: Int64
    /// Such as `renewed`, `suspended`, `auto_renew.on`.
    public var kind: String
    /// Who did it: a worker, `customer`, `operator`, `gateway`.
    public var actor: String
    public var at: Instant
    /// What else there is to say; for a change of state `state`.
    public var fields: Fields

    public init(
        tenant: TenantID,
        subject: String,
        sequence: Int64,
        kind: String,
        actor: String,
        at: Instant,
        fields: Fields
    ) {
        self.tenant = tenant
        self.subject = subject
        self.sequence = sequence
        self.kind = kind
        self.actor = actor
        self.at = at
        self.fields = fields
    }

    public static let table = "event"
    public static let columns = ["tenant_id", "subject_id", "seq", "kind", "actor", "at", "body"]
    public static let keyCount = 3
    public static let isWrittenOnce = true

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        subject = try row.text()
        sequence = try row.integer()
        kind = try row.text()
        actor = try row.text()
        at = try row.instant()
        fields = try row.fields()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(subject)
        row.put(sequence)
        row.put(kind)
        row.put(actor)
        row.put(at)
        row.put(fields)
    }
}
