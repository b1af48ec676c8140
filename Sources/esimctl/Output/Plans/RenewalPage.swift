import Localization
import Plans

/// What a customer sees of a renewal, as lines or as `esimctl.subscription/1`.
struct RenewalPage {
    let subscription: Subscription
    let summary: RenewalSummary
    let source: PaymentSourceName
    let rules: any ZoneRules

    init(_ id: SubscriptionID, _ open: OpenStore) throws {
        let service = open.service()
        let summary = try service.showAutoRenew(id)
        try self.init(summary, open)
    }

    init(_ summary: RenewalSummary, _ open: OpenStore) throws {
        self.summary = summary
        subscription = try open.service().subscription(summary.subscription)
        source = try open.source(summary.paymentMethod)
        rules = try open.rules(summary.zone)
    }

    /// The command that ends it.
    var howToStop: String { "esimctl renew disable \(summary.subscription)" }
    /// The command that agrees to it; `nil` when there is nothing to agree to.
    var howToConfirm: String? {
        summary.token.map { "esimctl renew confirm \(summary.subscription) \($0)" }
    }

    /// Labels and values.
    func text(_ language: Language) -> String {
        let strings = language.plans
        var rows: [(SummaryLabel, String)] = [
            (.subscription, summary.subscription.text),
            (.plan, summary.plan.name(language.rawValue)),
            (.line, summary.line.text),
            (.state, strings.state(summary.state)),
        ]
        if let end = subscription.periodEnd, subscription.cycle > 0 { rows.append((.paidUntil, moment(end, strings))) }
        rows.append((.autoRenew, strings.autoRenew(summary.autoRenew)))
        if !summary.state.isTerminal, summary.autoRenew != .off || summary.nextChargeAt != nil {
            rows.append((.amount, strings.money(summary.amount)))
            rows.append((.nextCharge, summary.nextChargeAt.map { moment($0, strings) } ?? strings.nothingWillBeCharged))
            rows.append((.source, strings.source(source)))
            if summary.autoRenew != .off { rows.append((.howToStop, howToStop)) }
        } else {
            rows.append((.nextCharge, strings.nothingWillBeCharged))
        }
        return rows.map { label, value in
            strings.label(label) + strings.colon + value.escapedForDisplay + "\n"
        }.joined()
    }

    func moment(_ instant: Instant, _ strings: PlanStrings) -> String {
        strings.moment(rules.wallTime(at: instant), summary.zone.description)
    }

    /// As JSON; the token only where it was asked for.
    func json(showsToken: Bool = false) -> RenewalJSON {
        var json = RenewalJSON(self)
        if showsToken { json.token = summary.token }
        return json
    }
}

/// A subscription and its renewal in JSON.
struct RenewalJSON: Encodable {
    static let schema = "esimctl.subscription/1"

    var subscription, account, line, plan: String
    var planVersion: Int
    var state: String
    var service: Bool
    var cycle: Int64
    @Nullable var paidFrom: MomentJSON?
    @Nullable var paidUntil: MomentJSON?
    var autoRenew: String
    var amount: MoneyJSON
    @Nullable var nextCharge: MomentJSON?
    var paysWith: String
    @Nullable var howToStop: String?
    @Nullable var token: String?

    init(_ page: RenewalPage) {
        let (subscription, summary) = (page.subscription, page.summary)
        func moment(_ instant: Instant?) -> MomentJSON? {
            instant.map { MomentJSON($0, summary.zone, page.rules) }
        }
        self.subscription = summary.subscription.text
        account = subscription.account.text
        line = summary.line.text
        plan = summary.plan.code
        planVersion = summary.plan.version
        state = summary.state.rawValue
        service = subscription.isServiceOn
        cycle = subscription.cycle
        paidFrom = moment(subscription.periodStart)
        paidUntil = subscription.cycle > 0 ? moment(subscription.periodEnd) : nil
        autoRenew = summary.autoRenew.rawValue
        amount = MoneyJSON(summary.amount)
        nextCharge = moment(summary.nextChargeAt)
        paysWith = summary.paymentMethod?.text ?? "balance"
        howToStop = summary.autoRenew == .off ? nil : page.howToStop
    }
}

extension OpenStore {
    /// What customers know a means of payment by; `nil` is the balance.
    func source(_ id: PaymentMethodID?) throws -> PaymentSourceName {
        guard let id else { return .balance }
        let methods = try service().select(PaymentMethod.self, ["id"], [id.text])
        return switch methods.first?.kind {
        case .card: .card(lastFour: methods.first?.lastFour)
        case .paypal: .payPal
        case nil: .method(id.text)
        }
    }
}

extension FormatOption {
    /// Prints one renewal, with a sentence behind it if there is one.
    func write(_ page: RenewalPage, _ language: Language, showsToken: Bool = false, closing: String? = nil)
        throws(Failure)
    {
        try write(
            text: page.text(language) + (closing.map { $0 + "\n" } ?? ""),
            json: ShownJSON(schema: RenewalJSON.schema, results: [page.json(showsToken: showsToken)])
        )
    }
}
