public import Plans
import Synchronization

/// A payment provider in memory that does what real ones do: keeps keys, replays answers, declines, hangs, loses messages, limits,
/// and writes down the truth, so that our books can be compared with it.
public final class LabGateway: PaymentGateway {
    /// What a means of payment does when it is charged.
    public enum Behaviour: String, Hashable, Sendable, CaseIterable {
        case ok
        /// Charges and never answers.
        case hang
        /// Charges and answers late.
        case slowOK = "slow_ok"
        case chargedThenError = "http_500_but_charged"
        case softOnce = "insufficient_funds_then_ok"
        case softThrice = "insufficient_funds_x3_then_ok"
        /// Declines for good.
        case stolen = "stolen_card"
        /// Charges slowly, and refuses a second request of the same key meanwhile.
        case secondConcurrentFails = "second_concurrent_request_fails"
    }

    public let provider: Provider
    /// What it promises about keys, and keeps.
    public let keyLifetime: Int64
    private let clock: any PlanClock
    private let state = Mutex(State())

    /// How long callers wait for an answer, in milliseconds.
    fileprivate static let deadline: Int64 = 30_000
    fileprivate static let slowness: Int64 = 20_000

    public init(_ provider: Provider, clock: any PlanClock, keyLifetime: Int64 = 24 * .secondsPerHour) {
        self.provider = provider
        self.clock = clock
        self.keyLifetime = keyLifetime
    }

    /// How often, in cases of a hundred, something goes wrong between us and the provider.
    public struct Faults: Hashable, Sendable {
        public var lostRequests = 0
        public var lostAnswers = 0
        public var busy = 0
        public var softDeclines = 0
        public var hardDeclines = 0
        /// The longest that an answer takes, in milliseconds.
        public var longestDelay: Int64 = 0

        public init() {}

        /// Nothing goes wrong.
        public static let none = Faults()
    }

    fileprivate struct State: Sendable {
        var faults = Faults.none
        var chance = Chance(seed: 0)
        var behaviours: [String: Behaviour] = [:]
        var limitPerSecond: Int?
        var dropsRequests = 0
        var latency: Int64 = 0
        var keys: [String: Key] = [:]
        var charges: [String: TrueCharge] = [:]
        var order: [String] = []
        /// Where each reference is in `order`, and where the last charge of each key is.
        var placesOfReferences: [String: Int] = [:]
        var placesOfKeys: [String: Int] = [:]
        /// The charges for which money has moved.
        var paid: Set<String> = []
        var refunds: [String: (reference: String, amount: Int64, charge: String)] = [:]
        var log = Log()
        var triesOfMethod: [String: Int] = [:]
    }

    fileprivate struct Key: Sendable {
        var body: String
        var seenAt: Int64
        /// Until when the first request is under way.
        var busyUntil: Int64
        var outcome: ChargeOutcome
    }

    /// What in truth became of a charge.
    public struct TrueCharge: Hashable, Sendable {
        public var reference: String
        /// `tenant/charge/attempt`
        public var key: String
        public var charge: String
        public var amount: Int64
        public var outcome: ChargeOutcome
        public var refunded: Int64 = 0
    }

    /// What was asked of it.
    public struct Log: Sendable {
        /// When charge requests were sent, in milliseconds, those included that never arrived.
        public var posts: [Int64] = []
        public var calls: [Int64] = []
        public var keys: Set<String> = []
        public var bodies: [String: Set<String>] = [:]
        /// Keys that came with a second body.
        public var contradictions: Set<String> = []
        /// Charges for which money has moved more than once.
        public var paidTwice: Set<String> = []
        public var lookups = 0
        public var refusedForLimit = 0
    }

    // MARK: Setting up

    public func setBehaviour(_ behaviour: Behaviour, of method: String) {
        state.withLock { $0.behaviours[method] = behaviour }
    }

    public func setLimit(_ perSecond: Int?) {
        state.withLock { $0.limitPerSecond = perSecond }
    }

    /// Loses so many of the next charge requests on their way.
    public func dropRequests(_ count: Int) {
        state.withLock { $0.dropsRequests = count }
    }

    /// How long an answer takes that is not slow, in milliseconds.
    public func setLatency(_ milliseconds: Int64) {
        state.withLock { $0.latency = milliseconds }
    }

    /// Puts a charge into the provider's books, as it would be had it been made before.
    public func remember(_ charge: TrueCharge) {
        state.withLock { state in
            state.keep(charge)
        }
    }

