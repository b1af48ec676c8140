internal import Foundation
public import HTTPService
internal import Plans
internal import Synchronization

/// A payment provider on loopback that has the APIs of Stripe and PayPal and does what real ones do: it keeps keys, gives the same
/// answer again, declines, hangs, loses messages, limits, and knows the truth, so that our books can be compared with it.
///
/// Over `/lab/…` another process can ask for the truth and set it up.
public final class LabPayments: Sendable {
    /// A charge as it truly is.
    public struct TrueCharge: Hashable, Sendable {
        public var id: String
        /// `stripe` or `paypal`.
        public var provider: String
        public var key: String
        public var amount: Int64
        public var refunded: Int64
        public var hasSucceeded: Bool
        public var metadata: [String: String]
    }

    /// A message to a merchant.
    public struct Webhook: Hashable, Sendable {
        /// `stripe` or `paypal`.
        public var provider: String
        /// The signature, and what goes with it.
        public var headers: [String: String]
        public var body: [UInt8]
    }

    /// The secret with which Stripe's webhooks are signed.
    public static let webhookSecret = "whsec_lab"
    /// The name of PayPal's webhook.
    public static let webhookID = "WH-LAB"
    /// The port on which it listens.
    public var port: UInt16 { server.port }

    private let server: HTTPServer
    private let desk: Desk

    /// Begins to answer; without `tls` over plain HTTP.
    ///
    /// - Parameters:
    ///   - tls: What it shows of itself.
    ///   - port: 0 for any that is free.
    /// - Throws: `HTTPServiceError`.
    public init(tls: TLSOptions? = nil, port: UInt16 = 0) throws(HTTPServiceError) {
        let desk = Desk()
        self.desk = desk
        server = try HTTPServer(tls: tls, port: port) { desk.answer($0) }
    }

    deinit { stop() }

    /// Ends all connections, those that hang too.
    public func stop() {
        desk.isStopping.store(true, ordering: .relaxed)
        server.stop()
    }

    // MARK: Setting up

    /// Says what a means of payment does, by the name that merchants have for it.
    public func setBehavior(_ behavior: PaymentBehavior, of method: String) {
        desk.books.withLock { $0.behaviors[method] = behavior }
    }

    /// Answers with 429 what is beyond so many requests a second.
    public func setLimit(_ perSecond: Int?) {
        desk.books.withLock { $0.limitPerSecond = perSecond }
    }

    /// Lets so many seconds pass on its own clock, such as until keys are forgotten.
    public func advance(by seconds: Int64) {
        desk.clockOffset.wrappingAdd(seconds * 1000, ordering: .relaxed)
    }

    /// Lets what was pending succeed.
    public func settle() {
        desk.settle()
    }

    /// Takes back all access tokens of PayPal's API.
    public func revokeTokens() {
        desk.tokens.withLock { $0.removeAll() }
    }

    // MARK: The truth

    /// All charges that were tried, in their order.
    public var charges: [TrueCharge] {
        desk.books.withLock { books in
            books.charges.map { charge in
                TrueCharge(
                    id: charge.id,
                    provider: charge.provider,
                    key: charge.key,
                    amount: charge.amount,
                    refunded: charge.refunded,
                    hasSucceeded: charge.state == .succeeded,
                    metadata: charge.metadata
                )
            }
        }
    }

    /// The messages since the last call, signed now. Merchants have to take them twice and in any order.
    public func takeWebhooks() -> [Webhook] { desk.takeWebhooks() }
}

/// What the threads of the server share.
final class Desk: Sendable {
    let books = Mutex(PaymentBooks())
    let tokens = Mutex<Set<String>>([])
    let isStopping = Atomic(false)
    /// Milliseconds by which its clock is ahead.
    let clockOffset = Atomic<Int64>(0)
    let events = Mutex<[LabEvent]>([])

    /// Milliseconds since 1970 by its own clock.
    var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) + clockOffset.load(ordering: .relaxed) }

    func answer(_ request: HTTPServer.Request) -> HTTPServer.Response? {
        if request.path.hasPrefix("/lab/") { return control(request) }
        let isPayPal = ["/v1/oauth2/", "/v2/", "/v1/reporting/", "/v1/notifications/"].contains {
            request.path.hasPrefix($0)
        }
        if books.withLock({ $0.isOverLimit(at: now) }) {
            var response =
                isPayPal ? PayPalAPI.refusal(429, "RATE_LIMIT_REACHED") : StripeAPI.refusal(429, "rate_limit")
            response.headers.append(.init("Retry-After", "1"))
            return response
        }
        return isPayPal ? PayPalAPI(desk: self).answer(request) : StripeAPI(desk: self).answer(request)
    }

    func settle() {
        let settled = books.withLock { books in
            let pending = books.charges.filter { $0.state == .pending }
            for charge in pending { _ = books.update(charge.id) { $0.state = .succeeded } }
            return pending
        }
        for charge in settled { note(.paid, charge.id) }
    }

    /// Sleeps, but not beyond the end of the server.
    func sleep(milliseconds: Int) {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        // In short pieces, on the thread of one connection, as nothing wakes it up when the server ends.
        while ContinuousClock.now < end, !isStopping.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: 0.01) }
    }
}

extension Desk {
    /// What a keyed request is about.
    struct Order {
        var provider: String
        var key: String
        /// All by which two requests of one key differ.
        var fingerprint: String
        var keyLifetime: Int64
    }

