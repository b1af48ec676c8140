/// Something that a person of ours has to look at. It stays open until someone closes it.
public struct Alert: PlanRecord {
    /// What is the matter.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The provider does not say how a charge ended, and nobody may ask it to charge again: `PlanService.resolve(_:_:)`.
        case chargeOutcomeUnknown = "charge_outcome_unknown"
        /// The wall clock is behind the billing time: nothing is claimed until it has caught up.
        case clockWentBackwards = "clock_went_backwards"
        /// The wall clock has jumped ahead: nothing is claimed until `PlanService.confirmClock()`.
        case clockJumpedForward = "clock_jumped_forward"
        /// A subscription was put aside after errors: `PlanService.unpark(_:)`.
        case subscriptionParked = "subscription_parked"
        /// A provider refused a request of ours as wrong.
        case requestRejected = "request_rejected"
        /// A message could not be delivered for three days.
        case messageUndeliverable = "message_undeliverable"
        /// A refund was refused by the provider.
        case refundRefused = "refund_refused"
        /// Something is due that only this provider can do, and the last worker that came by cannot reach it.
        case gatewayMissing = "gateway_missing"
        /// A provider does not let us in; the provider, and its word for why, as in `paypal/invalid_client`.
        case gatewayDenied = "gateway_denied"
        /// Messages to this account were refused: it has no mail address, or one that nobody has.
        case accountUnreachable = "account_unreachable"

        /// Whether a person says that it is over. The others end with what they are about.
        public var isClosedByHand: Bool {
            switch self {
            case .messageUndeliverable, .refundRefused, .gatewayMissing, .gatewayDenied, .accountUnreachable: true
            case .chargeOutcomeUnknown, .clockWentBackwards, .clockJumpedForward, .subscriptionParked, .requestRejected:
                false
            }
        }
    }

    public var tenant: TenantID
    public var kind: Kind
    /// What it is about: a subscription, a charge, a clock, a provider, an account, a message.
    public var subject: String
    public var raisedAt: Instant
    public var closedAt: Instant?

    public init(tenant: TenantID, kind: Kind, subject: String, raisedAt: Instant) {
        self.tenant = tenant
        self.kind = kind
        self.subject = subject
        self.raisedAt = raisedAt
    }

    /// The subject of a `gatewayDenied`.
    public static func subject(ofDenialBy provider: Provider, _ code: String) -> String { "\(provider)/\(code)" }

    public static let table = "alert"
    public static let columns = ["tenant_id", "kind", "subject_id", "raised_at", "closed_at"]
    public static let keyCount = 3

    public init(reading row: inout RowReader) throws(StoreError) {
        tenant = try row.id()
        kind = try row.word()
        subject = try row.text()
        raisedAt = try row.instant()
        closedAt = try row.optionalInstant()
    }

    public func write(to row: inout RowWriter) {
        row.put(tenant)
        row.put(kind)
        row.put(subject)
        row.put(raisedAt)
        row.put(closedAt)
    }
}
