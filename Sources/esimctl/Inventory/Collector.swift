import Plans

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Collects what one purchase owes, and nothing else that may be due, until it is decided or time is up.
struct Collector {
    var open: OpenStore
    /// How long to wait for a provider.
    var seconds: Int

    /// The subscription as it is then.
    func collect(_ subscription: Subscription) throws -> Subscription {
        let service = open.service()
        let engine = open.engine
        var worker = Worker(engine, name: "provision-\(getpid())")
        worker.deliversMessages = false
        let clock = MachineClock()
        let end = clock.monotonicMilliseconds + Int64(seconds) * 1000
        var subscription = subscription
        while subscription.state == .incomplete, subscription.awaiting == .nothing {
            try worker.claim(.subscription, subscription.id.text, of: subscription.tenant)
            var denial: Failure?
            while worker.standing != .ready {
                guard case .call(let call) = try worker.step() else { continue }
                guard let gateway = engine.gateways[call.provider] else {
                    throw PlanError.noGateway(call.provider.description)
                }
                open.wait(until: call.notBefore)
                denial = worker.make(call, by: gateway, at: engine.clock).flatMap { Failure(call.provider, $0) }
            }
            if let denial { throw denial }
            subscription = try service.subscription(subscription.id)
            guard subscription.state == .incomplete, clock.monotonicMilliseconds < end else { break }
            open.wait(until: engine.clock.wallMilliseconds + 1000)
        }
        return subscription
    }
}
