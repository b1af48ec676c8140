/// One try to collect a charge. It is stored before anything is sent, and there is no next one before this one is declined.
public struct ChargeAttempt: PlanRecord {
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Stored; surely not sent.
        case prepared
        /// May have been sent.
        case sending
        case succeeded, declined
        /// May have moved money, and the provider cannot say.
        case unknown

        /// Whether a new try is out of the question.
        public var isOpen: Bool { self == .prepared || self == .sending || self == .unknown }
    }

    public var tenant: TenantID
    public var charge: ChargeID
    /// From 1.
    public var number: Int
    public var provider: Provider
    /// `nil`: the balance.
    public var paymentMethod: PaymentMethodID?
    /// `tenant/charge/number`.
    public var idempotencyKey: String
    /// What is sent, byte for byte, however often.
    public var body: String
    public var state: State
    public var decline: DeclineKind?
    /// The provider's word for the decline, or ours.
    public var declineCode: String?
    /// The provider's name for the charge, once it is known.
    public var reference: String?
    /// Whether a call failed without saying what became of the charge: then we ask before we send again.
    public var asksFirst: Bool
    public var createdAt: Instant
    public var firstSentAt: Instant?
    public var answeredAt: Instant?

    public init(
        charge: Charge,
        number: Int,
        provider: Provider,
        paymentMethod: PaymentMethodID?,
        body: String,
        state: State,
        createdAt: Instant
    ) {
        tenant = charge.tenant
        self.charge = charge.id
        self.number = number
        self.provider = provider
        self.paymentMethod = paymentMethod
        idempotencyKey = "\(charge.tenant)/\(charge.id)/\(number)"
        self.body = body
        self.state = state
        asksFirst = false
        self.createdAt = createdAt
    }

    public static let table = "charge_attempt"
    public static let columns = [
        "tenant_id", "charge_id", "attempt_no", "provider", "payment_method_id", "idempotency_key", "request_body",
        "state", "decline_kind", "decline_code", "provider_ref", "asks_first", "created_at", "first_sent_at",
        "answered_at",
    ]
    public static let keyCount = 3
    public static let indexes = [["tenant_id", "provider_ref"]]

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        charge = try row.id()
        number = try row.int()
        provider = try row.provider()
        paymentMethod = try row.optionalID()
        idempotencyKey = try row.text()
        body = try row.text()
        state = try row.word()
        decline = try row.optionalWord()
        declineCode = try row.optionalText()
        reference = try row.optionalText()
        asksFirst = try row.bool()
        createdAt = try row.instant()
        firstSentAt = try row.optionalInstant()
        answeredAt = try row.optionalInstant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(charge)
        row.put(number)
        row.put(provider)
        row.put(paymentMethod)
        row.put(idempotencyKey)
        row.put(body)
        row.put(state)
        row.put(decline?.rawValue)
        row.put(declineCode)
        row.put(reference)
        row.put(asksFirst)
        row.put(createdAt)
        row.put(firstSentAt)
        row.put(answeredAt)
    }
}
