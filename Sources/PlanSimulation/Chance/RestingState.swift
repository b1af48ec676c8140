import Plans

/// What a performance came to, as lines that two performances can be compared by: what customers have, owe, were charged and were told.
///
/// Instants are days, as a crash may delay something by minutes. Numbers that depend on the order in which things were done, such
/// as those of invoices and events, are left out.
struct RestingState {
    /// By the number of the customer.
    private(set) var lines: [String: Set<String>] = [:]

    /// What one tenant has.
    init(of tenant: TenantID, in store: any PlanStore, _ gateways: [LabGateway]) throws {
        try store.read { reader in
            func all<Record: PlanRecord>(_ type: Record.Type) throws -> [Record] {
                try reader.select(Query(type, where: ["tenant_id"], are: [.text(tenant.text)]))
            }
            for row in try all(Subscription.self) { add(row.account, row.restingLine) }
            let charges = try all(Charge.self)
            for row in charges {
                add(
                    row.account,
                    "charge \(row.id) \(row.kind) \(row.state) \(row.amount) \(row.provider) tries \(row.attempts) "
                        + "refunded \(row.refunded) \(row.refundedTax)"
                )
            }
            for row in try all(Wallet.self) { add(row.account, "balance \(row.balance) \(row.currency)") }
            for row in try all(Invoice.self) {
                guard let charge = charges.first(where: { $0.id == row.charge }) else { continue }
                add(charge.account, "invoice of \(charge.id): \(row.kind) \(row.net) \(row.tax)")
            }
            var orders: [String: [String]] = [:]
            for row in try all(OutboxMessage.self).sorted(by: { $0.sequence < $1.sequence }) {
                switch row.channel {
                case .notice: add(row.account, "told \(row.id) \(row.state)")
                case .network: orders["\(row.account) \(row.subject)", default: []].append("\(row.topic) \(row.state)")
                }
            }
            for (subject, topics) in orders {
                let parts = subject.split(separator: " ").map(String.init)
                add(AccountID(parts[0]), "ordered for \(parts[1]): \(topics.joined(separator: ", "))")
            }
            for alert in try all(Alert.self) where alert.closedAt == nil {
                lines["", default: []].insert("alert \(alert.kind) \(alert.subject)")
            }
            let ours = Dictionary(charges.map { ($0.id.text, $0.account) }) { first, _ in first }
            for truth in gateways.flatMap(\.trueCharges) where truth.key.hasPrefix("\(tenant)/") {
                guard let account = ours[truth.charge] else { continue }
                add(account, "provider: \(truth.key) \(truth.amount) \(truth.outcome.word) refunded \(truth.refunded)")
            }
        }
    }

    private mutating func add(_ account: AccountID, _ line: String) {
        lines[account.text, default: []].insert(line)
    }

    /// What the other has and this has not, and the other way round; of the customers but `victim`, if there is one.
    func differences(from other: RestingState, but victim: String? = nil) -> [String] {
        Set(lines.keys).union(other.lines.keys).sorted().filter { $0 != victim && ($0 != "" || victim == nil) }.flatMap
        {
            let (mine, theirs) = (lines[$0] ?? [], other.lines[$0] ?? [])
            return mine.subtracting(theirs).sorted().map { "now: \($0)" }
                + theirs.subtracting(mine).sorted().map { "else: \($0)" }
        }
    }
}

extension Subscription {
    fileprivate var restingLine: String {
        func day(_ instant: Instant?) -> String { instant.map { "\($0.seconds / .secondsPerDay)" } ?? "-" }
        return [
            "subscription", id.text, plan, "\(planVersion)", state.rawValue, autoRenew.rawValue, "\(mandateVersion)",
            paymentMethod?.text ?? "balance", "cycle \(cycle)", "from", day(periodStart), "to", day(periodEnd),
            isServiceOn ? "with service" : "without service", "collect", day(collectAt), "grace", day(graceEndsAt),
            "suspended", day(suspendedAt), "awaiting", awaiting.rawValue, "open", openCharge?.text ?? "-",
            isParked ? "parked" : "", recoverAt == nil ? "" : "under way", replaces?.text ?? "",
            replacedBy?.text ?? "",
        ].joined(separator: " ")
    }
}

extension ChargeOutcome {
    fileprivate var word: String {
        switch self {
        case .succeeded: "paid"
        case .declined(let kind, _): kind.rawValue
        default: "open"
        }
    }
}
