import Plans

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
/// Lets one worker do what is due, and makes the calls that it asks for.
struct RenewalWork {
    private let open: OpenStore
    private var worker: Worker
    private let delivery: MessageDelivery?
    /// What was done, for the report.
    private(set) var tally = Tally()
    /// The last provider that did not let us in; `nil`: none.
    private(set) var denial: Failure?

    /// How many things of each kind were done.
    struct Tally: Encodable {
        var calls = 0
        var notices = 0
        var orders = 0
        var undelivered = 0
    }

    /// Messages go to `delivery`; without it they stay in the outbox.
    init(_ open: OpenStore, delivery: MessageDelivery? = nil) {
        self.open = open
        self.delivery = delivery
        worker = Worker(open.engine, name: "esimctl/\(getpid())")
        worker.deliversMessages = delivery != nil
    }

    /// Works off all that is due now. With `untilIdle` it also waits for what is under way then: answers, and calls to be repeated.
    mutating func run(untilIdle: Bool) throws {
        while true {
            guard case .idle(let next) = try step() else { continue }
            guard untilIdle, let recovery = next.recovery else { return }
            open.wait(until: recovery.milliseconds)
        }
    }

    /// Works on one subject only, if there is something to do for it.
    mutating func run(_ subject: Timer.Subject, _ id: String) throws {
        try open.refusing { try worker.claim(subject, id, of: .sole) }
        while worker.standing != .ready { _ = try step() }
    }

    private mutating func step() throws -> Worker.Action {
        let action = try open.refusing { try worker.step() }
        switch action {
        case .worked, .idle: break
        case .call(let call):
            guard let gateway = open.engine.gateways[call.provider] else {
                throw Failure(noGateway: call.provider.description)
            }
            open.wait(until: call.notBefore)
            if let answer = worker.make(call, by: gateway, at: open.engine.clock) {
                tally.calls += 1
                denial = Failure(call.provider, answer) ?? denial
            }
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
}

/// Where messages go.
struct MessageDelivery {
    var notices: any Notifier
    var orders: any Carrier
}
