public import Plans

/// Why the next charge of a subscription is on that date and of that amount, and what comes next.
public struct RenewalStory: Sendable {
    public var facts: RenewalExplanation
    public var source: PaymentSourceName
    /// What is in the balance, if that pays.
    public var balance: Money?
    /// The clock of the subscription's zone.
    public var rules: any ZoneRules

    public init(_ facts: RenewalExplanation, source: PaymentSourceName, balance: Money?, rules: any ZoneRules) {
        self.facts = facts
        self.source = source
        self.balance = balance
        self.rules = rules
    }

    /// The heading and lines of each part, in order; the first has no heading.
    public func parts(in language: Language) -> [(heading: String?, lines: [String])] {
        let strings = language.plans
        let words = strings.explanation
        let plan = facts.next.version.name(language.rawValue)
        var parts: [(heading: String?, lines: [String])] = [
            (nil, [words.title(plan, facts.subscription.line.text), words.state(facts.subscription.state)]),
            (words.when, date(strings)),
        ]
        guard !facts.subscription.state.isTerminal else { return parts }
        parts.append((words.howMuch, amount(strings)))
        parts.append((words.from, payer(strings)))
        parts.append((words.whatNext, agenda(strings)))
        if facts.subscription.autoRenew != .off {
            let version = facts.next.version
            let retries = version.retryDays.isEmpty ? [] : [words.retries(version.retryDays, source == .balance)]
            parts.append((words.ifUnpaid, [words.grace(version.graceDays)] + retries))
            parts.append((words.howToStop, [words.stopCommand("esimctl renew disable \(facts.subscription.id)")]))
        }
        return parts
    }

    /// Why nothing will be charged by itself; `nil` when something will.
    public var noChargeReason: NoChargeReason? {
        let subscription = facts.subscription
        if subscription.state.isTerminal { return .ended }
        if subscription.isParked { return .parked }
        if subscription.recoverAt != nil { return .underWay }
        switch subscription.awaiting {
        case .operator: return .waitsForOperator
        case .method: return .waitsForMethod
        case .customer: return .waitsForCustomer
        case .nothing: break
        }
        if subscription.state == .paused { return .paused }
        if subscription.state == .incomplete || subscription.state == .scheduled {
            return subscription.collectAt == nil ? .unpaid : nil
        }
        switch subscription.autoRenew {
        case .off: return .off
        case .pendingConfirmation: return .notConfirmed
        case .on: return subscription.collectAt == nil ? .unpaid : nil
        }
    }

    private func moment(_ instant: Instant, _ strings: PlanStrings) -> String {
        strings.moment(rules.wallTime(at: instant), facts.subscription.zone.description)
    }

    private func date(_ strings: PlanStrings) -> [String] {
        let words = strings.explanation
        let subscription = facts.subscription
        if let reason = noChargeReason { return [words.noCharge(reason)] }
        guard let at = subscription.collectAt else { return [words.noCharge(.unpaid)] }
        var lines = [words.nextCharge(moment(at, strings))]
        if subscription.dunningFrom != nil { return lines + [words.isRetry] }
        guard subscription.cycle > 0 else { return lines }
        // The boundary at which the paid period ends, which is where the next one begins.
        let version = facts.next.version
        lines.append(
            words.counted(
                strings.interval(version.interval),
                strings.moment(subscription.anchor, subscription.zone.description),
                subscription.boundary
            )
        )
        if version.interval.unit != .day, let end = subscription.periodEnd,
            rules.wallTime(at: end).date.day < subscription.anchor.date.day
        {
            lines.append(words.lastDayOfMonth(subscription.anchor.date.day))
        }
        if subscription.anchorWasReset { lines.append(words.anchorMoved) }
        if version.leadSeconds > 0 { lines.append(words.charged(version.leadSeconds)) }
        return lines
    }

    private func amount(_ strings: PlanStrings) -> [String] {
        let words = strings.explanation
        let version = facts.next.version
        let cost = version.cost
        var lines = [
            words.amount(
                strings.money(Money(cost.gross, version.currency)),
                strings.money(Money(cost.tax, version.currency)),
                Self.percent(version.tax.basisPoints)
            ),
            words.version(version.version, strings.date(rules.wallTime(at: version.effectiveFrom).date)),
        ]
        if let agreed = facts.subscription.mandateAmount, agreed != cost.gross {
            lines.append(words.newPrice(strings.money(Money(agreed, version.currency))))
        }
        if !facts.next.skipped.isEmpty { lines.append(words.skipped(facts.next.skipped.count)) }
        return lines
    }

    private func payer(_ strings: PlanStrings) -> [String] {
        let words = strings.explanation
        var lines = [words.paidFrom(strings.source(source))]
        guard let balance else { return lines }
        lines.append(words.balance(strings.money(balance)))
        let missing = facts.next.version.cost.gross - balance.minorUnits
        if missing > 0 { lines.append(words.missing(strings.money(Money(missing, balance.currency)))) }
        return lines
    }

    private func agenda(_ strings: PlanStrings) -> [String] {
        let words = strings.explanation
        guard !facts.agenda.isEmpty else { return [words.nothingNext] }
        return facts.agenda.map { "\(moment($0.dueAt, strings))\(strings.colon)\(words.step($0.step))" }
    }

    /// `18 %`, `7.5 %` of basis points, without floating point.
    private static func percent(_ basisPoints: Int64) -> String {
        let (whole, hundredths) = (basisPoints / 100, basisPoints % 100)
        guard hundredths != 0 else { return "\(whole) %" }
        let digits = hundredths % 10 == 0 ? "\(hundredths / 10)" : (hundredths < 10 ? "0" : "") + "\(hundredths)"
        return "\(whole).\(digits) %"
    }
}
