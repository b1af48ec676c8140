/// What happens to a prepaid line that is not recharged, in the order in which it happens.
public enum LineEvent: String, Hashable, Sendable, CaseIterable {
    case outgoingRestricted = "outgoing_restricted"
    case releaseWarningSent = "release_warning_sent"
    case released
    case numberAssignableAgain = "number_assignable_again"
}

extension LinePolicy {
    /// When what happens to a line that was last recharged at `recharge`, unless it is recharged again.
    public func calendar(since recharge: Instant, _ rules: some ZoneRules) -> [(event: LineEvent, at: Instant)] {
        let wall = rules.wallTime(at: recharge)
        func day(_ days: Int) -> Instant {
            rules.resolve(CivilDateTime(wall.date.adding(days: days), secondOfDay: wall.secondOfDay))
        }
        var events: [(event: LineEvent, at: Instant)] = [
            (.releaseWarningSent, day(releaseAfterDays - warnBeforeDays)),
            (.released, day(releaseAfterDays)),
            (.numberAssignableAgain, day(releaseAfterDays + quarantineDays)),
        ]
        if let restrictAfterDays { events.append((.outgoingRestricted, day(restrictAfterDays))) }
        return events.sorted { ($0.at, $0.event.rank) < ($1.at, $1.event.rank) }
    }
}

extension LineEvent {
    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Line.State {
    /// The last event that has led to this state.
    fileprivate var lastEvent: LineEvent? {
        switch self {
        case .active: nil
        case .restricted: .outgoingRestricted
        case .warned: .releaseWarningSent
        case .released: .released
        case .reassignable: .numberAssignableAgain
        }
    }

    fileprivate init(after event: LineEvent) {
        self =
            switch event {
            case .outgoingRestricted: .restricted
            case .releaseWarningSent: .warned
            case .released: .released
            case .numberAssignableAgain: .reassignable
            }
    }
}

extension Session {
    /// Sets the timer of a line, whose life is counted from its last recharge.
    func arm(_ line: Line) throws {
        let next = try nextEvent(of: line)
        let timer = next.map {
            Timer(tenant: tenant, subject: .line, id: line.id.text, kind: .line, dueAt: $0.at)
        }
        try arm(timer, .line, line.id.text)
    }

    /// A payment for the line, of whatever kind, makes it young again; a number that was released is gone.
    func recharge(_ id: LineID) throws {
        var line: Line = try found(Line.self, id.text)
        guard line.state != .released, line.state != .reassignable else { return }
        line.lastRechargeAt = now
        line.state = .active
        try store.update(line)
        try arm(line)
    }

    /// Lets a line grow older by what is due.
    func age(_ line: Line) throws {
        var line = line
        if let recharge = try lastRecharge(of: line), recharge > line.lastRechargeAt ?? recharge - 1 {
            line.lastRechargeAt = recharge
            if line.state == .restricted || line.state == .warned { line.state = .active }
            try store.update(line)
        }
        while let next = try nextEvent(of: line), next.at <= now {
            line.state = Line.State(after: next.event)
            try store.update(line)
            try record(next.event, line, at: next.at)
        }
        try arm(line)
    }

    private func nextEvent(of line: Line) throws -> (event: LineEvent, at: Instant)? {
        guard let recharge = line.lastRechargeAt, let life = policy.lines[line.carrier] else { return nil }
        let account: Account = try part(Account.self, line.account.text)
        let events = life.calendar(since: recharge, try rules(of: account.zone))
        let rank = line.state.lastEvent.map(\.rank) ?? -1
        return events.first { $0.event.rank > rank }
    }

    /// The last of: the line's own recharge, and what was paid for plans on it. Payments do not touch the line's row; they are
    /// looked for when its timer is due.
    private func lastRecharge(of line: Line) throws -> Instant? {
        let charges = try subscriptions(on: line.id).flatMap { subscription in
            try store.select(
                Query(
                    Charge.self,
                    where: ["tenant_id", "subject_id"],
                    are: [.text(tenant.text), .text(subscription.id.text)]
                )
            )
        }
        let paid = charges.lazy.filter { $0.state == .succeeded }.compactMap(\.settledAt).max()
        return [line.lastRechargeAt, paid].compactMap(\.self).max()
    }

    private func record(_ event: LineEvent, _ line: Line, at instant: Instant) throws {
        let subject = "line/\(line.id)"
        let events = try store.select(
            Query(Event.self, where: ["tenant_id", "subject_id"], are: [.text(tenant.text), .text(subject)])
        )
        let sequence = Int64(events.count + 1)
        try store.insert(
            Event(
                tenant: tenant,
                subject: subject,
                sequence: sequence,
                kind: event.rawValue,
                actor: actor,
                at: instant,
                fields: ["state": line.state.rawValue]
            )
        )
        guard event == .releaseWarningSent, let recharge = line.lastRechargeAt,
            let life = policy.lines[line.carrier]
        else { return }
        let account: Account = try part(Account.self, line.account.text)
        let rules = try rules(of: account.zone)
        let release = life.calendar(since: recharge, rules).first { $0.event == .released }
        try put(
            .notice,
            NoticeKind.lineReleaseWarning.rawValue,
            id: "\(NoticeKind.lineReleaseWarning.rawValue)/\(line.id)/\(instant.seconds)",
            account,
            subject: subject,
            sequence: sequence,
            [
                NoticeField.line: line.id.text,
                NoticeField.date: release.map { rules.wallTime(at: $0.at).description },
                NoticeField.zone: account.zone.description,
            ]
        )
    }
}
