import ArgumentParser
import Localization
import Plans

/// `esimctl account show`.
struct AccountShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a customer: balance, lines, means of payment, plans.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The account.")
    var account: String

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let open = try OpenStore(store)
        let customer = try open.refusing { try Customer(id, open) }
        try format.write(text: customer.text(language.language.plans), json: customer.json)
    }
}

/// A customer with all that is theirs.
private struct Customer {
    let account: Account
    let wallets: [Wallet]
    let lines: [Line]
    let methods: [PaymentMethod]
    let subscriptions: [Subscription]
    let rules: any ZoneRules

    init(_ id: AccountID, _ open: OpenStore) throws {
        let service = open.service()
        account = try service.account(id)
        wallets = try service.select(Wallet.self, ["account_id"], [id.text])
        lines = try service.select(Line.self, ["account_id"], [id.text])
        methods = try service.select(PaymentMethod.self, ["account_id"], [id.text])
        subscriptions = try service.subscriptions(of: id)
        rules = try open.rules(account.zone)
    }

    func text(_ strings: PlanStrings) -> String {
        var rows = [
            ("account", account.id.text),
            ("mail", account.email.isEmpty ? "none" : account.email),
            ("language", account.locale),
            ("zone", account.zone.description),
            ("registered", account.isRegistered ? "yes" : "no"),
        ]
        rows += wallets.map { ("balance", strings.money(Money($0.balance, $0.currency))) }
        rows += lines.map { line in
            let number = line.msisdn.map { ", \($0)" } ?? ""
            return ("line", "\(line.id): \(line.carrier)\(number), \(line.state.rawValue)")
        }
        rows += methods.map { method in
            let known = method.lastFour.map { " \($0)" } ?? ""
            let expiry = method.expiry.map { ", until \($0)" } ?? ""
            let isDefault = method.isDefault ? ", default" : ""
            return (
                "pays with",
                "\(method.id): \(method.kind.rawValue)\(known)\(expiry), \(method.status.rawValue)\(isDefault)"
            )
        }
        rows += subscriptions.map { subscription in
            let end = subscription.periodEnd.map {
                ", until \(strings.moment(rules.wallTime(at: $0), account.zone.description))"
            }
            let state = strings.state(subscription.state)
            return ("plan", "\(subscription.id): \(subscription.plan), \(state)\(end ?? "")")
        }
        return LabelledLines(rows).text
    }

    var json: ShownJSON<CustomerJSON> {
        ShownJSON(schema: "esimctl.account/1", results: [CustomerJSON(self)])
    }
}

private struct CustomerJSON: Encodable {
    var id: String
    @Nullable var email: String?
    var language, zone: String
    var registered: Bool
    var balances: [MoneyJSON]
    var lines: [LineJSON]
    var paymentMethods: [MethodJSON]
    var subscriptions: [String]

    struct LineJSON: Encodable {
        var id, carrier: String
        @Nullable var msisdn: String?
        @Nullable var iccid: String?
        var state: String

        init(_ line: Line) {
            id = line.id.text
            carrier = line.carrier
            msisdn = line.msisdn
            iccid = line.iccid
            state = line.state.rawValue
        }
    }

    struct MethodJSON: Encodable {
        var id, kind, provider: String
        @Nullable var last4: String?
        @Nullable var expires: String?
        var status: String
        var isDefault: Bool

        init(_ method: PaymentMethod) {
            id = method.id.text
            kind = method.kind.rawValue
            provider = method.provider.description
            last4 = method.lastFour
            expires = method.expiry?.description
            status = method.status.rawValue
            isDefault = method.isDefault
        }
    }

    init(_ customer: Customer) {
        let account = customer.account
        id = account.id.text
        email = account.email.isEmpty ? nil : account.email
        language = account.locale
        zone = account.zone.description
        registered = account.isRegistered
        balances = customer.wallets.map { MoneyJSON(Money($0.balance, $0.currency)) }
        lines = customer.lines.map(LineJSON.init)
        paymentMethods = customer.methods.map(MethodJSON.init)
        subscriptions = customer.subscriptions.map(\.id.text)
    }
}
