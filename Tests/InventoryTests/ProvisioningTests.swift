import PlanSimulation
import PlanStores
import Plans
import SecretBoxes
import Synchronization
import Testing

@Suite struct `A balance` {
    @Test func `never holds more than an amount may be`() throws {
        let shop = try Shop(codes: 0, balance: 1)
        let most = Money(Money.limit, .pen)
        let before = try shop.export()
        for amount in [most, Money(.max, .pen)] {
            #expect(throws: PlanError.invalid("a balance of more than \(most)")) {
                try shop.service.deposit(amount, to: Shop.account, source: "cash", key: "2")
            }
            #expect(throws: PlanError.invalid("a balance of more than \(most)")) {
                try shop.service.topUp(Shop.account, amount, key: "2")
            }
        }
        #expect(try shop.export() == before)
        try shop.service.deposit(Money(Money.limit - 1, .pen), to: Shop.account, source: "cash", key: "2")
        #expect(try shop.store.audit().isEmpty)
    }
}

@Suite struct `Provisioning` {
    @Test func `from the balance charges, takes the first code and starts the plan at once`() throws {
        let shop = try Shop()
        let sold = try shop.service.provision(shop.order(autoRenew: true))
        #expect(sold.state == .active && sold.code == 1 && sold.iccid == "8951100000000001001")
        #expect(sold.profile == .released && sold.autoRenew == .pendingConfirmation)
        #expect(try shop.service.balance(of: Shop.account, .pen).minorUnits == 10_000 - 2990)
        #expect(try shop.states() == [.used, .available, .available])
        let line = try #require(try shop.service.select(Line.self, ["id"], [Shop.line.text]).first)
        #expect(line.iccid == sold.iccid)
        let row = try shop.service.inventoryCode(1)
        #expect(try shop.box.open(row.sealed, for: row.fingerprint).hasSuffix(Shop.secret(1)))
        #expect(try shop.store.audit().isEmpty)
    }

    @Test func `the same order again sells nothing more`() throws {
        let shop = try Shop()
        let sold = try shop.service.provision(shop.order())
        #expect(try shop.service.provision(shop.order()) == sold)
        var named = shop.order(line: LineID("51900000001"))
        named.id = SubscriptionID("web-1")
        let other = try shop.service.provision(named)
        #expect(try shop.service.provision(named) == other && other.id.text == "web-1" && other.code == 2)
        named.line = LineID("51900000002")
        #expect(throws: PlanError.exists("order web-1")) { try shop.service.provision(named) }
        #expect(try shop.states() == [.used, .used, .available])
        #expect(try shop.service.balance(of: Shop.account, .pen).minorUnits == 10_000 - 2 * 2990)
    }

    @Test func `with too little in the balance changes nothing`() throws {
        let shop = try Shop(balance: 2989)
        let before = try shop.export()
        #expect(throws: PlanError.insufficientBalance(Shop.account)) { try shop.service.provision(shop.order()) }
        #expect(try shop.export() == before)
    }

