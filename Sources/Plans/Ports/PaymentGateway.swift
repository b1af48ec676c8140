/// A payment provider as the engine sees it. One conformer per provider: Stripe, PayPal, the lab.
///
/// The engine keeps the key and the exact body of each request in the store before anything is sent, so a conformer sends
/// what it is given and never makes up a key. It never throws: every way in which a call can end is an outcome, and the engine
/// has a rule for each. Calls may block; each must end well before the lease of the worker is over (`Policy.lease`).
public protocol PaymentGateway: Sendable {
    /// What rows and the ledger call it: `stripe`, `paypal`.
    var provider: Provider { get }

    /// How many seconds the provider promises to remember a key, and to answer a second request as it did the first.
    var keyLifetime: Int64 { get }

    /// Whether the provider charges in a currency: what it does not take is refused before anybody agrees to pay by it.
    func takes(_ currency: Currency) -> Bool

    /// The body of the request that charges an order: a pure function. It is stored and sent, byte for byte, on every try.
    func body(for order: ChargeOrder) -> String

    /// Sends a stored request, for the first time or again.
    func charge(_ request: ChargeRequest) -> ChargeOutcome

    /// Asks what became of a charge, without changing anything.
    func lookUp(_ query: ChargeQuery) -> LookupOutcome

    /// Gives money back; the same key gives it back once.
    func refund(_ request: RefundRequest) -> RefundOutcome
}

extension PaymentGateway {
    /// Any currency.
    public func takes(_ currency: Currency) -> Bool { true }
}

/// The name of a payment provider.
public struct Provider: Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ name: String) {
        description = name
    }

    public static let stripe = Provider("stripe")
    public static let paypal = Provider("paypal")
    /// The prepaid balance, which we keep ourselves: charged in our own transaction, never through the port.
    public static let wallet = Provider("wallet")
}

/// What is to be charged: what a gateway needs to know to write the body of a request.
public struct ChargeOrder: Hashable, Sendable {
    public var tenant: TenantID
    /// Goes into the provider's metadata, so that the charge can be found again (`lookUp`).
    public var charge: ChargeID
    public var attempt: Int
    public var amount: Money
    /// The provider's name for the customer's means of payment: a token, never a card number.
    public var methodReference: String
    /// A short text for statements: the plan's code.
    public var statement: String

    public init(
        tenant: TenantID,
        charge: ChargeID,
        attempt: Int,
        amount: Money,
        methodReference: String,
        statement: String
    ) {
        self.tenant = tenant
        self.charge = charge
        self.attempt = attempt
        self.amount = amount
        self.methodReference = methodReference
        self.statement = statement
    }
}

/// One stored request to charge.
public struct ChargeRequest: Hashable, Sendable {
    /// `tenant/charge/attempt`, stored before the first try. The same key always goes with the same body.
    public var idempotencyKey: String
    public var body: String

    public init(idempotencyKey: String, body: String) {
        self.idempotencyKey = idempotencyKey
        self.body = body
    }
}

/// How a call that charges ended.
public enum ChargeOutcome: Hashable, Sendable {
    /// The money has moved; the provider's name for it.
    case succeeded(reference: String)
    /// The provider answered no, and no money has moved. `code` is the provider's word for why, or ours.
    case declined(DeclineKind, code: String)
    /// The provider has taken the order and works on it under this name; look it up later.
    case pending(reference: String)
    /// The provider is busy with another request of the same key (409, PayPal's duplicate); wait, then send the same again.
    case inProgress
    /// No answer in time, or one that says nothing (5xx): the money may have moved.
    case unknown
    /// Too many requests (429); after so many seconds the same may be sent again. It counts as no attempt.
    case rateLimited(retryAfter: Int64)
    /// No connection was made, so surely nothing was charged.
    case unavailable
    /// The provider does not let us in (401, 403, no access token), so surely nothing was charged, and the same can be sent once a
    /// person has corrected the key. `code` is the provider's word for why, such as `invalid_client`.
    case denied(code: String)
    /// The provider does not take the request as it is (400, a key with another body): a fault of ours, for a person to see.
    case rejected(code: String)
    /// The answer is about something else than was asked for, in what `code` says: neither yes nor no can be believed.
    case contradictory(code: String)
}

/// What a decline means for further tries.
public enum DeclineKind: String, Hashable, Sendable, CaseIterable {
    /// May work another day: too little money, the bank does not say.
    case soft
    /// Will never work with this means of payment: stolen, closed, expired.
    case hard
    /// The customer has to confirm at the bank first.
    case actionRequired = "action_required"
    /// It was not sent: the card had expired.
    case notSent = "not_sent"
}

/// Which charge is asked about: by the provider's own name where it is known, else by our charge in the metadata.
public struct ChargeQuery: Hashable, Sendable {
    public var tenant: TenantID
    public var charge: ChargeID
    public var attempt: Int
    public var idempotencyKey: String
    /// The stored body: what is found has to be what it asked for.
    public var body: String
    public var reference: String?

    public init(
        tenant: TenantID,
        charge: ChargeID,
        attempt: Int,
        idempotencyKey: String,
        body: String,
        reference: String?
    ) {
        self.tenant = tenant
        self.charge = charge
        self.attempt = attempt
        self.idempotencyKey = idempotencyKey
        self.body = body
        self.reference = reference
    }
}

/// What the provider knows about a charge.
public enum LookupOutcome: Hashable, Sendable {
    /// It knows this attempt: it succeeded, was declined, or is pending.
    case found(ChargeOutcome)
    /// It has no such charge now. That is no promise that it never had one.
    case notFound
    /// It did not answer.
    case unavailable
}

/// One stored request to give money back.
public struct RefundRequest: Hashable, Sendable {
    public var idempotencyKey: String
    public var tenant: TenantID
    public var charge: ChargeID
    /// The provider's name for the charge.
    public var reference: String
    public var amount: Money

    public init(idempotencyKey: String, tenant: TenantID, charge: ChargeID, reference: String, amount: Money) {
        self.idempotencyKey = idempotencyKey
        self.tenant = tenant
        self.charge = charge
        self.reference = reference
        self.amount = amount
    }
}

/// How a call that gives money back ended.
public enum RefundOutcome: Hashable, Sendable {
    case succeeded(reference: String)
    /// The provider answered no: more than was charged, or charged too long ago.
    case refused(code: String)
    /// As in `ChargeOutcome`: send the same again later.
    case unknown
    case rateLimited(retryAfter: Int64)
    case unavailable
}
