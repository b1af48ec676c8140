import Plans

/// A worker with its place in time: what it waits for, and until when.
final class Runner {
    var worker: Worker
    /// The call that has to wait for its turn.
    var waitingCall: GatewayCall?
    /// The answer that is on its way.
    var comingAnswer: GatewayCall.Answer?
    /// When it can go on, in milliseconds.
    var readyAt: Int64 = 0
    var isIdle = false

    init(_ worker: Worker) {
        self.worker = worker
    }
}

/// Where a worker dies.
enum CrashPoint: Hashable {
    case afterIntentCommit, afterRequestWritten, afterGatewaySuccess, insideSettle, afterOutboxSend
    case insideBatch(Int)

    init(_ word: String) throws(DialectError) {
        switch word {
        case "after_intent_commit": self = .afterIntentCommit
        case "after_request_written": self = .afterRequestWritten
        case "after_gateway_success": self = .afterGatewaySuccess
        case "inside_settle_tx": self = .insideSettle
        case "after_outbox_send_before_mark": self = .afterOutboxSend
        default:
            guard word.hasPrefix("inside_batch_"), let number = Int(word.dropFirst(13)), number > 0 else {
                throw DialectError("unknown word crash_at \(word)")
            }
            self = .insideBatch(number)
        }
    }
}

/// Where a worker stops, alive.
enum StopPoint: String {
    case idle
    case leaseTaken = "lease_taken"
    case requestSent = "gateway_request_sent"
    case beforeSettle = "before_settle"
}

/// How a run of workers goes.
struct RunPlan {
    var stop = StopPoint.idle
    var crash: CrashPoint?
    /// Whether messages are delivered too.
    var delivers = true
    /// Whether work that is under way is waited for: leases of the dead, answers, new tries.
    var waits = true
    /// Which worker is killed once so many renewals are done by all together.
    var kills: [String: Int] = [:]
}

extension World {
    /// How long a run waits at most for work that is under way, in milliseconds of the clock.
    private static let patience: Int64 = 15 * 60 * 1000

    /// Lets workers run, always the one whose time comes first, until the plan says stop.
    func run(_ names: [String], tenant: TenantID? = nil, _ plan: RunPlan) throws {
        var running = names
        for name in names {
            let runner = runner(name, tenant: tenant)
            runner.isIdle = false
            runner.worker.deliversMessages = plan.delivers
            runners[name] = runner
        }
        switch plan.crash {
        case .insideSettle: store.crash(at: .insideInvoicing(1))
        case .insideBatch(let number): store.crash(at: .insideInvoicing(number))
        default: break
        }
        defer { store.crash(at: nil) }
        let giveUpAt = clock.wallMilliseconds + Self.patience
        var turns = 0
        while !running.isEmpty {
            turns += 1
            guard turns < 1_000_000 else { throw DialectError("the workers never become idle") }
            for (name, limit) in plan.kills where running.contains(name) {
                guard try renewalsDone() >= limit else { continue }
                die(name)
                running.removeAll { $0 == name }
            }
            let candidates = running.compactMap { name in runners[name].map { (name, $0) } }.filter { !$0.1.isIdle }
            guard let (name, runner) = candidates.min(by: { $0.1.readyAt < $1.1.readyAt }) else {
                guard plan.waits, try awaitRecovery(names: running, tenant, plan, until: giveUpAt) else { return }
                continue
            }
            clock.pass(until: runner.readyAt)
            if try turn(name, runner, plan) {
                running.removeAll { $0 == name }
                if plan.crash != nil { return }
            }
        }
    }

