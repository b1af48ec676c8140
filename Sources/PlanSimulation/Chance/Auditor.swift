import Plans

/// Looks at everything that transactions change, as soon as it is kept, and notes what breaks an invariant.
///
/// It keeps its own copy of the records and knows nothing of how the engine comes to its decisions. The numbers are those of the
/// invariants in the specification.
struct Auditor {
    let policy: Policy
    let zones: any ZoneDatabase
    private(set) var violations: [String] = []

    var subscriptions: [String: Subscription] = [:]
    var plans: [[RowValue]: PlanVersion] = [:]
    var methods: [String: PaymentMethod] = [:]
    var charges: [String: Charge] = [:]
    var attempts: [String: [Int: ChargeAttempt]] = [:]
    var timers: [String: Timer] = [:]
    /// Since when each is known to be due when it is.
    var armedAt: [String: Instant] = [:]
    var wallets: [[RowValue]: Wallet] = [:]
    var walletPostings: [String: Int64] = [:]
    var invoiced: [String: Int64] = [:]
    var lastNumbers: [String: Int64] = [:]
    /// The sum of the credit notes of each charge.
    var credited: [String: Int64] = [:]
    var succeededCharges = 0
    var messages: [String: String] = [:]
    /// The cycles of which each subscription was told before, with the time that lay between.
    var announced: Set<String> = []
    var refunds: [String: Refund] = [:]
    var openAlerts: Set<String> = []
    var highWater = Instant(seconds: .min)
    /// What the events of each subject add up to.
    var replays: [String: [String: String]] = [:]
    var lastSequences: [String: Int64] = [:]
    /// How often something other than the schedule has made a try due, by subscription and charge.
    var wakes: [String: Int] = [:]

    init(policy: Policy, zones: any ZoneDatabase) {
        self.policy = policy
        self.zones = zones
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
        var charges: Set<String> = []
        var newCharges: [Charge] = []
        var newAttempts: [ChargeAttempt] = []
        var newlySucceeded: [Charge] = []
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
        switch record {
        case let row as Subscription:
            if before[row.id.text] == nil { before[row.id.text] = .some(subscriptions[row.id.text]) }
            subscriptions[row.id.text] = row
            commit.lines.insert(row.line.text)
        case let row as PlanVersion: plans[row.key] = row
        case let row as PaymentMethod: methods[row.id.text] = row
        case let row as Charge:
            if charges[row.id.text] == nil { commit.newCharges.append(row) }
            if row.state == .succeeded, charges[row.id.text]?.state != .succeeded { commit.newlySucceeded.append(row) }
            if let old = charges[row.id.text], old.state == .succeeded, row.state != .succeeded {
                fail(2, "charge \(row.id) was paid and is \(row.state)")
            }
            charges[row.id.text] = row
            commit.charges.insert(row.id.text)
        case let row as ChargeAttempt:
            if attempts[row.charge.text]?[row.number] == nil { commit.newAttempts.append(row) }
            attempts[row.charge.text, default: [:]][row.number] = row
            commit.charges.insert(row.charge.text)
        case let row as Timer:
            judgeLease(row, at: now)
            if timers[row.id]?.dueAt != row.dueAt { armedAt[row.id] = now }
            timers[row.id] = row
            commit.timers.insert(row.id)
        case let row as Wallet: wallets[row.key] = row
        case let row as Posting: commit.legs[row.journal, default: []].append(row)
        case let row as Invoice: number(row)
        case let row as Event: replay(row)
        case let row as OutboxMessage:
            if let content = messages[row.id], content != row.fields.json {
                fail(27, "message \(row.id) has changed its content")
            }
            if messages[row.id] == nil {
                commit.newMessages.insert(row.topic + "/" + row.subject)
                if row.topic == NoticeKind.renewalUpcoming.rawValue { commit.announcements.append(row) }
            }
            messages[row.id] = row.fields.json
        case let row as Refund: refunds[row.id] = row
        case let row as Alert:
            let name = "\(row.kind.rawValue)/\(row.subject)"
            if row.closedAt == nil { openAlerts.insert(name) } else { openAlerts.remove(name) }
        case let row as BillingMark:
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
        for pair in event.fields.pairs { replays[event.subject, default: [:]][pair.name] = pair.value }
        if ["balance.filled", "payment_method.changed", "charge.resolved", "unparked"].contains(event.kind) {
            wakes[event.subject, default: 0] += 1
        }
    }
}
