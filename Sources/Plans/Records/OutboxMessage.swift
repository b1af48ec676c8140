/// A message that must get out, stored in the transaction of what it is about. It is delivered at least once, by its id.
public struct OutboxMessage: PlanRecord {
    /// To whom a message goes.
    public enum Channel: String, Hashable, Sendable, CaseIterable {
        /// To the customer.
        case notice
        /// To the carrier.
        case network
    }

    /// How far a message has come.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// To be delivered at `nextTryAt`, for the first time or again.
        case todo
        /// Delivered.
        case sent
        /// Given up after three days, or refused.
        case dead
    }

    public var tenant: TenantID
    /// Made of what it is about, so that there is no second one: `renewal.upcoming/s1/2`.
    public var id: String
    public var channel: Channel
    /// A `NoticeKind`, or a `ServiceOrder.Action`.
    public var topic: String
    public var account: AccountID
    /// Messages of one subject go out in the order of this number.
    public var subject: String
    public var sequence: Int64
    public var locale: String
    public var fields: Fields
    public var createdAt: Instant
    public var nextTryAt: Instant
    public var tries: Int
    public var state: State

    public init(
        tenant: TenantID,
        id: String,
        channel: Channel,
        topic: String,
        account: AccountID,
        subject: String,
        sequence: Int64,
        locale: String,
        fields: Fields,
        createdAt: Instant
    ) {
        self.tenant = tenant
        self.id = id
        self.channel = channel
        self.topic = topic
        self.account = account
        self.subject = subject
        self.sequence = sequence
        self.locale = locale
        self.fields = fields
        self.createdAt = createdAt
        nextTryAt = createdAt
        tries = 0
        state = .todo
    }

    public static let table = "outbox"
    public static let columns = [
        "tenant_id", "id", "channel", "topic", "account_id", "subject_id", "seq", "locale", "body", "created_at",
        "next_try_at", "tries", "state",
    ]
    public static let keyCount = 2
    public static let isWrittenOnce = true

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        id = try row.text()
        channel = try row.word()
        topic = try row.text()
        account = try row.id()
        subject = try row.text()
        sequence = try row.integer()
        locale = try row.text()
        fields = try row.fields()
        createdAt = try row.instant()
        nextTryAt = try row.instant()
        tries = try row.int()
        state = try row.word()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(id)
        row.put(channel)
        row.put(topic)
        row.put(account)
        row.put(subject)
        row.put(sequence)
        row.put(locale)
        row.put(fields)
        row.put(createdAt)
        row.put(nextTryAt)
        row.put(tries)
        row.put(state)
    }
}
