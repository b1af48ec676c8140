import Plans

extension RandomRun {
    /// A process ends, with all that it knew, and another takes its place.
    func replace(_ index: Int) {
        workers[index] = Hand(worker: Worker(engine, name: name("w")))
    }

    /// Time passes: a moment, or until the next thing that is due, or past it.
    func passTime() {
        let now = clock.wallMilliseconds
        let step: Int64
        switch Int.random(in: 0..<10, using: &chance) {
        case 0..<3: step = Int64.random(in: 1...5_000, using: &chance)
        case 3..<5: step = Int64.random(in: 60_000...600_000, using: &chance)
        case 5..<9:
            let next = try? store.read { try $0.nextDue(after: clock.now, of: nil) }
            step = max(0, min((next?.timer?.milliseconds ?? now) - now, 40 * 86_400_000))
        default: step = Int64.random(in: 3_600_000...200_000_000, using: &chance)
        }
        clock.pass(until: now + step)
    }

    /// A worker does one thing, or the message that it waits for comes in.
    func workSomewhere() throws {
        guard let index = workers.indices.randomElement(using: &chance) else { return }
        let isIdle = try work(index)
        if isIdle, stage.waitsForWorkers, workers.allSatisfy({ $0.worker.standing == .ready }) { leap() }
    }

    /// Hours go by in which nobody works, or days, or it is the time of the next thing that is due.
    private func leap() {
        let now = clock.wallMilliseconds
        switch Int.random(in: 0..<20, using: &chance) {
        case 0: clock.pass(until: now + Int64.random(in: 1...3, using: &chance) * 86_400_000)
        case 1..<6:
            let next = try? store.read { try $0.nextDue(after: clock.now, of: nil) }
            if let due = [next?.timer, next?.message].compactMap(\.self).min() { clock.pass(until: due.milliseconds) }
        default: clock.pass(until: now + Int64.random(in: 3_600_000...43_200_000, using: &chance))
        }
    }

    /// - Returns: whether it has nothing to do.
    @discardableResult
    func work(_ index: Int) throws -> Bool {
        if let call = workers[index].call, clock.wallMilliseconds >= call.notBefore {
            workers[index].call = nil
            send(call, index)
            return false
        }
        if let answer = workers[index].answer {
            // Other workers go on while this one waits.
            guard clock.wallMilliseconds >= workers[index].readyAt || chance.happens(20) else { return false }
            clock.pass(until: workers[index].readyAt)
            workers[index].answer = nil
            workers[index].worker.answer(answer)
            return false
        }
        guard workers[index].call == nil else {
            if let call = workers[index].call { clock.pass(until: call.notBefore) }
            return false
        }
        do {
            switch try workers[index].worker.step() {
            case .worked: return false
            case .idle: return true
            case .call(let call): workers[index].call = call
            case .deliver: workers[index].worker.delivered(chance.happens(stage.notices) ? .delivered : .failed)
            case .carryOut: workers[index].worker.delivered(chance.happens(stage.orders) ? .delivered : .failed)
            }
        } catch is SimulatedCrash {
            replace(index)
        }
        return false
    }

    private func send(_ call: GatewayCall, _ index: Int) {
        guard let gateway = gateways[call.provider], clock.wallMilliseconds <= call.notAfter else {
            return workers[index].worker.abandonCall()
        }
        var request = call.request
        if case .charge(var charge) = request {
            if sabotage == .newKeyPerSend { charge.idempotencyKey += "/\(gateway.log.posts.count)" }
            request = .charge(charge)
            judge(charge, gateway)
        }
        let reply = gateway.reply(to: request)
        workers[index].answer = reply.answer
        workers[index].readyAt = clock.wallMilliseconds + reply.delay
        let log = gateway.log
        for key in log.contradictions { note("key \(key) came with two bodies", 17) }
        for charge in log.paidTwice { note("charge \(charge) was paid twice", 3) }
        // The seconds before were looked at when they ended.
        let last = log.posts.reversed().prefix { $0 > clock.wallMilliseconds - 1000 }
        if last.count > stage.callsPerSecond { note("more than \(stage.callsPerSecond) calls in a second", 34) }
    }

    /// 17, 18: only keys that are in the store are sent, and none that the provider may have forgotten.
    private func judge(_ charge: ChargeRequest, _ gateway: LabGateway) {
        let (now, margin) = (clock.now, engine.policy.keyMargin)
        let attempt = audit { $0.attempt(of: charge.idempotencyKey) }
        guard let attempt else { return note("key \(charge.idempotencyKey) is not in the store", 17) }
        if attempt.body != charge.body { note("key \(charge.idempotencyKey) was sent with another body", 17) }
        if let first = attempt.firstSentAt, now - first >= gateway.keyLifetime - margin + 120 {
            note("key \(charge.idempotencyKey) was sent \(now - first) seconds after the first time", 18)
        }
    }

    /// All faults cease. Whatever was begun has to come to an end, and the books have to agree.
    func rest() throws {
        crashing.crash(at: nil)
        try repair()
        for gateway in gateways.values { gateway.setFaults(.none, seed: seed) }
        for index in workers.indices where workers[index].answer == nil { replace(index) }
        let calm = clock.now
        for _ in 0..<3 {
            try drain(since: calm)
            do { try decide() } catch is PlanError {}
        }
        try drain(since: calm)
        let now = clock.now
        audit { auditor in
            for (id, timer) in auditor.timers.sorted(by: { $0.key < $1.key }) where timer.dueAt <= now {
                auditor.fail(31, "\(timer.subject) \(id) is due and is not done: \(timer) at \(now)")
            }
            for (id, tries) in auditor.attempts.sorted(by: { $0.key < $1.key }) {
                for attempt in tries.values where attempt.state == .prepared || attempt.state == .sending {
                    auditor.fail(31, "attempt \(attempt.number) of \(id) is \(attempt.state) at rest")
                }
            }
        }
        let truth = [Provider.stripe, .paypal].flatMap { gateways[$0]?.trueCharges ?? [] }
        audit { $0.judgeRest(truth) }
    }

    /// Lets workers go on until nothing is due and nothing is under way.
    private func drain(since calm: Instant) throws {
        for _ in 0..<4_000 {
            var isBusy = false
            for index in workers.indices {
                let isWaiting = workers[index].answer != nil || workers[index].call != nil
                clock.pass(until: isWaiting ? workers[index].readyAt : 0)
                if let call = workers[index].call { clock.pass(until: call.notBefore) }
                let before = transactionCount
                try work(index)
                let isOpen = workers[index].answer != nil || workers[index].call != nil
                if isWaiting || isOpen || transactionCount != before || workers[index].worker.standing != .ready {
                    isBusy = true
                }
                if !violations.isEmpty { return }
            }
            let now = clock.now
            // The longest that an answer takes which was under way, a lease, and a place in the row of calls for each, even if the
            // limit had been halved to one a second.
            audit { auditor in
                guard now - calm > engine.policy.lease else { return }
                auditor.judgeProgress(
                    since: calm,
                    at: now,
                    patience: 90 + engine.policy.lease + Int64(auditor.timers.count)
                )
            }
            guard !isBusy else { continue }
            let next = try store.read { try $0.nextDue(after: now, of: nil) }
            if let timer = next.timer, timer <= now { continue }
            // A message may be due and wait for an earlier one of its subject.
            let message = next.message.map { max($0, now + 15) }
            guard let due = [next.recovery, message].compactMap(\.self).min() else { return }
            clock.pass(until: due.milliseconds)
        }
        note("the workers never come to rest")
    }
}
