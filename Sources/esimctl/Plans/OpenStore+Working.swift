import PlanServices
import Plans

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension OpenStore {
    /// A loop of this process; without `delivery` messages stay in the outbox.
    func loop(delivery: WorkerLoop.Delivery? = nil) -> WorkerLoop {
        WorkerLoop(engine, name: "esimctl/\(getpid())", delivery: delivery, wait: wait)
    }

    /// Carries out what has just been begun for one subject, and nothing else that may be due.
    ///
    /// - Returns: what to say when its provider does not let us in.
    @discardableResult
    func work(on subject: Timer.Subject, _ id: String) throws -> Failure? {
        var loop = loop()
        try refusing { try loop.run(subject, id) }
        return loop.denial.map { Failure(deniedBy: $0) }
    }

    /// Waits until so many milliseconds since 1970 by the engine's clock; the clock of a trial moves on instead.
    var wait: @Sendable (Int64) -> Void {
        if let trialClock { return { trialClock.move(to: $0) } }
        return { SystemClock().wait(until: $0) }
    }
}