    /// Lets things go wrong, as chance will have it.
    public func setFaults(_ faults: Faults, seed: UInt64) {
        state.withLock { state in
            state.faults = faults
            state.chance = Chance(seed: seed)
        }
    }

    // MARK: The truth

    public var log: Log { state.withLock { $0.log } }

    /// All charges that were made, in their order.
    public var trueCharges: [TrueCharge] {
        state.withLock { state in state.order.compactMap { state.charges[$0] } }
    }

    // MARK: PaymentGateway

    /// The order as a form, as Stripe's API has it.
    public func body(for order: ChargeOrder) -> String {
        "amount=\(order.amount.minorUnits)&currency=\(order.amount.currency.code.lowercased())"
            + "&payment_method=\(order.methodReference)&confirm=true&off_session=true"
            + "&metadata[tenant]=\(order.tenant)&metadata[charge_id]=\(order.charge)"
            + "&metadata[attempt]=\(order.attempt)&statement=\(order.statement)"
    }

    /// The answer alone; how long it takes is for `reply(to:)` to say.
    public func charge(_ request: ChargeRequest) -> ChargeOutcome {
        guard case .charge(let outcome) = reply(to: .charge(request)).answer else { return .unknown }
        return outcome
    }

    public func lookUp(_ query: ChargeQuery) -> LookupOutcome {
        guard case .lookUp(let outcome) = reply(to: .lookUp(query)).answer else { return .unavailable }
        return outcome
    }

    public func refund(_ request: RefundRequest) -> RefundOutcome {
        guard case .refund(let outcome) = reply(to: .refund(request)).answer else { return .unknown }
        return outcome
    }

    /// What becomes of a request that is sent now, and after how many milliseconds the caller knows.
    public func reply(to request: GatewayCall.Request) -> (answer: GatewayCall.Answer, delay: Int64) {
        let now = clock.wallMilliseconds
        return state.withLock { state in
            if case .charge(let request) = request {
                state.log.posts.append(now)
                state.log.keys.insert(request.idempotencyKey)
                state.log.bodies[request.idempotencyKey, default: []].insert(request.body)
                if state.log.bodies[request.idempotencyKey]?.count ?? 0 > 1 {
                    state.log.contradictions.insert(request.idempotencyKey)
                }
            }
            if case .lookUp = request { state.log.lookups += 1 }
            if state.isOverLimit(at: now) {
                state.log.refusedForLimit += 1
                switch request {
                case .charge: return (.charge(.rateLimited(retryAfter: 1)), 0)
                case .lookUp: return (.lookUp(.unavailable), 0)
                case .refund: return (.refund(.rateLimited(retryAfter: 1)), 0)
                }
            }
            state.log.calls.append(now)
            let isLost = state.chance.happens(state.faults.lostRequests)
            let answerIsLost = state.chance.happens(state.faults.lostAnswers)
            let later = Int64.random(in: 0...state.faults.longestDelay, using: &state.chance)
            if isLost { return (request.silence, Self.deadline) }
            switch request {
            case .charge(let request):
                let (outcome, delay) = state.charge(request, at: now, keyLifetime: keyLifetime * 1000)
                return answerIsLost ? (.charge(.unknown), Self.deadline) : (.charge(outcome), delay + later)
            case .lookUp(let query):
                let outcome = state.lookUp(query)
                return answerIsLost ? (.lookUp(.unavailable), Self.deadline) : (.lookUp(outcome), state.latency + later)
            case .refund(let request):
                let outcome = state.refund(request)
                return answerIsLost ? (.refund(.unknown), Self.deadline) : (.refund(outcome), state.latency + later)
            }
        }
    }
}

extension LabGateway.State {
    fileprivate func isOverLimit(at now: Int64) -> Bool {
        guard let limitPerSecond else { return false }
        return log.calls.reversed().prefix { $0 > now - 1000 }.count >= limitPerSecond
    }