    /// Lets one worker do one thing. Returns whether it has stopped, or died.
    private func turn(_ name: String, _ runner: Runner, _ plan: RunPlan) throws -> Bool {
        if let call = runner.waitingCall {
            runner.waitingCall = nil
            return try send(call, name, runner, plan)
        }
        if let answer = runner.comingAnswer {
            runner.comingAnswer = nil
            runner.worker.answer(answer)
            if plan.crash == .afterGatewaySuccess, answer.isSuccess { return die(name) }
            return plan.stop == .beforeSettle
        }
        let isBehind = try isClockBehind()
        let standing = runner.worker.standing
        do {
            switch try runner.worker.step() {
            case .worked:
                if runner.worker.standing == .claimed, standing == .ready {
                    if isBehind { claimsWhileBehind += 1 }
                    if plan.stop == .leaseTaken { return true }
                }
                if plan.crash == .afterIntentCommit, runner.worker.standing == .intentStored { return die(name) }
            case .call(let call):
                guard call.notBefore > clock.wallMilliseconds else {
                    return try send(call, name, runner, plan)
                }
                runner.waitingCall = call
                runner.readyAt = call.notBefore
            case .deliver(let notice):
                deliveries.append(notice)
                if plan.crash == .afterOutboxSend { return die(name) }
                runner.worker.delivered(.delivered)
            case .carryOut: runner.worker.delivered(.delivered)
            case .idle: runner.isIdle = true
            }
        } catch is SimulatedCrash {
            return die(name)
        }
        return false
    }

    private func send(_ call: GatewayCall, _ name: String, _ runner: Runner, _ plan: RunPlan) throws -> Bool {
        guard let gateway = gateways[call.provider] else { throw DialectError("no gateway \(call.provider)") }
        guard clock.wallMilliseconds <= call.notAfter else {
            runner.worker.abandonCall()
            return false
        }
        let reply = gateway.reply(to: call.request)
        runner.comingAnswer = reply.answer
        runner.readyAt = clock.wallMilliseconds + reply.delay
        guard case .charge = call.request else { return false }
        if plan.crash == .afterRequestWritten { return die(name) }
        return plan.stop == .requestSent
    }

    /// Ends a worker; what it knew is lost.
    @discardableResult
    private func die(_ name: String) -> Bool {
        runners[name] = nil
        return true
    }

    /// When nothing is due, but work is under way: lets the time pass until it can go on.
    private func awaitRecovery(
        names: [String],
        _ tenant: TenantID?,
        _ plan: RunPlan,
        until giveUpAt: Int64
    ) throws -> Bool {
        let now = clock.now
        let next = try rawStore.read { try $0.nextDue(after: now, of: tenant) }
        let moments = [next.recovery, plan.delivers ? next.message : nil].compactMap(\.self).filter { $0 > now }
        guard let moment = moments.min(), moment.milliseconds <= giveUpAt else { return false }
        clock.pass(until: moment.milliseconds)
        for name in names { runners[name]?.isIdle = false }
        return true
    }

    /// Lets the clock run to an instant, everything that falls due on the way at its own instant. Messages stay where they are.
    func advance(to end: Instant) throws {
        defer { clock.pass(until: end.milliseconds) }
        guard !hasWorkerSteps else { return }
        let plan = RunPlan(delivers: false, waits: false)
        var last: Instant?
        while true {
            let now = clock.now
            let next = try rawStore.read { try $0.nextDue(after: now, of: nil) }.timer
            guard let next, next <= end else { return }
            // What is due and is not done will not be done by asking again.
            if next <= now, last == next { return }
            last = next
            clock.pass(until: next.milliseconds)
            try run([workerNames[0]], plan)
        }
    }

    func renewalsDone() throws -> Int {
        try tenants.reduce(0) { sum, tenant in
            try sum + all(Charge.self, tenant).count { $0.kind == .renewal && $0.state == .succeeded }
        }
    }

    private func isClockBehind() throws -> Bool {
        guard let mark = try rawStore.read({ try $0.find(BillingMark.self, [.text("main")]) }) else { return false }
        return mark.highWater - clock.now > engine.policy.maxBackwardStep
    }
}

extension GatewayCall.Answer {
    fileprivate var isSuccess: Bool {
        switch self {
        case .charge(.succeeded), .lookUp(.found(.succeeded)): true
        default: false
        }
    }
}
