import Plans

/// One performance of a script, with or without mishaps; `RestingState` says what it came to.
///
/// There is one worker for all tenants. After each act it works until nothing is under way, and takes what becomes due until the next.
final class Rehearsal {
    /// What goes wrong.
    enum Mishap: Hashable, Sendable {
        /// The process ends there, and another goes on.
        case crash(CrashingStore.Moment)
        /// The process ends at this step of its worker, from 1; a call that the step asks for is made, and its answer lost.
        case lostStep(Int)
        /// From the tenth day on the subscriptions of customer 0 cannot be read.
        case poison
    }

    let script: Script
    let tenants: [TenantID]
    private let mishap: Mishap?
    /// Whether the worker sleeps between two acts, so that several customers' things are due at once when it wakes up.
    private let sleeps: Bool
    private let clock = SimulatedClock(at: Script.start)
    private let crashing: CrashingStore
    private let poison: PoisonedStore
    let store: any PlanStore
    private let engine: PlanEngine
    let gateways: [LabGateway]
    private var worker: Worker
    private var scripts: [TenantID: Script] = [:]
    private(set) var steps = 0
    /// How many records were changed.
    let changes: Tally
    /// What should not have been; empty when all went as it should.
    private(set) var wrongs: [String] = []

    /// Performs the script of a seed for the first tenant, and, for each further one, that of another seed under the same names.
    init(
        seed: UInt64,
        store base: any PlanStore,
        zones: any ZoneDatabase,
        mishap: Mishap? = nil,
        guests: [TenantID] = [],
        sleeps: Bool = false
    ) throws {
        self.sleeps = sleeps
        script = Script(seed: seed)
        tenants = [.sole] + guests
        self.mishap = mishap
        let (clock, changes) = (clock, Tally())
        self.changes = changes
        poison = PoisonedStore(base)
        crashing = CrashingStore(poison)
        store = ObservedStore(crashing) { changes.add($0) }
        gateways = [Provider.stripe, .paypal].map { LabGateway($0, clock: clock) }
        var policy = Policy()
        policy.batch = 4
        let tokens = SequenceOfTokens(seed: seed)
        engine = PlanEngine(
            store: store,
            clock: clock,
            zones: zones,
            policy: policy,
            gateways: gateways,
            makeToken: { tokens.next() }
        )
        worker = Worker(engine, name: "w0")
        for (index, tenant) in tenants.enumerated() {
            scripts[tenant] = index == 0 ? script : Script(seed: seed &+ UInt64(index) &* 1_000_003)
            try settle(tenant)
        }
    }

    private func service(_ tenant: TenantID) -> PlanService { PlanService(engine, tenant: tenant) }

    private func settle(_ tenant: TenantID) throws {
        guard let script = scripts[tenant] else { return }
        let service = service(tenant)
        for version in SimulatedPlans.all(of: tenant, from: Script.start) { try service.add(version) }
        for customer in script.customers {
            let account = AccountID("a\(customer.number)")
            try service.create(
                Account(
                    tenant: tenant,
                    id: account,
                    loggedInUntil: Instant(seconds: .max),
                    zone: customer.zone,
                    createdAt: Script.start
                )
            )
            if customer.balance > 0 {
                try service.deposit(Money(customer.balance, .pen), to: account, source: "cash", key: "first")
            }
            let provider: Provider = customer.kind == .card ? .stripe : .paypal
            let method = PaymentMethod(
                tenant: tenant,
                id: PaymentMethodID("m\(customer.number)"),
                account: account,
                kind: customer.kind,
                provider: provider,
                reference: "\(tenant).m\(customer.number)",
                isDefault: true,
                createdAt: Script.start
            )
            try service.add(method)
            for gateway in gateways where gateway.provider == provider {
                gateway.setBehaviour(customer.behaviour, of: method.reference)
            }
        }
    }

    // MARK: Performing

