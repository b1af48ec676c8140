/// The network side of a line: what the carrier is told when a plan starts, stops or is renewed.
public protocol Carrier: Sendable {
    /// Carries an order out. It may get the same order again after a crash; `ServiceOrder.id` is then the same too.
    func carryOut(_ order: ServiceOrder) -> DeliveryOutcome
}

/// One order to a carrier.
public struct ServiceOrder: Hashable, Sendable {
    /// What is to happen.
    public enum Action: String, Hashable, Sendable, CaseIterable {
        /// Service with this plan until the period's end.
        case activate
        /// No service until it is activated again.
        case suspend
        /// The plan has ended; the line lives on.
        case end
    }

    public var tenant: TenantID
    public var id: String
    public var carrier: String
    public var action: Action
    public var line: LineID
    public var subscription: SubscriptionID
    public var plan: String

    public init(
        tenant: TenantID,
        id: String,
        carrier: String,
        action: Action,
        line: LineID,
        subscription: SubscriptionID,
        plan: String
    ) {
        self.tenant = tenant
        self.id = id
        self.carrier = carrier
        self.action = action
        self.line = line
        self.subscription = subscription
        self.plan = plan
    }
}
