/// A message of a payment provider that was taken in; kept so that its repetitions do nothing.
public struct InboundEvent: PlanRecord {
    public var tenant: TenantID
    public var provider: Provider
    /// The provider's name for the message.
    public var id: String
    public var receivedAt: Instant
    /// The provider's name for the charge that it is about.
    public var reference: String

    public init(tenant: TenantID, provider: Provider, id: String, receivedAt: Instant, reference: String) {
        self.tenant = tenant
        self.provider = provider
        self.id = id
        self.receivedAt = receivedAt
        self.reference = reference
    }

    public static let table = "inbound_event"
    public static let columns = ["tenant_id", "provider", "event_id", "received_at", "object_ref"]
    public static let keyCount = 3

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        provider = try row.provider()
        id = try row.text()
        receivedAt = try row.instant()
        reference = try row.text()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(provider)
        row.put(id)
        row.put(receivedAt)
        row.put(reference)
    }
}
