import Plans

/// Looks at everything that transactions change, as soon as it is kept, and notes what breaks an invariant.
///
/// It keeps its own copy of the records and knows nothing of how the engine comes to its decisions. The numbers are those of the
/// invariants in the specification.
struct Auditor {
    let policy: Policy
    private let zones: any ZoneDatabase
    private var rules: [ZoneName: any ZoneRules] = [:]
    private(set) var violations: [String] = []

    var subscriptions: [String: Subscription] = [:]
    private var idsOnLines: [String: Set<String>] = [:]
    var plans: [PlanKey: PlanVersion] = [:]
    var methods: [String: PaymentMethod] = [:]
    var charges: [String: Charge] = [:]
    /// The charges of which nobody knows whether they are paid.
    var undecided: Set<String> = []
    /// The cycles of each subscription that were not charged for.
    var skipped: [String: Set<Int64>] = [:]
    var attempts: [String: [Int: ChargeAttempt]] = [:]
    private var attemptsOfKeys: [String: (charge: String, number: Int)] = [:]
    var timers: [String: Timer] = [:]
    /// Since when each is known to be due when it is.
    var armedAt: [String: Instant] = [:]
    var wallets: [WalletKey: Wallet] = [:]
    var walletPostings: [WalletKey: Int64] = [:]
    var invoiced: [String: Int64] = [:]
    var lastNumbers: [String: Int64] = [:]
    /// The sum of the credit notes of each charge.
    var credited: [String: Int64] = [:]
    var succeededCharges = 0
    var messages: [String: Fields] = [:]
    /// The cycles of which each subscription was told before, with the time that lay between.
    var announced: Set<String> = []
    var refunds: [String: Refund] = [:]
    var openAlerts: Set<String> = []
    var highWater = Instant(seconds: .min)
    /// What the events of each subject add up to.
    var replays: [String: Replay] = [:]
    var lastSequences: [String: Int64] = [:]
    /// How often something other than the schedule has made a try due, by subscription and charge.
    var wakes: [String: Int] = [:]

    init(policy: Policy, zones: any ZoneDatabase) {
        self.policy = policy
        self.zones = zones
    }

    /// Which version of a plan.
    struct PlanKey: Hashable {
        var tenant: TenantID
        var code: String
        var version: Int
    }

    /// Whose balance, in which currency.
    struct WalletKey: Hashable {
        var account: String
        var currency: Currency
    }

    /// What is on a line, in the order of names.
    func subscriptions(on line: LineID) -> [Subscription] {
        (idsOnLines[line.text] ?? []).compactMap { subscriptions[$0] }.sorted { $0.id < $1.id }
    }

    func attempt(of key: String) -> ChargeAttempt? {
        attemptsOfKeys[key].flatMap { attempts[$0.charge]?[$0.number] }
    }

    /// The rules of a zone; `nil` for one that there is not.
    mutating func rules(of zone: ZoneName) -> (any ZoneRules)? {
        if let known = rules[zone] { return known }
        rules[zone] = try? zones.rules(for: zone)
        return rules[zone]
    }

    mutating func fail(_ invariant: Int, _ what: String) {
        violations.append("invariant \(invariant): \(what)")
    }

    /// Takes the changes of one transaction in, which became true all at once at `now`.
    mutating func take(_ changes: [ObservedStore.Change], at now: Instant) {
        var before: [String: Subscription?] = [:]
        var commit = Commit()
        for change in changes {
            switch change {
            case .put(let record): put(record, &before, &commit, at: now)
            case .deleted(let table, let key):
                guard table == Timer.table, case .text(let id)? = key.last else { continue }
                timers[id] = nil
                commit.timers.insert(id)
            }
        }
        judgeMoney(commit)
        for (id, old) in before.sorted(by: { $0.key < $1.key }) {
            if let new = subscriptions[id] { judge(new, was: old, commit, at: now) }
        }
        judgeMandates(commit)
        for message in commit.announcements { judgeAnnouncement(message, at: now) }
        for charge in commit.charges.sorted() { judgeAttempts(of: charge, at: now) }
    }

    /// What one transaction has touched.
    struct Commit {
        var legs: [String: [Posting]] = [:]
        var wallets: Set<WalletKey> = []
        var charges: Set<String> = []
        var newCharges: [Charge] = []
        var newAttempts: [ChargeAttempt] = []
        var newlySucceeded: [Charge] = []
        /// The cycles of each subscription that were paid for.
        var paidCycles: [String: [Int64]] = [:]
        var newMessages: Set<String> = []
        var announcements: [OutboxMessage] = []
        var timers: Set<String> = []
        var lines: Set<String> = []
    }

