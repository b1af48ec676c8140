/// One transaction's work at one instant: finds records, lets the pure rules decide, and writes what follows.
///
/// Everything that belongs to one change of a subscription is written through here, so that event, timer, postings, invoice and
/// messages are in the same transaction as the change itself.
final class Session {
    let store: any PlanTransaction
    let engine: PlanEngine
    let tenant: TenantID
    let now: Instant
    /// Who does it: a worker's name, `customer`, `operator`, `gateway`.
    let actor: String
    /// The lease of the timer in hand, if a worker has one; its timer is let go when the subject is saved.
    var heldTimer: Timer?

    var policy: Policy { engine.policy }

    init(_ store: any PlanTransaction, _ engine: PlanEngine, tenant: TenantID, at now: Instant, as actor: String) {
        self.store = store
        self.engine = engine
        self.tenant = tenant
        self.now = now
        self.actor = actor
    }

    // MARK: Finding

    func subscription(_ id: SubscriptionID) throws -> Subscription {
        try found(Subscription.self, id.text)
    }

    func account(_ id: AccountID) throws -> Account { try found(Account.self, id.text) }

    func found<Record: PlanRecord>(_ type: Record.Type, _ id: String) throws -> Record {
        guard let record = try store.find(type, [.text(tenant.text), .text(id)]) else {
            throw PlanError.notFound("\(Record.table) \(id)")
        }
        return record
    }

    /// A record that belongs to the one in hand and has to be there.
    func part<Record: PlanRecord>(_ type: Record.Type, _ id: String) throws -> Record {
        guard let record = try store.find(type, [.text(tenant.text), .text(id)]) else {
            throw PoisonError.missing("\(Record.table) \(id)")
        }
        return record
    }

    func versions(of plan: String) throws -> [PlanVersion] {
        try store.select(
            Query(PlanVersion.self, where: ["tenant_id", "plan_code"], are: [.text(tenant.text), .text(plan)])
        )
    }

    /// The version under which the current period was bought.
    func currentVersion(of subscription: Subscription) throws -> PlanVersion {
        let key: [RowValue] = [
            .text(tenant.text), .text(subscription.plan), .integer(Int64(subscription.planVersion)),
        ]
        guard let version = try store.find(PlanVersion.self, key) else {
            throw PoisonError.planMissing(subscription.plan)
        }
        return version
    }

    func rules(of zone: ZoneName) throws -> any ZoneRules {
        do {
            return try engine.zones.rules(for: zone)
        } catch {
            throw PoisonError.zone(error)
        }
    }

    func calendar(of subscription: Subscription, _ interval: BillingInterval) throws -> RenewalCalendar {
        RenewalCalendar(anchor: subscription.anchor, interval: interval, rules: try rules(of: subscription.zone))
    }

    func subscriptions(on line: LineID) throws -> [Subscription] {
        try store.select(
            Query(Subscription.self, where: ["tenant_id", "line_id"], are: [.text(tenant.text), .text(line.text)])
        )
    }

    // MARK: Keeping

    /// Writes a changed subscription with the event that says what happened, and sets its timer anew.
    ///
    /// The event holds the columns that changed, so that all events from the first on rebuild the row.
    func save(
        _ subscription: inout Subscription,
        was old: Subscription?,
        _ kind: String,
        _ fields: Fields = [:]
    ) throws {
        subscription.eventSequence += 1
        if old?.state == .incomplete, subscription.state != .incomplete { try settleCode(of: &subscription) }
        var fields = fields
        for (name, value) in subscription.changedColumns(since: old) { fields[name] = value }
        let event = Event(
            tenant: tenant,
            subject: subscription.id.text,
            sequence: subscription.eventSequence,
            kind: kind,
            actor: actor,
            at: now,
            fields: fields
        )
        if old == nil { try store.insert(subscription) } else { try store.update(subscription) }
        try store.insert(event)
        try arm(subscription)
    }

    /// Sets the timer of a subscription as its record says. Another worker's lease stays what it is.
    func arm(_ subscription: Subscription) throws {
        try arm(subscription.timer(policy), .subscription, subscription.id.text)
    }

    func arm(_ wanted: Timer?, _ subject: Timer.Subject, _ id: String) throws {
        let key: [RowValue] = [.text(tenant.text), .text(subject.rawValue), .text(id)]
        let isHeld = heldTimer.map { $0.subject == subject && $0.id == id && $0.tenant == tenant } ?? false
        guard var timer = wanted else {
            try store.delete(Timer.self, key)
            return
        }
        let present = try store.find(Timer.self, key)
        if let present {
            timer.leaseToken = present.leaseToken
            let isOurs = isHeld && heldTimer?.leaseToken == present.leaseToken
            if !isOurs || keepsLease {
                timer.leaseOwner = present.leaseOwner
                timer.leaseUntil = present.leaseUntil
            }
        }
        if present != timer { try store.upsert(timer) }
    }

    /// Whether the lease in hand is kept when its subject is saved: while a call is still to be made.
    var keepsLease = false

    // MARK: Telling people of ours

    func raise(_ kind: Alert.Kind, _ subject: String) throws {
        let key: [RowValue] = [.text(tenant.text), .text(kind.rawValue), .text(subject)]
        if let open = try store.find(Alert.self, key), open.closedAt == nil { return }
        try store.upsert(Alert(tenant: tenant, kind: kind, subject: subject, raisedAt: now))
    }

    func close(_ kind: Alert.Kind, _ subject: String) throws {
        let key: [RowValue] = [.text(tenant.text), .text(kind.rawValue), .text(subject)]
        guard var alert = try store.find(Alert.self, key), alert.closedAt == nil else { return }
        alert.closedAt = now
        try store.update(alert)
    }
}

extension Subscription {
    /// The columns that events tell of: not the number of the event itself, nor what only the customer may know.
    private static let logged: [(offset: Int, element: String)] = columns.enumerated().filter {
        !["tenant_id", "id", "event_seq", "confirmation_token"].contains($0.element)
    }

    /// The columns that are not what they were, with their values; those of a new row, all that hold something.
    func changedColumns(since old: Subscription?) -> [(String, String)] {
        let new = row
        let before = old?.row
        var changes: [(String, String)] = []
        for (index, name) in Self.logged {
            guard new[index] != before?[index] ?? .null else { continue }
            switch new[index] {
            case .null: changes.append((name, ""))
            case .integer(let number): changes.append((name, String(number)))
            case .text(let text): changes.append((name, text))
            }
        }
        return changes
    }
}
