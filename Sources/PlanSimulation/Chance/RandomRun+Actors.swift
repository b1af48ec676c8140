import Plans

extension RandomRun {
    /// Accounts, plans and workers to begin with.
    func settle() throws {
        let now = clock.now
        for version in SimulatedPlans.all(of: tenant, from: now) { try service.add(version) }
        for number in 1...2 {
            let account = AccountID("a\(number)")
            try service.create(
                Account(
                    tenant: tenant,
                    id: account,
                    loggedInUntil: Instant(seconds: .max),
                    locale: number == 1 ? "es" : "en",
                    zone: ZoneName(number == 1 ? "America/Lima" : "America/New_York"),
                    createdAt: now
                )
            )
            accounts.append(account)
            lines += [LineID("l\(number)"), LineID("m\(number)")]
            try service.deposit(Money(20_000, .pen), to: account, source: "cash", key: "first")
            try addMethod(account)
        }
        workers = (1...3).map { Hand(worker: Worker(engine, name: "w\($0)")) }
    }

    func name(_ kind: String) -> String {
        names += 1
        return "\(kind)\(names)"
    }

    func addMethod(_ account: AccountID) throws {
        let isCard = chance.happens(70)
        let id = name("pm")
        try service.add(
            PaymentMethod(
                tenant: tenant,
                id: PaymentMethodID(id),
                account: account,
                kind: isCard ? .card : .paypal,
                provider: isCard ? .stripe : .paypal,
                reference: id,
                expiry: isCard ? PaymentMethod.Expiry(year: 2026, month: Int.random(in: 2...12, using: &chance)) : nil,
                isDefault: chance.happens(70),
                createdAt: clock.now
            )
        )
    }

    /// One thing happens.
    func happen() throws {
        switch Int.random(in: 0..<100, using: &chance) {
        case 0..<65: try workSomewhere()
        case 65..<80: passTime()
        case 80..<82: crashing.crash(at: .beforeChange(Int.random(in: 1...30, using: &chance)))
        case 82..<84: crashing.crash(at: .beforeCommit(Int.random(in: 1...4, using: &chance)))
        case 84..<86:
            // A process ends between two steps and another begins.
            guard let index = workers.indices.randomElement(using: &chance) else { return }
            replace(index)
        default: try act()
        }
    }

    /// Something that people do. What is refused has changed nothing, and that is all right.
    private func act() throws {
        do {
            switch Int.random(in: 0..<15, using: &chance) {
            case 0, 1: try buy()
            case 2, 13, 14: try confirm()
            case 3: if let one = someone() { _ = try service.enableAutoRenew(one.id, paysWith: source()) }
            case 4: if let one = someone(), chance.happens(30) { _ = try service.disableAutoRenew(one.id) }
            case 5, 6: try change()
            case 7: if let one = someone(), chance.happens(25) { try service.pause(one.id) }
            case 8: if let one = all().first(where: { $0.state == .paused }) { try service.resume(one.id) }
            case 9:
                guard let account = chance.pick(accounts) else { return }
                try service.topUp(account, Money(Int64.random(in: 1...6000, using: &chance), .pen), key: name("t"))
            case 10: if let account = chance.pick(accounts) { try addMethod(account) }
            case 11: try refund()
            default: try decide()
            }
        } catch is PlanError {
            return
        } catch is SimulatedCrash {
            return
        }
    }

    func all() -> [Subscription] {
        audit { auditor in auditor.subscriptions.values.sorted { $0.id < $1.id } }
    }

    private func someone() -> Subscription? {
        chance.pick(all().filter { !$0.state.isTerminal })
    }

    private func source() -> PaymentSource { chance.pick([.balance, .card, .payPal]) ?? .balance }

    private func buy() throws {
        guard let index = lines.indices.randomElement(using: &chance) else { return }
        guard all().count(where: { $0.line == lines[index] && !$0.state.isTerminal }) < 2 else { return }
        try service.purchase(
            SubscriptionID(name("s")),
            account: accounts[index / 2],
            line: lines[index],
            plan: chance.pick(SimulatedPlans.codes) ?? "day",
            paysWith: source(),
            autoRenew: chance.happens(80)
        )
    }

    private func confirm() throws {
        guard let one = chance.pick(all().filter { $0.autoRenew == .pendingConfirmation }) else { return }
        _ = try service.confirmAutoRenew(one.id, token: one.confirmationToken ?? "")
    }

    private func change() throws {
        guard let line = chance.pick(lines) else { return }
        _ = try service.changePlan(
            of: line,
            to: chance.pick(SimulatedPlans.codes) ?? "day",
            mode: chance.pick(PlanChangeMode.allCases) ?? .immediate,
            newID: SubscriptionID(name("s"))
        )
    }

    private func refund() throws {
        let paid = audit { auditor in
            auditor.charges.values.filter { $0.state == .succeeded && $0.kind != .topUp }.sorted { $0.id < $1.id }
        }
        guard let charge = chance.pick(paid) else { return }
        let amounts: [Int64] = [charge.amount - charge.refunded, charge.amount / 3, charge.amount]
        let amount = chance.pick(amounts) ?? 1
        _ = try service.refund(charge.id, amount: amount, key: name("r"))
    }

    /// A person looks into what nobody else can decide: the provider's own books.
    func decide() throws {
        let (unknown, parked) = audit { auditor in
            (
                auditor.charges.values.filter { $0.state == .unknown }.sorted { $0.id < $1.id },
                auditor.subscriptions.values.filter(\.isParked).map(\.id).sorted()
            )
        }
        for charge in unknown {
            let truth = gateways[charge.provider]?.trueCharges.last { $0.charge == charge.id.text }
            if let truth, case .succeeded(let reference) = truth.outcome {
                _ = try service.resolve(charge.id, .paid(reference: reference))
            } else {
                _ = try service.resolve(charge.id, .notPaid)
            }
        }
        for id in parked { try service.unpark(id) }
    }
}
