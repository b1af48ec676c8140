internal import Foundation
public import HTTPTransport
public import Plans

/// Stripe: PaymentIntents, confirmed when they are made, of a means of payment that was saved before.
///
/// A method's reference is `pm_…`, or `cus_…/pm_…` where the method is attached to a customer. Cards never come this way.
public struct StripeGateway: PaymentGateway {
    public let provider = Provider.stripe
    /// Stripe forgets keys after at least 24 hours.
    public let keyLifetime: Int64 = 24 * .secondsPerHour
    private let connection: ProviderConnection
    private let key: APISecret

    /// The edition of the API whose fields are used.
    static let version = "2024-06-20"

    /// Where Stripe is.
    public static let server = "https://api.stripe.com"

    /// - Parameters:
    ///   - key: The secret key, `sk_…` or better a restricted one, `rk_…`.
    ///   - server: Another server than Stripe's, as for trials.
    ///   - client: Trusts the public web PKI, unless for trials.
    /// - Throws: for a server that is none, or that is asked in the clear and is not this machine.
    public init(
        key: APISecret,
        server: String = server,
        client: HTTPClient = HTTPClient(trust: .webPKI, addresses: .any, proxy: .environment)
    ) throws(ProviderAddressError) {
        self.key = key
        connection = try ProviderConnection(client, to: server)
    }

    public func body(for order: ChargeOrder) -> String {
        let method = order.methodReference.split(separator: "/").map(String.init)
        var pairs = [
            ("amount", "\(order.amount.stripeUnits)"), ("currency", order.amount.currency.code.lowercased()),
            ("confirm", "true"), ("description", order.statement), ("off_session", "true"),
            ("payment_method", method.last ?? ""),
        ]
        if method.count == 2 { pairs.append(("customer", method[0])) }
        pairs += [
            ("metadata[attempt]", "\(order.attempt)"), ("metadata[charge_id]", order.charge.text),
            ("metadata[tenant]", order.tenant.text),
        ]
        return formText(pairs)
    }

    public func charge(_ request: ChargeRequest) -> ChargeOutcome {
        let ending = post("/v1/payment_intents", key: request.idempotencyKey, body: request.body)
        guard case .answered(let answer) = ending else { return ending.chargeOutcome }
        switch answer.status {
        case 200..<300: return decoded(PaymentIntent.self, answer)?.outcome(asked: request.body) ?? .unknown
        case 401, 403:
            let code = decoded(StripeFailure.self, answer)?.error.code?.plainWord
            return .denied(code: code ?? "http_\(answer.status)")
        case 409: return .inProgress
        case 429: return .rateLimited(retryAfter: answer.retryAfter)
        case 500...: return .unknown
        case 402: return decoded(StripeFailure.self, answer)?.error.decline ?? .declined(.soft, code: "card_error")
        case 400..<500:
            let error = decoded(StripeFailure.self, answer)?.error
            return error?.isCardError == true
                ? error?.decline ?? .unknown : .rejected(code: error?.word ?? "http_\(answer.status)")
        default: return .unknown
        }
    }

    public func lookUp(_ query: ChargeQuery) -> LookupOutcome {
        let intent: PaymentIntent?
        if let reference = query.reference {
            switch get("/v1/payment_intents/\(reference.percentEncoded)") {
            case .answered(let answer) where answer.status == 200: intent = decoded(PaymentIntent.self, answer)
            case .answered(let answer) where answer.status == 404: return .notFound
            default: return .unavailable
            }
            guard let intent else { return .unavailable }
            return .found(intent.outcome(asked: query.body))
        }
        // The search may be a minute behind: that nothing is found promises nothing.
        let words = "metadata['charge_id']:'\(query.charge)' AND metadata['tenant']:'\(query.tenant)'"
        let ending = get("/v1/payment_intents/search?limit=100&query=\(words.percentEncoded)")
        guard case .answered(let answer) = ending, answer.status == 200, let list = decoded(IntentList.self, answer)
        else {
            return .unavailable
        }
        let found = list.data.first { intent in
            intent.metadata?["charge_id"] == query.charge.text && intent.metadata?["tenant"] == query.tenant.text
                && intent.metadata?["attempt"] == "\(query.attempt)"
        }
        return found.map { .found($0.outcome(asked: query.body)) } ?? .notFound
    }

    public func refund(_ request: RefundRequest) -> RefundOutcome {
        let pairs = [
            ("amount", "\(request.amount.stripeUnits)"), ("metadata[charge_id]", request.charge.text),
            ("metadata[tenant]", request.tenant.text), ("payment_intent", request.reference),
        ]
        let ending = post("/v1/refunds", key: request.idempotencyKey, body: formText(pairs))
        guard case .answered(let answer) = ending else { return ending.refundOutcome }
        switch answer.status {
        case 200..<300:
            guard let refund = decoded(StripeRefund.self, answer), refund.id.isProviderName else { return .unknown }
            return refund.isGiven
                ? .succeeded(reference: refund.id)
                : .refused(code: refund.failureReason?.plainWord ?? refund.status.plainWord ?? "unknown")
        case 401, 403: return .unavailable
        case 409, 500...: return .unknown
        case 429: return .rateLimited(retryAfter: answer.retryAfter)
        case 400..<500:
            return .refused(code: decoded(StripeFailure.self, answer)?.error.word ?? "http_\(answer.status)")
        default: return .unknown
        }
    }

    private func post(_ path: String, key: String, body: String) -> ProviderConnection.Ending {
        let fields = [
            HTTPField("Content-Type", "application/x-www-form-urlencoded"),
            HTTPField("Idempotency-Key", key.asKey(upTo: 255)),
        ]
        return connection.exchange(.post, path, fields: authorization + fields, body: body)
    }

    private func get(_ target: String) -> ProviderConnection.Ending {
        connection.exchange(.get, target, fields: authorization)
    }

    private var authorization: [HTTPField] {
        [HTTPField("Authorization", "Bearer \(key.text)"), HTTPField("Stripe-Version", Self.version)]
    }
}

/// Reads an answer's body; `nil` when it says something else.
func decoded<Value: Decodable>(_ type: Value.Type, _ answer: HTTPResponse) -> Value? {
    try? JSONDecoder().decode(type, from: Data(answer.body))
}

extension Money {
    /// The number that Stripe wants: in minor units, and for two currencies as if they had two decimals.
    fileprivate var stripeUnits: Int64 {
        guard ["ISK", "UGX"].contains(currency.code), currency.exponent == 0 else { return minorUnits }
        let (product, overflow) = minorUnits.multipliedReportingOverflow(by: 100)
        return overflow ? minorUnits : product
    }
}
