import Plans
import StrictJSON

extension World {
    /// Carries one step out. A refusal is noted; returned are differences that a `check` finds.
    func perform(_ value: JSONValue, number: Int) throws -> [String] {
        var step = try Words(value, "step \(number + 1)")
        let op = try step.need(step.text("op"), "op")
        if op == "check" {
            var judge = Judge(world: self)
            return try judge.differences(step.rest, isEnd: false).map { "step \(number + 1): \($0)" }
        }
        let tenant = try step.text("tenant").map { TenantID($0) }
        do {
            try perform(op, &step, tenant)
            try step.end()
        } catch let error as PlanError {
            try step.end()
            let isRefund = op == "refund"
            if isRefund { answers.results.append(error.code) }
            refusals.append((number, error.code, error.isRetryable, isRefund))
        } catch StoreError.uniqueViolation {
            try step.end()
            refusals.append((number, "unique_violation", false, false))
        } catch StoreError.constraintViolation {
            try step.end()
            refusals.append((number, "constraint_violation", false, false))
        }
        return []
    }

    private func perform(_ op: String, _ step: inout Words, _ tenant: TenantID?) throws {
        switch op {
        case "advance": try advance(to: step.need(step.instant("to"), "to"))
        case "run_until_idle", "run_worker", "resume_worker", "run_workers_concurrently":
            try run(op, &step, tenant)
        case "restart": restart()
        case "reopen": try reopen()
        case "set_clock":
            let passed = try step.integer("monotonic_elapsed_seconds") ?? 0
            clock.set(try step.need(step.instant("to"), "to"), passed: passed * 1000)
        case "boundaries", "split_tax", "add_tax", "format", "to_gateway": try calculate(op, &step)
        case "webhook": try receiveWebhook(&step)
        case "raw_insert_subscription":
            guard let row = step.take("subscription") else { throw DialectError("subscription is missing") }
            let given = try GivenSubscription(row)
            try store.write { try given.insertRaw($0, tenant ?? tenants[0]) }
        case "read":
            let asking = try step.text("as_tenant").map { TenantID($0) }
            let id = SubscriptionID(try step.need(step.text("subscription"), "subscription"))
            _ = try service(asking ?? tenant).subscription(id, of: tenant)
        case "paid_renewal":
            try advance(to: step.need(step.instant("at"), "at"))
            try service(tenant).recharge(LineID("l1"))
        default: try serve(op, &step, tenant)
        }
    }

    /// What customers and operators ask of the engine.
    private func serve(_ op: String, _ step: inout Words, _ tenant: TenantID?) throws {
        let service = service(tenant)
        func subscription() throws -> SubscriptionID {
            SubscriptionID(try step.need(step.text("subscription"), "subscription"))
        }
        switch op {
        case "purchase":
            let id = SubscriptionID(try step.need(step.text("id"), "id"))
            let account = AccountID(try step.need(step.text("account"), "account"))
            let line = LineID(try step.need(step.text("line"), "line"))
            let plan = try step.need(step.text("plan"), "plan")
            let source = PaymentSource(try step.text("pay_with") ?? "wallet")
            let autoRenew = try step.bool("auto_renew") ?? false
            try service.purchase(id, account: account, line: line, plan: plan, paysWith: source, autoRenew: autoRenew)
            try finish(.subscription, id.text, service.tenant)
        case "enable_auto_renew":
            let source = try step.text("pay_with").map { PaymentSource($0) }
            _ = try service.enableAutoRenew(subscription(), paysWith: source)
        case "confirm_auto_renew":
            let id = try subscription()
            // The latest token, as the customer would have it.
            let token = try service.subscription(id).confirmationToken ?? ""
            _ = try service.confirmAutoRenew(id, token: token)
        case "disable_auto_renew": _ = try service.disableAutoRenew(subscription())
        case "show_auto_renew": answers.shown = try service.showAutoRenew(subscription()).shown
        case "change_plan":
            let line = LineID(try step.need(step.text("line"), "line"))
            let plan = try step.need(step.text("to"), "to")
            let mode = try step.need(step.word("mode", PlanChangeMode.self), "mode")
            let id = SubscriptionID(try step.need(step.text("new_id"), "new_id"))
            let change = try service.changePlan(of: line, to: plan, mode: mode, newID: id)
            answers.proration = change.proration?.words
            if mode == .immediate { try finish(.subscription, id.text, service.tenant) }
        case "pause": try service.pause(subscription())
        case "resume": try service.resume(subscription())
        case "refund":
            let charge = ChargeID(try step.need(step.text("charge"), "charge"))
            let amount = try step.need(step.integer("amount_minor"), "amount_minor")
            let key = try step.need(step.text("key"), "key")
            var result = try service.refund(charge, amount: amount, key: key)
            if result == .begun {
                try finish(.refund, key, service.tenant)
                if try service.select(Refund.self, ["id"], [key]).first?.state == .succeeded { result = .succeeded }
            }
            answers.results.append(result.rawValue)
        case "topup":
            let account = AccountID(try step.need(step.text("account"), "account"))
            let amount = Money(try step.need(step.integer("amount_minor"), "amount_minor"), .pen)
            let method = try step.text("payment_method").map { PaymentMethodID($0) }
            let earlier = try service.charges(of: Charge.topUpSubject(account)).count
            let charge = try service.topUp(account, amount, with: method, key: String(earlier + 1))
            try finish(.charge, charge.id.text, service.tenant)
        case "add_payment_method":
            let account = AccountID(try step.need(step.text("account"), "account"))
            guard let value = step.take("payment_method") else { throw DialectError("payment_method is missing") }
            let given = try GivenMethod(value)
            let isDefault = try step.bool("make_default") ?? false
            try service.add(
                given.record(service.tenant, account, isDefault: isDefault, at: clock.now, gateways)
            )
        default: throw DialectError("unknown word op \(op)")
        }
    }