    fileprivate mutating func charge(
        _ request: ChargeRequest,
        at now: Int64,
        keyLifetime: Int64
    ) -> (ChargeOutcome, Int64) {
        if chance.happens(faults.busy) { return (.rateLimited(retryAfter: 1), latency) }
        if dropsRequests > 0 {
            dropsRequests -= 1
            return (.unknown, LabGateway.deadline)
        }
        if let known = keys[request.idempotencyKey], now - known.seenAt < keyLifetime {
            guard known.body == request.body else { return (.rejected(code: "idempotency_error"), latency) }
            return now < known.busyUntil ? (.inProgress, latency) : (known.outcome, latency)
        }
        let fields = Dictionary(
            request.body.split(separator: "&").compactMap { part -> (String, String)? in
                let pair = part.split(separator: "=", maxSplits: 1)
                return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
            }
        ) { $1 }
        let method = fields["payment_method"] ?? ""
        triesOfMethod[method, default: 0] += 1
        let behaviour = behaviours[method] ?? .ok
        var truth = truth(of: behaviour, tries: triesOfMethod[method] ?? 1)
        if chance.happens(faults.softDeclines) { truth = .soft }
        if chance.happens(faults.hardDeclines) { truth = .hard }
        let reference = "ch_\(order.count + 1)"
        let outcome: ChargeOutcome =
            switch truth {
            case nil: .succeeded(reference: reference)
            case .some(let kind): .declined(kind, code: kind == .hard ? "stolen_card" : "insufficient_funds")
            }
        let charge = LabGateway.TrueCharge(
            reference: reference,
            key: request.idempotencyKey,
            charge: fields["metadata[charge_id]"] ?? "",
            amount: Int64(fields["amount"] ?? "") ?? 0,
            outcome: outcome
        )
        if case .succeeded = outcome, !paid.insert(charge.charge).inserted { log.paidTwice.insert(charge.charge) }
        keep(charge)
        let (answer, delay) = answer(behaviour, outcome)
        // What never answers has charged at once; only the answer is missing.
        let busy = behaviour == .hang || behaviour == .chargedThenError ? 0 : delay
        let replayed = behaviour == .hang ? outcome : answer
        keys[request.idempotencyKey] = LabGateway.Key(
            body: request.body,
            seenAt: now,
            busyUntil: now + busy,
            outcome: replayed
        )
        return (answer, delay)
    }

    fileprivate mutating func keep(_ charge: LabGateway.TrueCharge) {
        if charges[charge.reference] == nil {
            placesOfReferences[charge.reference] = order.count
            placesOfKeys[charge.key] = order.count
            order.append(charge.reference)
        }
        charges[charge.reference] = charge
    }

    private func truth(of behaviour: LabGateway.Behaviour, tries: Int) -> DeclineKind? {
        switch behaviour {
        case .softOnce: tries <= 1 ? .soft : nil
        case .softThrice: tries <= 3 ? .soft : nil
        case .stolen: .hard
        case .ok, .hang, .slowOK, .chargedThenError, .secondConcurrentFails: nil
        }
    }

    private func answer(_ behaviour: LabGateway.Behaviour, _ truth: ChargeOutcome) -> (ChargeOutcome, Int64) {
        switch behaviour {
        case .hang: (.unknown, LabGateway.deadline)
        case .chargedThenError: (.unknown, latency)
        case .slowOK: (truth, max(latency, LabGateway.slowness))
        case .secondConcurrentFails: (truth, max(latency, 2_000))
        case .ok, .softOnce, .softThrice, .stolen: (truth, latency)
        }
    }

    fileprivate func lookUp(_ query: ChargeQuery) -> LookupOutcome {
        let named = query.reference.flatMap { placesOfReferences[$0] }
        let last = [named, placesOfKeys[query.idempotencyKey]].compactMap(\.self).max()
        return last.flatMap { charges[order[$0]] }.map { .found($0.outcome) } ?? .notFound
    }

    fileprivate mutating func refund(_ request: RefundRequest) -> RefundOutcome {
        if let known = refunds[request.idempotencyKey] { return .succeeded(reference: known.reference) }
        guard var charge = charges[request.reference], case .succeeded = charge.outcome else {
            return .refused(code: "no_such_charge")
        }
        guard charge.refunded + request.amount.minorUnits <= charge.amount else {
            return .refused(code: "charge_already_refunded")
        }
        charge.refunded += request.amount.minorUnits
        charges[request.reference] = charge
        let reference = "re_\(refunds.count + 1)"
        refunds[request.idempotencyKey] = (reference, request.amount.minorUnits, request.reference)
        return .succeeded(reference: reference)
    }
}

extension GatewayCall.Request {
    /// What a caller knows who gets no answer.
    fileprivate var silence: GatewayCall.Answer {
        switch self {
        case .charge: .charge(.unknown)
        case .lookUp: .lookUp(.unavailable)
        case .refund: .refund(.unknown)
        }
    }
}
