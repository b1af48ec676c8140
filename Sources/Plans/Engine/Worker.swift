/// One of any number of workers: claims what is due, carries it out, calls gateways, delivers messages.
///
/// A worker does one thing for each call of `step()` and makes no call to the outside itself: it says which one is to be made
/// and is told the answer. So the same code runs in a loop on a thread, and under a scheduler that stops, crashes and reorders
/// workers between any two steps. Whatever a worker knows may be lost at any time; what matters is in the store.
public struct Worker: Sendable {
    public let name: String
    public let engine: PlanEngine
    /// The only tenant that it works for; `nil`: all.
    public let tenant: TenantID?
    /// Whether it delivers messages, beside working on what is due.
    public var deliversMessages = true
    var clockGuard: ClockGuard
    var phase = Phase.ready
    /// Claimed, and not looked at yet.
    var claimed: [Timer] = []
    /// Looked at: they need calls, one at a time.
    var callers: [Timer] = []
    var messages: [Notice] = []
    var orders: [ServiceOrder] = []
    /// What has been delivered, or not, and is to be marked.
    var deliveries: [(tenant: TenantID, id: String, outcome: DeliveryOutcome)] = []
    /// How the last settlement ended; `nil` before the first.
    public internal(set) var lastResult: SettleResult?

    enum Phase: Sendable {
        case ready
        /// The intent is stored.
        case prepared(Timer)
        /// The call is made, or on its way.
        case calling(GatewayCall)
        /// The answer is there.
        case answered(GatewayCall, GatewayCall.Answer)
        /// A message is on its way.
        case delivering
    }

    /// What a step has done, or wants done.
    public enum Action: Sendable {
        /// Something was done; go on.
        case worked
        /// Make this call, then say `answer(_:)`.
        case call(GatewayCall)
        /// Deliver this, then say `delivered(_:)`.
        case deliver(Notice)
        case carryOut(ServiceOrder)
        /// There is nothing to do now.
        case idle(NextDue)
    }

    /// Where a worker stands between two steps.
    public enum Standing: Hashable, Sendable {
        case ready, claimed, intentStored, callMade, answerReceived, delivering
    }

    public init(_ engine: PlanEngine, name: String, tenant: TenantID? = nil, clockGuard: ClockGuard? = nil) {
        self.engine = engine
        self.name = name
        self.tenant = tenant
        self.clockGuard = clockGuard ?? ClockGuard(engine.clock)
    }

    public var standing: Standing {
        switch phase {
        case .prepared: .intentStored
        case .calling: .callMade
        case .answered: .answerReceived
        case .delivering: .delivering
        case .ready: claimed.isEmpty && callers.isEmpty ? .ready : .claimed
        }
    }

    /// Does the next thing. Throws `StoreError` when the store cannot be used; the worker can go on later.
    public mutating func step() throws -> Action {
        switch phase {
        case .answered(let call, let answer):
            phase = .ready
            try settle(call, answer)
            return .worked
        case .prepared(let timer):
            phase = .ready
            guard let call = try prepareCall(timer) else { return .worked }
            phase = .calling(call)
            return .call(call)
        case .calling, .delivering, .ready: break
        }
        if !claimed.isEmpty {
            try workOnClaimed()
            return .worked
        }
        if !callers.isEmpty {
            try begin(callers.removeFirst())
            return .worked
        }
        if let order = orders.popLast() {
            phase = .delivering
            deliveries.append((order.tenant, order.id, .failed))
            return .carryOut(order)
        }
        if let notice = messages.popLast() {
            phase = .delivering
            deliveries.append((notice.tenant, notice.id, .failed))
            return .deliver(notice)
        }
        if !deliveries.isEmpty {
            try markDelivered()
            return .worked
        }
        if try claim() { return .worked }
        if deliversMessages, try takeMessages() { return .worked }
        let now = engine.clock.now
        return .idle(try engine.store.read { try $0.nextDue(after: now, of: tenant) })
    }

    /// Takes the answer to the call that `step()` asked for.
    public mutating func answer(_ answer: GatewayCall.Answer) {
        guard case .calling(let call) = phase else { return }
        phase = .answered(call, answer)
    }

    /// Gives up a call that could not be made in time. It may have been sent, for all that the store knows; whoever comes next finds out.
    public mutating func abandonCall() {
        if case .calling = phase { phase = .ready }
    }

    /// Takes how the delivery ended that `step()` asked for.
    public mutating func delivered(_ outcome: DeliveryOutcome) {
        guard case .delivering = phase, let last = deliveries.indices.last else { return }
        deliveries[last].outcome = outcome
        phase = .ready
    }
}