    /// Lets a worker of its own carry out what was just stored, as a person who waits for it would.
    func finish(_ subject: Timer.Subject, _ id: String, _ tenant: TenantID) throws {
        let runner = runner("cashier")
        runner.worker.deliversMessages = false
        try runner.worker.claim(subject, id, of: tenant)
        while runner.worker.standing != .ready {
            switch try runner.worker.step() {
            case .call(let call):
                clock.pass(until: call.notBefore)
                guard let reply = gateways[call.provider]?.reply(to: call.request) else { return }
                clock.pass(until: clock.wallMilliseconds + reply.delay)
                runner.worker.answer(reply.answer)
            case .worked: continue
            case .deliver, .carryOut, .idle: return
            }
        }
    }

    private func run(_ op: String, _ step: inout Words, _ tenant: TenantID?) throws {
        var plan = RunPlan()
        plan.crash = try step.text("crash_at").map { word throws(DialectError) in try CrashPoint(word) }
        var names = [workerNames[0]]
        switch op {
        case "run_worker", "resume_worker":
            names = [try step.text("worker") ?? workerNames[0]]
            if op == "run_worker" {
                plan.stop = try step.word("until", StopPoint.self) ?? .idle
                if let pause = try step.text("pause_at") {
                    guard pause == StopPoint.beforeSettle.rawValue else {
                        throw DialectError("unknown word pause_at \(pause)")
                    }
                    plan.stop = .beforeSettle
                }
            } else {
                plan.stop = .idle
            }
        case "run_workers_concurrently":
            names = try step.texts("workers") ?? workerNames
            plan.stop = try step.word("until", StopPoint.self) ?? .idle
            for (name, value) in try step.members("kill") ?? [:] { plan.kills[name] = try Self.killLimit(value) }
            if try step.bool("force_overlap") == true {
                // Answers take longer than leases, so that others take the work over meanwhile.
                for gateway in gateways.values { gateway.setLatency((engine.policy.lease + 2) * 1000) }
            }
        default: break
        }
        try step.end()
        try run(names, tenant: tenant, plan)
        for gateway in gateways.values { gateway.setLatency(0) }
        for name in names {
            if let result = runners[name]?.worker.lastResult { workerResults[name] = result }
        }
    }

    /// `after_100_renewals_total`
    private static func killLimit(_ value: JSONValue) throws(DialectError) -> Int {
        if case .string(let word) = value, word.hasPrefix("after_"), word.hasSuffix("_renewals_total"),
            let limit = Int(word.dropFirst(6).dropLast(15))
        {
            return limit
        }
        throw DialectError("unknown word kill \(value)")
    }
}

extension RenewalSummary {
    fileprivate var shown: [String: JSONValue] {
        [
            "auto_renew": .string(autoRenew.rawValue),
            "next_charge_at": JSONValue(nextChargeAt),
            "next_charge_local": nextChargeLocal.map { .string($0.description) } ?? .null,
            "amount_minor": .integer(amount.minorUnits),
            "currency": .string(amount.currency.code),
            "plan": .string(plan.code),
            "state": .string(state.rawValue),
            "pay_with": .string(paymentMethod?.text ?? "wallet"),
            "tz": .string(zone.description),
        ]
    }
}

extension Proration {
    fileprivate var words: [String: JSONValue] {
        [
            "period_days": .integer(periodDays),
            "used_days": .integer(usedDays),
            "credit_minor": .integer(credit.gross),
            "credit_net": .integer(credit.net),
            "credit_tax": .integer(credit.tax),
        ]
    }
}
