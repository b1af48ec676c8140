internal import Foundation
public import HTTPTransport
public import Plans

/// PayPal: an order that is captured as soon as it is made, from a payment source in PayPal's vault.
///
/// A method's reference is the vault's id of a PayPal account; `card/…` before it stands for a card in the vault. The
/// reference of a charge is that of its capture, or of its order as long as there is no capture.
public struct PayPalGateway: PaymentGateway {
    public let provider = Provider.paypal
    /// PayPal forgets the keys of orders after six hours. The invoice number, which it takes once, guards longer.
    public let keyLifetime: Int64 = 6 * .secondsPerHour
    private let connection: ProviderConnection
    private let session: PayPalSession
    private let clock: any PlanClock

    /// Where PayPal is.
    public static let server = "https://api-m.paypal.com"

    /// - Parameters:
    ///   - clientID: The id of the application at PayPal.
    ///   - secret: Its secret.
    ///   - clock: For the time in which a lost charge is looked for.
    ///   - server: Another server than PayPal's, such as its sandbox.
    ///   - client: Trusts the public web PKI, unless for trials.
    /// - Throws: for a server that is none, or that is asked in the clear and is not this machine.
    public init(
        clientID: String,
        secret: APISecret,
        clock: any PlanClock,
        server: String = server,
        client: HTTPClient = HTTPClient(trust: .webPKI, addresses: .any, proxy: .environment)
    ) throws(ProviderAddressError) {
        connection = try ProviderConnection(client, to: server)
        session = PayPalSession(connection: connection, clientID: clientID, secret: secret)
        self.clock = clock
    }

    public func takes(_ currency: Currency) -> Bool { Self.currencies.contains(currency.code) }

    /// What PayPal takes (REST API currency codes); of these it takes BRL, CNY and MYR from accounts of the same country alone.
    private static let currencies: Set<String> = [
        "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK",
        "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD",
    ]

    public func body(for order: ChargeOrder) -> String {
        let name = "\(order.tenant)/\(order.charge)/\(order.attempt)"
        let source: PayPalOrderRequest.Source
        let parts = order.methodReference.split(separator: "/", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "card" {
            source = .init(card: .init(vaultID: parts[1], storedCredential: .card))
        } else {
            source = .init(paypal: .init(vaultID: order.methodReference, storedCredential: .account))
        }
        let request = PayPalOrderRequest(
            purchaseUnits: [
                .init(
                    amount: order.amount.payPalAmount,
                    customID: name.asKey(upTo: 127),
                    description: String(order.statement.prefix(127)),
                    invoiceID: name.asKey(upTo: 127)
                )
            ],
            paymentSource: source
        )
        return encoded(request)
    }

    public func charge(_ request: ChargeRequest) -> ChargeOutcome {
        let key = request.idempotencyKey.asKey(upTo: 108)
        let ending = session.exchange(.post, "/v2/checkout/orders", key: key, body: request.body)
        guard case .answered(let answer) = ending else { return ending.chargeOutcome }
        guard (200..<300).contains(answer.status) else { return ChargeOutcome(refusal: answer) }
        guard let order = decoded(PayPalOrder.self, answer) else { return .unknown }
        let asked = PayPalOrderRequest.unit(of: request.body)
        let outcome = order.outcome(asked: asked)
        guard order.needsCapture, case .pending = outcome else { return outcome }
        // Some sources are not captured when the order is made.
        let target = "/v2/checkout/orders/\(order.id.percentEncoded)/capture"
        guard case .answered(let answer) = session.exchange(.post, target, key: key, body: "{}") else {
            return .unknown
        }
        // There is an order by now, so that being denied is no proof that nothing was charged.
        guard (200..<300).contains(answer.status) else {
            return [401, 403].contains(answer.status) ? .unknown : ChargeOutcome(refusal: answer)
        }
        return decoded(PayPalOrder.self, answer)?.outcome(asked: asked) ?? .unknown
    }

    public func lookUp(_ query: ChargeQuery) -> LookupOutcome {
        let asked = PayPalOrderRequest.unit(of: query.body)
        guard let reference = query.reference else { return search(query, asked) }
        switch session.exchange(.get, "/v2/payments/captures/\(reference.percentEncoded)") {
        case .answered(let answer) where answer.status == 200:
            return decoded(PayPalCapture.self, answer).map { .found($0.outcome(asked: asked)) } ?? .unavailable
        case .answered(let answer) where answer.status == 404: break
        default: return .unavailable
        }
        switch session.exchange(.get, "/v2/checkout/orders/\(reference.percentEncoded)") {
        case .answered(let answer) where answer.status == 200:
            return decoded(PayPalOrder.self, answer).map { .found($0.outcome(asked: asked)) } ?? .unavailable
        case .answered(let answer) where answer.status == 404: return .notFound
        default: return .unavailable
        }
    }

    public func refund(_ request: RefundRequest) -> RefundOutcome {
        let body = encoded(PayPalRefundRequest(amount: request.amount.payPalAmount, customID: request.charge.text))
        let ending = session.exchange(
            .post,
            "/v2/payments/captures/\(request.reference.percentEncoded)/refund",
            key: request.idempotencyKey.asKey(upTo: 108),
            body: body
        )
        guard case .answered(let answer) = ending else { return ending.refundOutcome }
        switch answer.status {
        case 200..<300:
            guard let refund = decoded(PayPalRefund.self, answer), refund.id.isProviderName else { return .unknown }
            return ["COMPLETED", "PENDING"].contains(refund.status)
                ? .succeeded(reference: refund.id) : .refused(code: refund.status.plainWord ?? "unknown")
        case 401, 403: return .unavailable
        case 409, 500...: return .unknown
        case 429: return .rateLimited(retryAfter: answer.retryAfter)
        case 400..<500:
            let failure = decoded(PayPalFailure.self, answer)
            return failure?.isInProgress == true
                ? .unknown : .refused(code: failure?.word ?? "http_\(answer.status)")
        default: return .unknown
        }
    }
}

extension PayPalGateway {
    /// Looks for the invoice number among the transactions of the last month, which may be three hours behind.
    private func search(_ query: ChargeQuery, _ asked: PayPalOrderRequest.Unit?) -> LookupOutcome {
        let invoice = "\(query.tenant)/\(query.charge)/\(query.attempt)".asKey(upTo: 127)
        let end = clock.now
        let start = end - 31 * .secondsPerDay
        let period = "start_date=\("\(start)".percentEncoded)&end_date=\("\(end)".percentEncoded)"
        var page = 1
        while true {
            let target = "/v1/reporting/transactions?\(period)&fields=transaction_info&page_size=500&page=\(page)"
            guard
                case .answered(let answer) = session.exchange(.get, target), answer.status == 200,
                let list = decoded(PayPalTransactions.self, answer)
            else { return .unavailable }
            let found = list.details.map(\.info).first { $0.invoiceID == invoice && !$0.isRefund }
            if let found { return .found(found.outcome(asked: asked)) }
            guard page < min(list.pageCount ?? 1, 100) else { return .notFound }
            page += 1
        }
    }

    /// Keys in alphabetical order, so that the same request is always the same text.
    private func encoded(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension Money {
    /// As PayPal writes sums: without decimals also in two currencies that have them elsewhere.
    fileprivate var payPalAmount: PayPalAmount {
        let text = decimalText
        let isWhole = ["HUF", "TWD"].contains(currency.code) && text.hasSuffix(".00")
        return PayPalAmount(currencyCode: currency.code, value: isWhole ? String(text.dropLast(3)) : text)
    }
}
