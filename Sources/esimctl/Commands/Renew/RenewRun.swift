import ArgumentParser
import PlanServices
import Plans

/// `esimctl renew run`.
struct RenewRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Carry out what is due: renewals, retries, suspensions, ends, notices.",
        discussion: """
            May be run at any time and by any number of processes at once; a run that was killed is gone on with by the \
            next. Notices and orders to carriers wait in the store until --notices says where they go: a file, - for \
            standard output, or smtp://host:587, smtps://host:465. Mail goes in the clear to this machine only. User \
            and password of the mail server are those of ESIMCTL_SMTP_USER and of the file ESIMCTL_SMTP_PASSWORD_FILE.

            Cards are charged where ESIMCTL_STRIPE_KEY_FILE names the file of a key of Stripe's, PayPal where \
            ESIMCTL_PAYPAL_CLIENT_ID and ESIMCTL_PAYPAL_SECRET_FILE name an application of PayPal's. What needs a \
            provider that is not set up waits; the rest is done, and the status is 69.

            \(ExitStatus.table)
            """
    )

    @Flag(name: .long, help: "Wait, too, for what is under way, such as a provider's answer.")
    var untilIdle = false

    @Flag(name: .long, help: "Only say what is due.")
    var dryRun = false

    @OptionGroup var delivery: DeliveryOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard !(dryRun && untilIdle) else { throw ValidationError("--dry-run goes without --until-idle") }
    }

    func run() throws {
        let open = try OpenStore(store)
        let due = try open.refusing { try open.service().due() }
        guard !dryRun else { return try format.write(text: Self.text(due), json: DueJSON(due)) }
        let delivery = try delivery.delivery(
            isTrial: open.trialClock != nil,
            beside: ProtectedFiles(store: open.path)
        )
        let before = try open.refusing { try Self.lastEvents(due, open) }
        var loop = open.loop(delivery: delivery)
        _ = try open.refusing { try loop.run(waitsForAnswers: untilIdle) }
        let report = try open.refusing { try RunReport(due, since: before, loop.tally, open) }
        try format.write(text: report.text, json: report)
        if let failure = report.failure(of: open.engine) { throw failure }
    }

    private static func text(_ due: [DueItem]) -> String {
        guard !due.isEmpty else { return "nothing is due\n" }
        let rows = due.map { item in
            [
                "\(item.dueAt)", item.subject.rawValue.replacing("_", with: " "), item.id, item.work,
                item.amount.map { "\($0)" } ?? "-",
                item.amount == nil ? "-" : item.paymentMethod.map { $0.id.text } ?? "balance",
            ]
        }
        return TextTable(["due", "what", "name", "step", "amount", "from"], rows).text
    }

    private static func lastEvents(_ due: [DueItem], _ open: OpenStore) throws -> [String: Int64] {
        var last: [String: Int64] = [:]
        for item in due where item.subject == .subscription {
            last[item.id] = try open.service().subscription(SubscriptionID(item.id)).eventSequence
        }
        return last
    }
}

extension DueItem {
    /// What is to be done, in a word or two.
    fileprivate var work: String {
        if let step { return "\(step)" }
        return switch subject {
        case .subscription: "reckon"
        case .charge: "collect"
        case .refund: "give back"
        case .paymentMethod: "warn: it expires"
        case .line: "warn or release"
        }
    }
}

/// What is due, as `esimctl.renew-due/1`.
private struct DueJSON: Encodable {
    var schema = "esimctl.renew-due/1"
    var results: [Item]

    init(_ due: [DueItem]) {
        results = due.map(Item.init)
    }

    struct Item: Encodable {
        var subject, id, dueAt: String
        @Nullable var step: String?
        @Nullable var amount: MoneyJSON?
        @Nullable var paysWith: String?

        init(_ item: DueItem) {
            subject = item.subject.rawValue
            id = item.id
            dueAt = item.dueAt.description
            step = item.step.map { "\($0)" }
            amount = item.amount.map(MoneyJSON.init)
            paysWith = item.amount == nil ? nil : item.paymentMethod?.id.text ?? "balance"
        }
    }
}

/// What a run has done, as `esimctl.renew-run/1`.
private struct RunReport: Encodable {
    var schema = "esimctl.renew-run/1"
    var events: [Happened]
    var tally: WorkerLoop.Tally
    var alerts: [AlertJSON]

    struct Happened: Encodable {
        var subscription: String
        var kind: String
        var at: String
        var cycle: Int64
        @Nullable var amount: String?

        init(_ event: Event, of subscription: Subscription, _ charge: Charge?) {
            self.subscription = subscription.id.text
            kind = event.kind
            at = event.at.description
            cycle = subscription.cycle
            amount = charge.map { "\(Money($0.amount, $0.currency))" }
        }
    }

    init(_ due: [DueItem], since last: [String: Int64], _ tally: WorkerLoop.Tally, _ open: OpenStore) throws {
        self.tally = tally
        let service = open.service()
        events = try last.keys.sorted().flatMap { id in
            let subscription = try service.subscription(SubscriptionID(id))
            let charges = try service.charges(of: id)
            return try service.events(of: id).filter { $0.sequence > last[id] ?? 0 }.map { event in
                let hasAmount = ["renewed", "started", "charge.declined"].contains(event.kind)
                let charge = charges.last { $0.settledAt == event.at } ?? charges.last
                return Happened(event, of: subscription, hasAmount ? charge : nil)
            }
        }
        alerts = try service.openAlerts().map(AlertJSON.init)
    }

    /// What keeps the run from being a success, the worst first.
    func failure(of engine: PlanEngine) -> Failure? {
        let missing = alerts.filter { alert in
            alert.kind == Alert.Kind.gatewayMissing.rawValue && engine.gateways[Provider(alert.subject)] == nil
        }
        if !missing.isEmpty {
            let names = missing.map(\.subject).joined(separator: ", ")
            return Failure(
                "\(names): no gateway is set up here; what is due there waits",
                hint: "esimctl renew run --help says how to set it up",
                status: .unavailable
            )
        }
        if let denied = alerts.first(where: { $0.kind == Alert.Kind.gatewayDenied.rawValue }) {
            return Failure(deniedBy: denied.subject)
        }
        if tally.undelivered > 0 {
            return Failure(
                "\(tally.undelivered) messages could not be delivered",
                hint: alerts.isEmpty ? "they wait in the store; the next run tries them again" : "esimctl ops alerts",
                status: .findings
            )
        }
        guard !alerts.isEmpty else { return nil }
        return Failure("\(alerts.count) alerts are open", hint: "esimctl ops alerts", status: .findings)
    }

    var text: String {
        let lines = events.map { event in
            "\(event.subscription): \(event.kind)" + (event.amount.map { ", \($0)" } ?? "")
        }
        let sent = tally.notices + tally.orders + tally.undelivered
        let messages =
            sent == 0
            ? []
            : [
                "\(tally.notices) notices and \(tally.orders) orders delivered, \(tally.undelivered) not"
            ]
        // Of refunds and top-ups no subscription tells.
        let calls = lines.isEmpty && tally.calls > 0 ? ["\(tally.calls) calls to payment providers"] : []
        let all = lines + calls + messages
        return all.isEmpty ? "nothing was due\n" : all.joined(separator: "\n") + "\n"
    }
}
