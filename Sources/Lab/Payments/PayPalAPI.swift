internal import Foundation
internal import HTTPService
internal import Synchronization

/// The part of PayPal's API that charging from its vault needs: tokens, orders, captures, refunds, transactions.
struct PayPalAPI {
    let desk: Desk

    private static let keyLifetime: Int64 = 6 * 3600

    func answer(_ request: HTTPServer.Request) -> HTTPServer.Response? {
        if request.path == "/v1/oauth2/token" { return token(request) }
        let bearer = request.header("authorization")?.split(separator: " ").last.map(String.init) ?? ""
        guard desk.tokens.withLock({ $0.contains(bearer) }) else { return Self.refusal(401, "AUTHENTICATION_FAILURE") }
        let parts = request.path.split(separator: "/").map(String.init)
        switch (request.method, parts.count) {
        case ("POST", 3) where parts[1...] == ["checkout", "orders"]: return order(request)
        case ("GET", 4) where parts[1...2] == ["payments", "captures"]:
            guard let charge = charge(parts[3]) else { return Self.refusal(404, "RESOURCE_NOT_FOUND") }
            return Self.kept(200, Self.capture(charge)).response
        case ("GET", 4) where parts[1...2] == ["checkout", "orders"]:
            let id = parts[3].hasPrefix("order-") ? String(parts[3].dropFirst(6)) : ""
            guard let charge = charge(id) else { return Self.refusal(404, "RESOURCE_NOT_FOUND") }
            return Self.kept(200, Self.order(charge)).response
        case ("POST", 5) where parts[1...2] == ["payments", "captures"] && parts[4] == "refund":
            return refund(request, of: parts[3])
        case ("GET", 3) where parts[1...] == ["reporting", "transactions"]: return transactions()
        case ("POST", 3) where parts[1...] == ["notifications", "verify-webhook-signature"]: return verify(request)
        default: return Self.refusal(404, "RESOURCE_NOT_FOUND")
        }
    }

    /// All that it takes.
    private static let currencies = Set(
        "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD".split(
            separator: " "
        )
        .map(String.init)
    )

    private func charge(_ id: String) -> PaymentBooks.Charge? {
        desk.books.withLock { $0.charge(id) }.flatMap { $0.provider == "paypal" ? $0 : nil }
    }

    private func token(_ request: HTTPServer.Request) -> HTTPServer.Response {
        let basic = request.header("authorization")?.split(separator: " ").last.map(String.init) ?? ""
        let credentials = Data(base64Encoded: basic).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard credentials == "lab:secret" else { return Self.kept(401, ["error": "invalid_client"]).response }
        let token = "A21AA\(UInt64.random(in: 0...UInt64.max))"
        desk.tokens.withLock { _ = $0.insert(token) }
        return Self.kept(200, ["access_token": token, "token_type": "Bearer", "expires_in": 32400]).response
    }

    private func order(_ request: HTTPServer.Request) -> HTTPServer.Response? {
        guard
            let body = JSONObject.read(request.body), body["intent"] as? String == "CAPTURE",
            let unit = (body["purchase_units"] as? [[String: Any]])?.first,
            let amount = unit["amount"] as? [String: Any], let currency = amount["currency_code"] as? String,
            let value = (amount["value"] as? String).flatMap(Self.minorUnits),
            let source = (body["payment_source"] as? [String: Any])?.values.first as? [String: Any],
            let method = source["vault_id"] as? String
        else { return Self.refusal(400, "INVALID_REQUEST") }
        guard Self.currencies.contains(currency) else {
            return Self.failure(422, "CURRENCY_NOT_SUPPORTED").response
        }
        if desk.loses(requestOf: method) { return nil }
        let invoice = unit["invoice_id"] as? String
        return once(request) { key in
            let isDuplicate = desk.books.withLock { books in
                books.charges.contains {
                    $0.provider == "paypal" && $0.state != .declined && $0.metadata["invoice_id"] == invoice
                }
            }
            if isDuplicate { return Desk.Ending(answer: Self.failure(422, "DUPLICATE_INVOICE_ID")) }
            var metadata: [String: String] = [:]
            metadata["invoice_id"] = invoice
            metadata["custom_id"] = unit["custom_id"] as? String
            let charge = PaymentBooks.Charge(
                id: desk.books.withLock { $0.newID("CAP") },
                provider: "paypal",
                key: key,
                method: method,
                amount: value,
                sum: amount["value"] as? String,
                currency: currency,
                metadata: metadata,
                state: .pending,
                createdAt: desk.now
            )
            return desk.charge(charge, answer: Self.answer, error: Self.failure(500, "INTERNAL_SERVER_ERROR"))
        }
    }

    private func refund(_ request: HTTPServer.Request, of capture: String) -> HTTPServer.Response? {
        let amount = JSONObject.read(request.body)?["amount"] as? [String: Any]
        guard let value = (amount?["value"] as? String).flatMap(Self.minorUnits), charge(capture) != nil else {
            return Self.refusal(404, "RESOURCE_NOT_FOUND")
        }
        return once(request) { _ in
            let isGiven = desk.books.withLock { books in
                books.update(capture) { charge in
                    guard charge.state == .succeeded, charge.refunded + value <= charge.amount else { return false }
                    charge.refunded += value
                    return true
                }
            }
            guard isGiven == true else { return Desk.Ending(answer: Self.failure(422, "REFUND_AMOUNT_EXCEEDED")) }
            desk.note(.refunded, capture)
            let id = desk.books.withLock { $0.newID("REF") }
            return Desk.Ending(answer: Self.kept(201, ["id": id, "status": "COMPLETED"]))
        }
    }