    private mutating func put(
        _ record: any PlanRecord,
        _ before: inout [String: Subscription?],
        _ commit: inout Commit,
        at now: Instant
    ) {
        // The type first: to try one conversion after the other takes longer than what is done with the record.
        switch ObjectIdentifier(type(of: record)) {
        case ObjectIdentifier(Subscription.self):
            guard let row = record as? Subscription else { return }
            if before[row.id.text] == nil { before[row.id.text] = .some(subscriptions[row.id.text]) }
            subscriptions[row.id.text] = row
            idsOnLines[row.line.text, default: []].insert(row.id.text)
            commit.lines.insert(row.line.text)
        case ObjectIdentifier(PlanVersion.self):
            guard let row = record as? PlanVersion else { return }
            plans[PlanKey(tenant: row.tenant, code: row.code, version: row.version)] = row
        case ObjectIdentifier(PaymentMethod.self):
            guard let row = record as? PaymentMethod else { return }
            methods[row.id.text] = row
        case ObjectIdentifier(Charge.self):
            guard let row = record as? Charge else { return }
            let old = charges.updateValue(row, forKey: row.id.text)
            if old == nil { commit.newCharges.append(row) }
            if row.state == .succeeded, old?.state != .succeeded {
                commit.newlySucceeded.append(row)
                if row.kind != .topUp { commit.paidCycles[row.subject, default: []].append(row.cycle) }
            }
            if old?.state == .succeeded, row.state != .succeeded {
                fail(2, "charge \(row.id) was paid and is \(row.state)")
            }
            if row.state == .unknown { undecided.insert(row.id.text) } else { undecided.remove(row.id.text) }
            if row.state == .skipped {
                skipped[row.subject, default: []].insert(row.cycle)
            } else if old?.state == .skipped {
                skipped[row.subject]?.remove(row.cycle)
            }
            commit.charges.insert(row.id.text)
        case ObjectIdentifier(ChargeAttempt.self):
            guard let row = record as? ChargeAttempt else { return }
            if attempts[row.charge.text]?[row.number] == nil { commit.newAttempts.append(row) }
            attempts[row.charge.text, default: [:]][row.number] = row
            attemptsOfKeys[row.idempotencyKey] = (row.charge.text, row.number)
            commit.charges.insert(row.charge.text)
        case ObjectIdentifier(Timer.self):
            guard let row = record as? Timer else { return }
            judgeLease(row, at: now)
            if timers[row.id]?.dueAt != row.dueAt { armedAt[row.id] = now }
            timers[row.id] = row
            commit.timers.insert(row.id)
        case ObjectIdentifier(Wallet.self):
            guard let row = record as? Wallet else { return }
            let key = WalletKey(account: row.account.text, currency: row.currency)
            wallets[key] = row
            commit.wallets.insert(key)
        case ObjectIdentifier(Posting.self):
            guard let row = record as? Posting else { return }
            commit.legs[row.journal, default: []].append(row)
        case ObjectIdentifier(Invoice.self):
            guard let row = record as? Invoice else { return }
            number(row)
        case ObjectIdentifier(Event.self):
            guard let row = record as? Event else { return }
            replay(row)
        case ObjectIdentifier(OutboxMessage.self):
            guard let row = record as? OutboxMessage else { return }
            let content = messages.updateValue(row.fields, forKey: row.id)
            if let content, content != row.fields { fail(27, "message \(row.id) has changed its content") }
            if content == nil {
                commit.newMessages.insert(row.topic + "/" + row.subject)
                if row.topic == NoticeKind.renewalUpcoming.rawValue { commit.announcements.append(row) }
            }
        case ObjectIdentifier(Refund.self):
            guard let row = record as? Refund else { return }
            refunds[row.id] = row
        case ObjectIdentifier(Alert.self):
            guard let row = record as? Alert else { return }
            let name = "\(row.kind.rawValue)/\(row.subject)"
            if row.closedAt == nil { openAlerts.insert(name) } else { openAlerts.remove(name) }
        case ObjectIdentifier(BillingMark.self):
            guard let row = record as? BillingMark else { return }
            if row.highWater < highWater { fail(30, "billing time went back") }
            highWater = row.highWater
        default: break
        }
    }

    /// 29: nobody takes what somebody else holds, and each claim has a token of its own.
    private mutating func judgeLease(_ new: Timer, at now: Instant) {
        guard let old = timers[new.id], new.leaseOwner != nil, new.leaseToken != old.leaseToken else { return }
        if old.leaseUntil > max(now, highWater) {
            fail(29, "the lease of \(new.id) was taken from \(old.leaseOwner ?? "")")
        }
        if new.leaseToken <= old.leaseToken { fail(29, "the token of \(new.id) did not rise") }
    }

    /// 25: the numbers of events have no gaps. 24: what they say adds up to the row.
    private mutating func replay(_ event: Event) {
        if event.sequence != (lastSequences[event.subject] ?? 0) + 1 {
            fail(25, "event \(event.sequence) of \(event.subject) follows \(lastSequences[event.subject] ?? 0)")
        }
        lastSequences[event.subject] = event.sequence
        replays[event.subject, default: Replay()].add(event)
        if ["balance.filled", "payment_method.changed", "charge.resolved", "unparked"].contains(event.kind) {
            wakes[event.subject, default: 0] += 1
        }
    }
}
