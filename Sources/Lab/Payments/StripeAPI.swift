internal import Foundation
internal import HTTPService
internal import Synchronization

/// The part of Stripe's API that charging a saved means of payment needs.
struct StripeAPI {
    let desk: Desk

    private static let keyLifetime: Int64 = 24 * 3600

    func answer(_ request: HTTPServer.Request) -> HTTPServer.Response? {
        let bearer = request.header("authorization") ?? ""
        guard ["Bearer sk_", "Bearer rk_"].contains(where: bearer.hasPrefix) else {
            return Self.refusal(401, "invalid_api_key")
        }
        let parts = request.path.split(separator: "/")
        switch (request.method, parts.count, parts.dropFirst().first) {
        case ("POST", 2, "payment_intents"): return create(request)
        case ("GET", 3, "payment_intents") where parts[2] == "search": return search(request)
        case ("GET", 3, "payment_intents"):
            guard let charge = desk.books.withLock({ $0.charge(String(parts[2])) }), charge.provider == "stripe" else {
                return Self.refusal(404, "resource_missing")
            }
            return Self.json(200, Self.intent(charge))
        case ("POST", 2, "refunds"): return refund(request)
        default: return Self.refusal(404, "url_invalid")
        }
    }

    private func create(_ request: HTTPServer.Request) -> HTTPServer.Response? {
        let form = FormText.pairs(String(decoding: request.body, as: UTF8.self))
        guard
            let method = form["payment_method"], let amount = form["amount"].flatMap({ Int64($0) }), amount > 0,
            let currency = form["currency"], form["confirm"] == "true"
        else { return Self.refusal(400, "parameter_missing") }
        if desk.loses(requestOf: method) { return nil }
        return once(request) { key in
            var metadata: [String: String] = [:]
            for (name, value) in form where name.hasPrefix("metadata[") && name.hasSuffix("]") {
                metadata[String(name.dropFirst(9).dropLast())] = value
            }
            let charge = PaymentBooks.Charge(
                id: desk.books.withLock { $0.newID("pi") },
                provider: "stripe",
                key: key,
                method: method,
                amount: amount,
                currency: currency,
                metadata: metadata,
                state: .pending,
                createdAt: desk.now
            )
            return desk.charge(charge, answer: Self.answer, error: Self.kept(500, Self.error("api_error", "lab_error")))
        }
    }

    private func search(_ request: HTTPServer.Request) -> HTTPServer.Response {
        let query = FormText.pairs(String(request.target.drop { $0 != "?" }.dropFirst()))["query"] ?? ""
        // metadata['name']:'value' AND …
        let wanted = query.components(separatedBy: " AND ").compactMap { clause -> (String, String)? in
            let words = clause.components(separatedBy: "'")
            return words.count == 5 && words[0] == "metadata[" ? (words[1], words[3]) : nil
        }
        guard !wanted.isEmpty else { return Self.refusal(400, "search_query_invalid") }
        let found = desk.books.withLock { books in
            books.charges.filter { charge in
                charge.provider == "stripe" && wanted.allSatisfy { charge.metadata[$0.0] == $0.1 }
            }
        }
        return Self.json(
            200,
            ["object": "search_result", "has_more": false, "data": found.reversed().map(Self.intent)]
        )
    }

    private func refund(_ request: HTTPServer.Request) -> HTTPServer.Response? {
        let form = FormText.pairs(String(decoding: request.body, as: UTF8.self))
        guard let intent = form["payment_intent"], let amount = form["amount"].flatMap({ Int64($0) }), amount > 0 else {
            return Self.refusal(400, "parameter_missing")
        }
        return once(request) { _ in
            let isGiven = desk.books.withLock { books in
                books.update(intent) { charge in
                    guard charge.state == .succeeded, charge.refunded + amount <= charge.amount else { return false }
                    charge.refunded += amount
                    return true
                }
            }
            guard let isGiven else {
                return Desk.Ending(answer: Self.kept(404, Self.error("invalid_request_error", "resource_missing")))
            }
            guard isGiven else {
                return Desk.Ending(
                    answer: Self.kept(400, Self.error("invalid_request_error", "charge_already_refunded"))
                )
            }
            desk.note(.refunded, intent)
            let id = desk.books.withLock { $0.newID("re") }
            return Desk.Ending(
                answer: Self.kept(
                    200,
                    ["id": id, "object": "refund", "amount": amount, "payment_intent": intent, "status": "succeeded"]
                )
            )
        }
    }

    private func once(_ request: HTTPServer.Request, _ work: (String) -> Desk.Ending) -> HTTPServer.Response? {
        guard let key = request.header("idempotency-key") else {
            // As the real one: without a key each request is another.
            let ending = work("")
            return ending.isAnswered ? ending.answer.response : nil
        }
        let fingerprint = "\(request.method) \(request.path) \(String(decoding: request.body, as: UTF8.self))"
        let order = Desk.Order(provider: "stripe", key: key, fingerprint: fingerprint, keyLifetime: Self.keyLifetime)
        let busy = Self.refusal(409, "idempotency_key_in_use")
        let other = Self.json(400, Self.error("idempotency_error", nil))
        return desk.once(order, conflict: (busy, other)) { work(key) }
    }

    private static func answer(_ charge: PaymentBooks.Charge) -> PaymentBooks.Answer {
        guard charge.state == .declined else { return kept(200, intent(charge)) }
        return kept(402, ["error": error(of: charge)])
    }

    /// The reason of a declined charge, as Stripe words it.
    private static func error(of charge: PaymentBooks.Charge) -> [String: any Sendable] {
        let code = charge.code ?? "card_declined"
        let isAuthentication = code == "authentication_required"
        var error: [String: any Sendable] = ["type": "card_error", "code": isAuthentication ? code : "card_declined"]
        error["decline_code"] = code
        return error
    }

    private static func intent(_ charge: PaymentBooks.Charge) -> [String: any Sendable] {
        var fields: [String: any Sendable] = [
            "id": charge.id, "object": "payment_intent", "amount": charge.amount, "currency": charge.currency,
            "created": charge.createdAt / 1000, "metadata": charge.metadata, "payment_method": charge.method,
        ]
        switch charge.state {
        case .succeeded: fields["status"] = "succeeded"
        case .pending: fields["status"] = "processing"
        case .declined:
            fields["status"] = charge.code == "authentication_required" ? "requires_action" : "requires_payment_method"
            fields["last_payment_error"] = error(of: charge)
        }
        return fields
    }

    static func refusal(_ status: Int, _ code: String) -> HTTPServer.Response {
        json(status, error("invalid_request_error", code))
    }

    private static func error(_ type: String, _ code: String?) -> [String: any Sendable] {
        var error: [String: any Sendable] = ["type": type]
        error["code"] = code
        return ["error": error]
    }

    private static func json(_ status: Int, _ value: [String: any Sendable]) -> HTTPServer.Response {
        kept(status, value).response
    }

    private static func kept(_ status: Int, _ value: [String: any Sendable]) -> PaymentBooks.Answer {
        PaymentBooks.Answer(status: status, body: JSONObject.text(value))
    }
}

enum JSONObject {
    /// An object of texts, numbers, truth values, objects and lists, keys in alphabetical order.
    static func text(_ value: [String: any Sendable]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// The object that some bytes are; `nil` when they are none.
    static func read(_ bytes: [UInt8]) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
    }
}
