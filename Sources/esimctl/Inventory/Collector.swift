import PlanServices
import Plans

/// Collects what one purchase owes, and nothing else that may be due, until it is decided or time is up.
struct Collector {
    var open: OpenStore
    /// How long to wait for a provider.
    var seconds: Int

    /// The subscription as it is then.
    func collect(_ subscription: Subscription) throws -> Subscription {
        let service = open.service()
        let engine = open.engine
        var loop = open.loop()
        let clock = SystemClock()
        let end = clock.monotonicMilliseconds + Int64(seconds) * 1000
        var subscription = subscription
        while subscription.state == .incomplete, subscription.awaiting == .nothing {
            try loop.run(.subscription, subscription.id.text, of: subscription.tenant)
            if let denial = loop.denial { throw Failure(deniedBy: denial) }
            subscription = try service.subscription(subscription.id)
            guard subscription.state == .incomplete, clock.monotonicMilliseconds < end else { break }
            open.wait(engine.clock.wallMilliseconds + 1000)
        }
        return subscription
    }
}
