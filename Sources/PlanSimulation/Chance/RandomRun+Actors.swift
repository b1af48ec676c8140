import Plans

extension RandomRun {
    /// Accounts, plans and workers to begin with.
    func settle() throws {
        let now = clock.now
        for offer in stage.plans {
            if let version = offer.version(of: tenant, from: now) { try service.add(version) }
        }
        for number in 1...stage.customers {
            let account = AccountID("a\(number)")
            try service.create(
                Account(
                    tenant: tenant,
                    id: account,
                    loggedInUntil: Instant(seconds: .max),
                    locale: stage.locales[(number - 1) % stage.locales.count],
                    zone: stage.zones[(number - 1) % stage.zones.count],
                    createdAt: now
                )
            )
            accounts.append(account)
            lines += [LineID("l\(number)"), LineID("m\(number)")]
            try service.deposit(Money(20_000, .pen), to: account, source: "cash", key: "first")
            try addMethod(account)
        }
        workers = (1...3).map { Hand(worker: Worker(engine, name: "w\($0)")) }
        guard stage.isOpen else { return }
        for index in lines.indices {
            clock.pass(until: clock.wallMilliseconds + Int64.random(in: 0...120_000, using: &chance))
            try open(index)
        }
    }

    /// A customer buys a first plan, and agrees to its renewal.
    private func open(_ index: Int) throws {
        do {
            let one = try buy(for: index, autoRenew: true)
            if let token = one.confirmationToken { _ = try service.confirmAutoRenew(one.id, token: token) }
        } catch is PlanError {
            return  // a plan that does not renew
        }
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
        switch chance.draw(stage.events) {
        case .work, nil: try workSomewhere()
        case .time: passTime()
        case .crashBeforeChange:
            crashing.crash(at: .beforeChange(Int.random(in: 1...stage.crashesWithin, using: &chance)))
        case .crashBeforeCommit: crashing.crash(at: .beforeCommit(Int.random(in: 1...4, using: &chance)))
        case .restart: if let index = workers.indices.randomElement(using: &chance) { replace(index) }
        case .act: try act()
        case .spoil: if let one = someone() { spoil(spoilt.union([one.id.text])) }
        case .repair: try repair()
        }
    }

    /// Something that people do. What is refused has changed nothing, and that is all right.
    private func act() throws {
        do {
            switch chance.draw(stage.acts) {
            case .buy: try buy()
            case .confirm: try confirm()
            case .enable: if let one = someone() { _ = try service.enableAutoRenew(one.id, paysWith: source()) }
            case .disable: if let one = someone(), chance.happens(30) { _ = try service.disableAutoRenew(one.id) }
            case .change: try change()
            case .pause: if let one = someone(), chance.happens(25) { try service.pause(one.id) }
            case .resume: if let one = circle().first(where: { $0.state == .paused }) { try service.resume(one.id) }
            case .topUp:
                guard let account = chance.pick(accounts) else { return }
                let amount = Int64.random(in: stage.deposits, using: &chance)
                try service.topUp(account, Money(amount, .pen), key: name("t"))
            case .deposit:
                guard let account = chance.pick(accounts) else { return }
                let amount = Int64.random(in: stage.deposits, using: &chance)
                try service.deposit(Money(amount, .pen), to: account, source: "cash", key: name("d"))
            case .addMethod: if let account = chance.pick(accounts) { try addMethod(account) }
            case .refund: try refund()
            case .decide, nil: try decide()
            }
        } catch is PlanError {
            return
        } catch is SimulatedCrash {
            return
        } catch StoreError.corrupt where !spoilt.isEmpty {
            return
        }
    }

    /// Those whom chance chooses from: all, in a small shop; in a large one those of one line, since to put all in order takes longer
    /// than whatever is done to the one.
    private func circle() -> [Subscription] {
        guard stage.customers > 2 else {
            return audit { auditor in auditor.subscriptions.values.sorted { $0.id < $1.id } }
        }
        guard let line = chance.pick(lines) else { return [] }
        return audit { $0.subscriptions(on: line) }
    }

    private func someone() -> Subscription? {
        chance.pick(circle().filter { !$0.state.isTerminal })
    }

    private func source() -> PaymentSource { chance.pick(stage.sources) ?? .balance }

    private func buy() throws {
        guard let index = lines.indices.randomElement(using: &chance) else { return }
        let line = lines[index]
        guard audit({ $0.subscriptions(on: line) }).count(where: { !$0.state.isTerminal }) < 2 else { return }
        try buy(for: index, autoRenew: nil)
    }

    @discardableResult
    private func buy(for index: Int, autoRenew: Bool?) throws -> Subscription {
        try service.purchase(
            SubscriptionID(name("s")),
            account: accounts[index / 2],
            line: lines[index],
            plan: plan(),
            paysWith: source(),
            autoRenew: autoRenew ?? chance.happens(80)
        )
    }

    private func plan() -> String { chance.pick(stage.plans)?.code ?? "day" }

    private func confirm() throws {
        guard let one = chance.pick(circle().filter { $0.autoRenew == .pendingConfirmation }) else { return }
        _ = try service.confirmAutoRenew(one.id, token: one.confirmationToken ?? "")
    }

    private func change() throws {
        guard let line = chance.pick(lines) else { return }
        _ = try service.changePlan(
            of: line,
            to: plan(),
            mode: chance.pick(PlanChangeMode.allCases) ?? .immediate,
            newID: SubscriptionID(name("s"))
        )
    }

    private func refund() throws {
        guard let charge = chance.pick(paid()) else { return }
        let amounts: [Int64] = [charge.amount - charge.refunded, charge.amount / 3, charge.amount]
        let amount = chance.pick(amounts) ?? 1
        _ = try service.refund(charge.id, amount: amount, key: name("r"))
    }

    /// The charges that may be refunded; in a large shop the last one of each plan of one line.
    private func paid() -> [Charge] {
        var some: [String]?
        if stage.customers > 2 {
            some = circle().flatMap { one in
                [Charge.Kind.first, .renewal, .change].map { Charge.id(of: one.id, $0, cycle: one.cycle).text }
            }
        }
        let charges = audit { auditor in
            some.map { $0.compactMap { auditor.charges[$0] } } ?? Array(auditor.charges.values)
        }
        return charges.filter { $0.state == .succeeded && $0.kind != .topUp }.sorted { $0.id < $1.id }
    }

    /// A person looks into what nobody else can decide: the provider's own books.
    func decide() throws {
        let (unknown, parked) = audit { auditor in
            (
                auditor.undecided.sorted().compactMap { auditor.charges[$0] },
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

    private func spoil(_ ids: Set<String>) {
        spoilt = ids
        guard !ids.isEmpty else { return poisoned.spoil(nil) }
        poisoned.spoil { ids.contains($0.text) }
    }

    /// All records can be read again, and a person sets going what was put aside meanwhile.
    func repair() throws {
        let ids = spoilt.sorted()
        spoil([])
        do {
            for id in ids { try service.unpark(SubscriptionID(id)) }
        } catch is SimulatedCrash {
            // The rest of them is for whoever looks through the alerts.
            spoil(Set(ids))
        }
    }
}
