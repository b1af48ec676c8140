public import PlanStores
public import Plans
import Synchronization

/// One run of everything that can happen, in the order in which chance will have it: customers, workers, time, the network and the
/// end of processes at any moment. The same seed is the same run, to the last change.
///
/// After each transaction an `Auditor` looks at what it changed. At the end all faults cease, and what is left has to settle.
public final class RandomRun {
    /// What came of a run.
    public struct Outcome: Hashable, Sendable {
        public var seed: UInt64
        /// What broke an invariant; empty when nothing did.
        public var violations: [String]
        /// How many charges were paid.
        public var paidCharges: Int
        /// How many transactions changed something.
        public var transactions: Int
        /// A number that every change has gone into.
        public var trace: UInt64
    }

    let seed: UInt64
    let stage: Stage
    var chance: Chance
    let clock: SimulatedClock
    let crashing: CrashingStore
    let poisoned: PoisonedStore
    let store: any PlanStore
    let engine: PlanEngine
    let gateways: [Provider: LabGateway]
    let sabotage: Sabotage?
    var workers: [Hand] = []
    var accounts: [AccountID] = []
    var lines: [LineID] = []
    var names = 0
    /// The subscriptions that cannot be read.
    var spoilt: Set<String> = []
    let tenant = TenantID.sole
    private let watch: Watch

    /// A worker and what it waits for.
    struct Hand {
        var worker: Worker
        var call: GatewayCall?
        var answer: GatewayCall.Answer?
        var readyAt: Int64 = 0
    }

    /// What the store tells of.
    final class Watch: Sendable {
        let state: Mutex<(auditor: Auditor, transactions: Int, trace: UInt64)>

        init(_ auditor: Auditor) {
            state = Mutex((auditor, 0, 0xCBF2_9CE4_8422_2325))
        }

        func take(_ changes: [ObservedStore.Change], at now: Instant) {
            guard !changes.isEmpty else { return }
            state.withLock { state in
                state.transactions += 1
                for change in changes {
                    switch change {
                    case .put(let record): state.trace.mix(type(of: record).table, record.key)
                    case .deleted(let table, let key): state.trace.mix("-" + table, key)
                    }
                }
                state.auditor.take(changes, at: now)
            }
        }
    }

    /// Sets the stage; without `store`, in memory.
    public init(
        seed: UInt64,
        stage: Stage = .narrow,
        zones: any ZoneDatabase,
        sabotage: Sabotage? = nil,
        store base: any PlanStore = MemoryStore()
    ) throws {
        self.seed = seed
        self.stage = stage
        self.sabotage = sabotage
        chance = Chance(seed: seed)
        let clock = SimulatedClock(at: Instant(seconds: 1_767_225_600))
        self.clock = clock
        var policy = Policy()
        policy.batch = stage.batch
        policy.callsPerSecond = [.stripe: stage.callsPerSecond, .paypal: stage.callsPerSecond]
        policy.catchUp = chance.pick([.currentCycleOnly, .currentCycleOnly, .allCycles, .fromNow]) ?? .currentCycleOnly
        policy.maxCatchUpCycles = 3
        var gateways: [Provider: LabGateway] = [:]
        for provider in [Provider.stripe, .paypal] {
            let gateway = LabGateway(provider, clock: clock)
            gateway.setLimit(Int(stage.callsPerSecond))
            gateways[provider] = gateway
        }
        self.gateways = gateways
        let watch = Watch(Auditor(policy: policy, zones: zones))
        self.watch = watch
        poisoned = PoisonedStore(base)
        crashing = CrashingStore(poisoned)
        let observed = ObservedStore(crashing) { watch.take($0, at: clock.now) }
        store = sabotage.map { SabotagedStore(observed, $0) } ?? observed
        let tokens = SequenceOfTokens(seed: seed)
        engine = PlanEngine(
            store: store,
            clock: clock,
            zones: zones,
            policy: policy,
            gateways: [Provider.stripe, .paypal].compactMap { gateways[$0] },
            makeToken: { tokens.next() }
        )
        try settle()
    }

    var service: PlanService { PlanService(engine, tenant: tenant) }

    /// Runs so many steps with faults, then lets everything come to rest.
    public func run() -> Outcome {
        setFaults(seed: seed)
        do {
            for _ in 0..<stage.steps {
                try happen()
                if !violations.isEmpty { break }
            }
            if violations.isEmpty { try rest() }
        } catch {
            note("stopped: \(error)")
        }
        return watch.state.withLock { state in
            Outcome(
                seed: seed,
                violations: state.auditor.violations,
                paidCharges: state.auditor.succeededCharges,
                transactions: state.transactions,
                trace: state.trace
            )
        }
    }

    var transactionCount: Int { watch.state.withLock { $0.transactions } }

    var violations: [String] { watch.state.withLock { $0.auditor.violations } }

    func note(_ what: String, _ invariant: Int = 31) {
        watch.state.withLock { $0.auditor.fail(invariant, what) }
    }

    func audit<Result: Sendable>(_ body: (inout Auditor) -> Result) -> Result {
        watch.state.withLock { body(&$0.auditor) }
    }

    private func setFaults(seed: UInt64) {
        for (index, provider) in [Provider.stripe, .paypal].enumerated() {
            var faults = LabGateway.Faults()
            faults.lostRequests = chance.pick(stage.faults.lostRequests) ?? 0
            faults.lostAnswers = chance.pick(stage.faults.lostAnswers) ?? 0
            faults.busy = chance.pick(stage.faults.busy) ?? 0
            faults.softDeclines = chance.pick(stage.faults.softDeclines) ?? 0
            faults.hardDeclines = chance.pick(stage.faults.hardDeclines) ?? 0
            faults.longestDelay = chance.pick(stage.faults.longestDelays) ?? 0
            gateways[provider]?.setFaults(faults, seed: seed &+ UInt64(index))
        }
    }
}

extension UInt64 {
    /// FNV-1a over the order and the keys of all changes.
    fileprivate mutating func mix(_ table: String, _ key: [RowValue]) {
        mix(table)
        for value in key {
            switch value {
            case .null: mix(byte: 0)
            case .integer(let number):
                for shift in stride(from: 0, to: 64, by: 8) { mix(byte: UInt8(truncatingIfNeeded: number >> shift)) }
            case .text(let text): mix(text)
            }
        }
    }

    private mutating func mix(_ text: String) {
        for byte in text.utf8 { mix(byte: byte) }
        mix(byte: 0xFF)
    }

    private mutating func mix(byte: UInt8) { self = (self ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