    func perform() throws {
        changes.begin()
        if case .crash(let moment) = mishap { crashing.crash(at: moment) }
        defer { if crashing.isArmed { wrongs.append("the crash never came") } }
        let acts = tenants.flatMap { tenant in scripts[tenant]?.acts.map { (tenant, $0) } ?? [] }
        for (tenant, act) in acts.sorted(by: { ($0.1.at, $0.0) < ($1.1.at, $1.0) }) {
            if mishap == .poison, act.at >= Script.start + 10 * .secondsPerDay {
                poison.spoil { $0.text.hasPrefix("c0.") }
            }
            if !sleeps { try work(until: act.at) }
            clock.pass(until: act.at.milliseconds)
            try perform(act, tenant)
            try work(until: clock.now)
        }
        try work(until: Script.end)
    }

    /// A customer acts; who did not hear how it ended acts again.
    private func perform(_ act: Script.Act, _ tenant: TenantID) throws {
        changes.watch(tenant)
        defer { changes.watch(nil) }
        while true {
            do {
                return try act.perform(service(tenant))
            } catch is SimulatedCrash {
                continue
            } catch is PlanError {
                return
            } catch let error as StoreError {
                guard mishap == .poison, act.customer == 0 else { throw error }
                return
            }
        }
    }

    /// Does what becomes due up to `end`, and whatever is under way then.
    private func work(until end: Instant) throws {
        for _ in 0..<20_000 {
            do {
                guard try step(until: end) else { return }
            } catch is SimulatedCrash {
                replaceWorker()
            }
        }
        wrongs.append("the worker never comes to rest")
    }

    private func replaceWorker() {
        worker = Worker(engine, name: "w\(steps)")
    }

    private func step(until end: Instant) throws -> Bool {
        let action = try worker.step()
        steps += 1
        let isLost = mishap == .lostStep(steps)
        switch action {
        case .worked: break
        case .call(let call):
            clock.pass(until: call.notBefore)
            guard let gateway = gateways.first(where: { $0.provider == call.provider }) else { break }
            let reply = gateway.reply(to: call.request)
            if isLost { break }
            clock.pass(until: clock.wallMilliseconds + reply.delay)
            worker.answer(reply.answer)
        case .deliver, .carryOut: if !isLost { worker.delivered(.delivered) }
        case .idle(let next):
            let due = [next.timer, next.message].compactMap(\.self).min()
            guard let due, due <= max(end, next.recovery ?? end) else { return false }
            clock.pass(until: due.milliseconds)
        }
        if isLost { replaceWorker() }
        return true
    }
}

extension Script.Act {
    /// Does it, for the newest of the customer's running plans where it is about one.
    func perform(_ service: PlanService) throws {
        let (account, line) = (AccountID("a\(customer)"), LineID("l\(customer)"))
        func running() throws -> Subscription? {
            try service.subscriptions(of: account).filter { !$0.state.isTerminal }.max { $0.id < $1.id }
        }
        switch deed {
        case .buy(let plan, let source):
            try service.purchase(
                SubscriptionID("\(name).s"),
                account: account,
                line: line,
                plan: plan,
                paysWith: source,
                autoRenew: true
            )
        case .confirm:
            guard let one = try running() else { return }
            _ = try service.confirmAutoRenew(one.id, token: one.confirmationToken ?? "")
        case .deposit(let amount): try service.deposit(Money(amount, .pen), to: account, source: "cash", key: name)
        case .change(let plan, let mode):
            _ = try service.changePlan(of: line, to: plan, mode: mode, newID: SubscriptionID("\(name).s"))
        case .pause: if let one = try running() { try service.pause(one.id) }
        case .resume: if let one = try running() { try service.resume(one.id) }
        case .disable: if let one = try running() { _ = try service.disableAutoRenew(one.id) }
        case .refund:
            guard let one = try running(),
                let charge = try service.charges(of: one.id.text).last(where: { $0.state == .succeeded })
            else { return }
            _ = try service.refund(charge.id, amount: charge.amount / 3, key: "\(name).r")
        }
    }
}