    /// Carries out a request once, however often it comes.
    ///
    /// - Parameters:
    ///   - order: Its key.
    ///   - conflict: The answer while another of the same key is at work, and the one when the key belongs to another request.
    ///   - work: Makes the answer. It changes the books under their lock.
    /// - Returns: the answer; `nil` when none is to be given.
    func once(
        _ order: Order,
        conflict: (busy: HTTPServer.Response, other: HTTPServer.Response),
        _ work: () -> Ending
    ) -> HTTPServer.Response? {
        let key = "\(order.provider) \(order.key)"
        let standing = books.withLock {
            $0.stand(key, order.fingerprint, at: now, keyLifetime: order.keyLifetime)
        }
        switch standing {
        case .busy: return conflict.busy
        case .other: return conflict.other
        case .known(let answer):
            var response = answer.response
            response.headers.append(.init("Idempotent-Replayed", "true"))
            return response
        case .first: break
        }
        let ending = work()
        if ending.busyMilliseconds > 0 { sleep(milliseconds: ending.busyMilliseconds) }
        books.withLock { $0.keep(ending.answer, under: key) }
        if ending.hangs { sleep(milliseconds: 120_000) }
        return ending.isAnswered ? ending.answer.response : nil
    }

    /// What becomes of a request that is carried out.
    struct Ending {
        /// What is kept under its key.
        var answer: PaymentBooks.Answer
        var busyMilliseconds = 0
        var isAnswered = true
        var hangs = false
    }

    /// Tries to charge a method, as it behaves.
    ///
    /// - Returns: the charge as it is in the books now, and what the merchant gets to see.
    func charge(
        _ template: PaymentBooks.Charge,
        answer: (PaymentBooks.Charge) -> PaymentBooks.Answer,
        error: PaymentBooks.Answer
    ) -> Ending {
        let (charge, behavior, tries) = books.withLock { books in
            let behavior = books.behaviors[template.method] ?? .ok
            let tries = books.countTry(of: template.method)
            var charge = template
            (charge.state, charge.code) = behavior.truth(ofTry: tries)
            books.add(charge)
            return (charge, behavior, tries)
        }
        if charge.state == .succeeded { note(.paid, charge.id) }
        if charge.state == .declined { note(.declined, charge.id) }
        var ending = Ending(answer: answer(charge))
        switch behavior {
        case .chargedThenError: ending.answer = error
        case .hang: (ending.hangs, ending.isAnswered) = (true, false)
        case .dropAnswer(let times): ending.isAnswered = tries > times
        case .slow(let milliseconds): ending.busyMilliseconds = milliseconds
        case .ok, .soft, .hard, .actionRequired, .dropRequest, .pending: break
        }
        return ending
    }

    /// Whether the request of a method is lost on its way.
    func loses(requestOf method: String) -> Bool {
        books.withLock { books in
            guard case .dropRequest(let times) = books.behaviors[method], times > 0 else { return false }
            books.behaviors[method] = times == 1 ? .ok : .dropRequest(times: times - 1)
            return true
        }
    }
}

extension PaymentBehavior {
    /// What becomes of the money.
    fileprivate func truth(ofTry number: Int) -> (PaymentBooks.Charge.State, String?) {
        switch self {
        case .soft(let times): number <= times ? (.declined, "insufficient_funds") : (.succeeded, nil)
        case .hard: (.declined, "stolen_card")
        case .actionRequired: (.declined, "authentication_required")
        case .pending: (.pending, nil)
        case .ok, .hang, .chargedThenError, .dropRequest, .dropAnswer, .slow: (.succeeded, nil)
        }
    }
}

extension PaymentBooks.Answer {
    var response: HTTPServer.Response {
        HTTPServer.Response(status, contentType: "application/json", Array(body.utf8))
    }
}

extension Desk {
    /// `/lab/truth`, `/lab/webhooks`, `/lab/behavior?method=M&is=soft:2`, `/lab/limit?per_second=25`, `/lab/clock?advance=3600`,
    /// `/lab/settle`.
    private func control(_ request: HTTPServer.Request) -> HTTPServer.Response {
        let values = FormText.pairs(String(request.target.drop { $0 != "?" }.dropFirst()))
        switch (request.method, request.path) {
        case ("GET", "/lab/truth"):
            let charges = books.withLock { $0.charges }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return HTTPServer.Response(
                200,
                contentType: "application/json",
                Array((try? encoder.encode(charges)) ?? Data())
            )
        case ("GET", "/lab/webhooks"):
            let posted = takeWebhooks().map { webhook -> [String: any Sendable] in
                [
                    "provider": webhook.provider, "headers": webhook.headers,
                    "body": String(decoding: webhook.body, as: UTF8.self),
                ]
            }
            return HTTPServer.Response(
                200,
                contentType: "application/json",
                Array(JSONObject.text(["webhooks": posted]).utf8)
            )
        case ("POST", "/lab/behavior"):
            guard let method = values["method"], let behavior = values["is"].flatMap({ PaymentBehavior($0) }) else {
                return HTTPServer.Response(400)
            }
            books.withLock { $0.behaviors[method] = behavior }
        case ("POST", "/lab/limit"):
            books.withLock { $0.limitPerSecond = values["per_second"].flatMap { Int($0) } }
        case ("POST", "/lab/clock"):
            guard let seconds = values["advance"].flatMap({ Int64($0) }) else { return HTTPServer.Response(400) }
            clockOffset.wrappingAdd(seconds.multipliedReportingOverflow(by: 1000).partialValue, ordering: .relaxed)
        case ("POST", "/lab/settle"): settle()
        default: return HTTPServer.Response(404)
        }
        return HTTPServer.Response(204)
    }
}