    private func transactions() -> HTTPServer.Response {
        let charges = desk.books.withLock { books in books.charges.filter { $0.provider == "paypal" } }
        let details = charges.map { charge -> [String: any Sendable] in
            let status = [PaymentBooks.Charge.State.succeeded: "S", .declined: "D", .pending: "P"][charge.state] ?? "P"
            let info: [String: any Sendable] = [
                "transaction_id": charge.id, "transaction_event_code": "T0006", "transaction_status": status,
                "transaction_amount": Self.sum(of: charge), "invoice_id": charge.metadata["invoice_id"] ?? "",
                "custom_field": charge.metadata["custom_id"] ?? "",
            ]
            return ["transaction_info": info]
        }
        return Self.kept(200, ["transaction_details": details, "page": 1, "total_pages": 1]).response
    }

    /// Whether a message is one of ours.
    private func verify(_ request: HTTPServer.Request) -> HTTPServer.Response {
        guard let fields = JSONObject.read(request.body), let event = fields["webhook_event"] as? [String: Any] else {
            return Self.refusal(400, "VALIDATION_ERROR")
        }
        let expected = LabEvent.transmissionSignature(
            id: fields["transmission_id"] as? String ?? "",
            time: fields["transmission_time"] as? String ?? "",
            webhook: fields["webhook_id"] as? String ?? "",
            event
        )
        let isOurs = fields["transmission_sig"] as? String == expected
        return Self.kept(200, ["verification_status": isOurs ? "SUCCESS" : "FAILURE"]).response
    }

    private func once(_ request: HTTPServer.Request, _ work: (String) -> Desk.Ending) -> HTTPServer.Response? {
        guard let key = request.header("paypal-request-id") else {
            return Self.refusal(400, "PAYPAL_REQUEST_ID_REQUIRED")
        }
        let order = Desk.Order(
            provider: "paypal \(request.path)",
            key: key,
            fingerprint: String(decoding: request.body, as: UTF8.self),
            keyLifetime: Self.keyLifetime
        )
        let busy = Self.failure(422, "PREVIOUS_REQUEST_IN_PROGRESS").response
        return desk.once(order, conflict: (busy, Self.failure(422, "DUPLICATE_REQUEST_ID").response)) { work(key) }
    }

    /// `29.90` as 2990, `1000` as 1000: the number without its point.
    private static func minorUnits(_ value: String) -> Int64? {
        let digits = value.filter { $0 != "." }
        return Int64(digits).flatMap { $0 > 0 ? $0 : nil }
    }

    private static func answer(_ charge: PaymentBooks.Charge) -> PaymentBooks.Answer {
        switch charge.code {
        case "insufficient_funds": failure(422, "INSTRUMENT_DECLINED")
        case "stolen_card": failure(422, "CARD_CLOSED")
        case "authentication_required": failure(422, "PAYER_ACTION_REQUIRED")
        default: kept(201, order(charge))
        }
    }

    private static func order(_ charge: PaymentBooks.Charge) -> [String: any Sendable] {
        let captures: [String: any Sendable] = ["captures": [capture(charge)]]
        let unit: [String: any Sendable] = ["reference_id": "default", "payments": captures]
        return ["id": "order-\(charge.id)", "intent": "CAPTURE", "status": "COMPLETED", "purchase_units": [unit]]
    }

    private static func capture(_ charge: PaymentBooks.Charge) -> [String: any Sendable] {
        let status =
            switch charge.state {
            case .succeeded where charge.refunded == charge.amount: "REFUNDED"
            case .succeeded where charge.refunded > 0: "PARTIALLY_REFUNDED"
            case .succeeded: "COMPLETED"
            case .pending: "PENDING"
            case .declined: "DECLINED"
            }
        return [
            "id": charge.id, "status": status, "amount": sum(of: charge),
            "invoice_id": charge.metadata["invoice_id"] ?? "", "custom_id": charge.metadata["custom_id"] ?? "",
        ]
    }

    private static func sum(of charge: PaymentBooks.Charge) -> [String: any Sendable] {
        ["currency_code": charge.currency, "value": charge.sum ?? ""]
    }

    static func refusal(_ status: Int, _ name: String) -> HTTPServer.Response {
        kept(status, ["name": name]).response
    }

    private static func failure(_ status: Int, _ issue: String) -> PaymentBooks.Answer {
        let details: [[String: any Sendable]] = [["issue": issue]]
        return kept(status, ["name": "UNPROCESSABLE_ENTITY", "details": details])
    }

    private static func kept(_ status: Int, _ value: [String: any Sendable]) -> PaymentBooks.Answer {
        PaymentBooks.Answer(status: status, body: JSONObject.text(value))
    }
}