    @Test func `out of stock charges nothing`() throws {
        let shop = try Shop(codes: 0)
        let before = try shop.export()
        for source in [PaymentSource.balance, .card] {
            #expect(throws: PlanError.outOfStock(profileType: "tourist")) {
                try shop.service.provision(shop.order(source))
            }
        }
        #expect(try shop.export() == before && shop.gateway.trueCharges.isEmpty)
    }

    @Test(arguments: [LabGateway.Behaviour.ok, .hang, .slowOK, .chargedThenError, .secondConcurrentFails])
    func `by card keeps the code until the payment is decided`(behaviour: LabGateway.Behaviour) throws {
        let shop = try Shop(balance: 0)
        shop.gateway.setBehaviour(behaviour, of: "pm_ana")
        let begun = try shop.service.provision(shop.order(.card))
        #expect(begun.state == .incomplete && begun.iccid == nil)
        #expect(try shop.states() == [.reserved, .available, .available])
        let sold = try shop.collect(begun.id)
        #expect(sold.state == .active && sold.code == 1 && sold.iccid != nil)
        #expect(try shop.states() == [.used, .available, .available])
        #expect(shop.gateway.trueCharges.count == 1)
        #expect(try shop.store.audit().isEmpty)
    }

    @Test(arguments: [LabGateway.Behaviour.softOnce, .stolen])
    func `gives the code of a refused payment back`(behaviour: LabGateway.Behaviour) throws {
        let shop = try Shop(codes: 1, balance: 0)
        shop.gateway.setBehaviour(behaviour, of: "pm_ana")
        let ended = try shop.collect(try shop.service.provision(shop.order(.card)).id)
        #expect(ended.state == .canceled && ended.code == nil && ended.iccid == nil)
        #expect(try shop.states() == [.available])
        #expect(try shop.store.audit().isEmpty)
        guard behaviour == .softOnce else { return }
        // The code is for the next one, also for the same customer.
        let again = try shop.service.provision(shop.order(.card))
        #expect(again.id != ended.id)
        #expect(try shop.collect(again.id).state == .active)
    }

    @Test func `gives the code of a canceled purchase back`() throws {
        let shop = try Shop(codes: 1, balance: 0)
        let begun = try shop.service.provision(shop.order(.card))
        let ended = try shop.service.cancelNow(begun.id)
        #expect(ended.state == .canceled)
        #expect(try shop.states() == [.available])
    }

    @Test(arguments: [PaymentSource.balance, .card])
    func `survives a crash before any change and any commit`(source: PaymentSource) throws {
        var crashes = 0
        let moments: [@Sendable (Int) -> CrashingStore.Moment] = [{ .beforeChange($0) }, { .beforeCommit($0) }]
        for moment in moments {
            for number in 1...200 {
                let shop = try Shop(codes: 2)
                shop.crashing.crash(at: moment(number))
                do {
                    _ = try shop.collect(try shop.service.provision(shop.order(source)).id)
                } catch is SimulatedCrash {
                    crashes += 1
                }
                let isOver = shop.crashing.isArmed
                shop.crashing.crash(at: nil)
                // The next run, after the dead worker's lease.
                shop.clock.pass(until: shop.clock.wallMilliseconds + 61_000)
                let sold = try shop.collect(try shop.service.provision(shop.order(source)).id)
                #expect(sold.state == .active && sold.code == 1, "crash \(moment(number))")
                #expect(try shop.states() == [.used, .available])
                #expect(shop.gateway.trueCharges.count == (source == .card ? 1 : 0))
                let balance = try shop.service.balance(of: Shop.account, .pen).minorUnits
                #expect(balance == (source == .card ? 10_000 : 10_000 - 2990))
                #expect(try shop.store.audit().isEmpty)
                if isOver { break }
            }
        }
        #expect(crashes > 10)
    }

    @Test func `by two sellers at once hands out no code twice`() async throws {
        let shop = try Shop(codes: 40, balance: 40 * 2990)
        let path = shop.path
        let clock = shop.clock
        let sold = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for seller in 0..<2 {
                group.addTask {
                    let engine = PlanEngine(
                        store: try SQLiteStore(path: path, durability: .process),
                        clock: clock,
                        zones: SystemZones(),
                        makeToken: { "T" }
                    )
                    return try (0..<20).compactMap { number in
                        // Half of the orders are given to both.
                        let line = number < 10 ? "both-\(number)" : "only-\(seller)-\(number)"
                        let order = ProvisionOrder(account: Shop.account, line: LineID(line), plan: "tourist-30")
                        return try PlanService(engine).provision(order).code
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(sold.count == 40 && Set(sold).count == 30)
        #expect(try shop.states().count { $0 == .used } == 30)
        #expect(try shop.service.balance(of: Shop.account, .pen).minorUnits == 10 * 2990)
        #expect(try shop.store.audit().isEmpty)
    }

    @Test func `a deleted profile has the renewal confirmed once more`() throws {
        let shop = try Shop()
        let sold = try shop.service.provision(shop.order(autoRenew: true))
        _ = try shop.service.confirmAutoRenew(sold.id, token: "TOKEN")
        try shop.service.setProfile(of: sold.id, to: .enabled)
        #expect(try shop.service.subscription(sold.id).autoRenew == .on)
        let asked = try shop.service.setProfile(of: sold.id, to: .deleted)
        #expect(asked.autoRenew == .pendingConfirmation && asked.collectAt == nil)
        #expect(throws: PlanError.profileDeleted(sold.id)) { try shop.service.setProfile(of: sold.id, to: .enabled) }
        #expect(try shop.service.confirmAutoRenew(sold.id, token: "TOKEN").autoRenew == .on)
    }

    @Test func `a deleted profile ends a renewal that the plan does not make without`() throws {
        let shop = try Shop()
        try shop.add(plan: "strict", whenProfileDeleted: .refuse)
        var order = shop.order(autoRenew: true)
        order.plan = "strict"
        let sold = try shop.service.provision(order)
        _ = try shop.service.confirmAutoRenew(sold.id, token: "TOKEN")
        #expect(try shop.service.setProfile(of: sold.id, to: .deleted).autoRenew == .off)
        #expect(throws: PlanError.profileDeleted(sold.id)) { try shop.service.enableAutoRenew(sold.id) }
        #expect(try shop.store.audit().isEmpty)
    }
}
