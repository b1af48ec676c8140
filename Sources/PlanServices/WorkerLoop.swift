public import Plans

/// Lets a `Worker` do what is due, makes the calls that it asks for, and hands over its messages.
///
/// It blocks the calling thread: for each call of a gateway and each delivery, and until a provider's limit allows the next call.
/// So give each loop a thread of its own, not one of Swift's tasks. Any number of loops, in any number of processes, may work on
/// one store; a loop that is killed is gone on with by the next one.
public struct WorkerLoop: Sendable {
    /// Where messages go.
    public struct Delivery: Sendable {
        /// Brings messages to customers.
        public var notices: any Notifier
        /// Takes orders to carriers.
        public var orders: any Carrier

        public init(notices: any Notifier, orders: any Carrier) {
            self.notices = notices
            self.orders = orders
        }
    }

    /// How many things of each kind were done.
    public struct Tally: Hashable, Sendable, Encodable {
        /// Calls of gateways that were made, however they ended.
        public var calls = 0
        /// Messages to customers that were taken.
        public var notices = 0
        /// Orders to carriers that were taken.
        public var orders = 0
        /// Messages and orders that were not taken: those that failed come again later.
        public var undelivered = 0
    }

    private var worker: Worker
    private let delivery: Delivery?
    private let wait: @Sendable (Int64) -> Void
    /// What this loop has done since it was made.
    public private(set) var tally = Tally()
    /// Who has not let us in when this loop wanted to charge, as the subject of the alert names it: `paypal/invalid_client`. `nil`: nobody.
    public private(set) var denial: String?

    /// A loop of its own worker.
    ///
    /// - Parameters:
    ///   - engine: What it works with; its gateways are those that are called.
    ///   - name: Who it is in leases and in the history. No two loops have the same: put a number of the process in it.
    ///   - delivery: Where messages go; without it they stay in the store for another loop.
    ///   - wait: Returns when the engine's wall clock says so many milliseconds since 1970: another one only where the engine's
    ///     clock is another one than the machine's.
    public init(
        _ engine: PlanEngine,
        name: String,
        delivery: Delivery? = nil,
        wait: @escaping @Sendable (Int64) -> Void = { SystemClock().wait(until: $0) }
    ) {
        worker = Worker(engine, name: name)
        worker.deliversMessages = delivery != nil
        self.delivery = delivery
        self.wait = wait
    }

    /// Works off all that is due now.
    ///
    /// - Parameter waitsForAnswers: Whether it also waits for what is under way then: answers, and calls to be repeated.
    /// - Returns: when there will be something to do, for all that the store knows now. Somebody may bring in something sooner.
    /// - Throws: `StoreError` when the store cannot be used, and `PlanError.noGateway` for a call that no gateway of the engine's
    ///   can make. The loop can be run again.
    @discardableResult
    public mutating func run(waitsForAnswers: Bool = false) throws -> NextDue {
        while true {
            guard case .idle(let next) = try step() else { continue }
            guard waitsForAnswers, let recovery = next.recovery else { return next }
            wait(recovery.milliseconds)
        }
    }

    /// Works on one subject only, if there is something to do for it now: what a customer waits for who has just bought something.
    ///
    /// - Parameters:
    ///   - subject: Of which kind it is.
    ///   - id: Its name.
    ///   - tenant: Whose it is.
    /// - Throws: as `run(waitsForAnswers:)` does.
    public mutating func run(_ subject: Timer.Subject, _ id: String, of tenant: TenantID = .sole) throws {
        try worker.claim(subject, id, of: tenant)
        while worker.standing != .ready { _ = try step() }
    }

    private mutating func step() throws -> Worker.Action {
        let action = try worker.step()
        switch action {
        case .worked, .idle: break
        case .call(let call): try make(call)
        case .deliver(let notice):
            let outcome = delivery?.notices.deliver(notice) ?? .failed
            worker.delivered(outcome)
            if outcome == .delivered { tally.notices += 1 } else { tally.undelivered += 1 }
        case .carryOut(let order):
            let outcome = delivery?.orders.carryOut(order) ?? .failed
            worker.delivered(outcome)
            if outcome == .delivered { tally.orders += 1 } else { tally.undelivered += 1 }
        }
        return action
    }

    /// Makes a call, unless its lease is over by then: somebody else may be at it, and what was prepared is found again by
    /// whoever comes next.
    private mutating func make(_ call: GatewayCall) throws {
        guard let gateway = worker.engine.gateways[call.provider] else {
            throw PlanError.noGateway(call.provider.description)
        }
        wait(call.notBefore)
        guard worker.engine.clock.wallMilliseconds <= call.notAfter else { return worker.abandonCall() }
        let answer = gateway.answer(call.request)
        if case .charge(.denied(let code)) = answer { denial = Alert.subject(ofDenialBy: call.provider, code) }
        worker.answer(answer)
        tally.calls += 1
    }
}
