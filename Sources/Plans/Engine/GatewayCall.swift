/// A call that a worker has to make, all of it stored already.
public struct GatewayCall: Hashable, Sendable {
    /// What is asked of the provider.
    public enum Request: Hashable, Sendable {
        case charge(ChargeRequest)
        case lookUp(ChargeQuery)
        case refund(RefundRequest)
    }

    /// What the provider said.
    public enum Answer: Hashable, Sendable {
        case charge(ChargeOutcome)
        case lookUp(LookupOutcome)
        case refund(RefundOutcome)
    }

    public var provider: Provider
    public var request: Request
    /// Not before this millisecond since 1970, so that the provider's limit is kept.
    public var notBefore: Int64
    /// Not after this millisecond: the lease has ended then, and somebody else may be at it. Whoever comes too late says
    /// `Worker.abandonCall()`.
    public var notAfter: Int64 { timer.leaseUntil.milliseconds }
    /// The timer under whose lease the call is made.
    var timer: Timer
    var charge: ChargeID
    var attempt: Int
    /// Whether no earlier call of this attempt can have reached the provider.
    var isFirstSend: Bool
}

extension PaymentGateway {
    /// Makes a call.
    public func answer(_ request: GatewayCall.Request) -> GatewayCall.Answer {
        switch request {
        case .charge(let request): .charge(charge(request))
        case .lookUp(let query): .lookUp(lookUp(query))
        case .refund(let request): .refund(refund(request))
        }
    }
}
