import ArgumentParser
import Localization
import Plans

/// `esimctl subscription purchase`.
struct SubscriptionPurchase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purchase",
        abstract: "Buy a plan for a line.",
        discussion: """
            The line is added when it is new. From the balance the plan is paid at once, or waits 23 hours for a top-up. \
            With --auto-renew the answer says what will be charged, when and from what, and gives a token: nothing \
            renews before esimctl renew confirm.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "A name for the subscription.")
    var subscription: String

    @Option(name: .long, help: "Whose it is.")
    var account: String

    @Option(name: .long, help: "The line that the plan is for.")
    var line: String

    @Option(name: .long, help: "The plan's code.")
    var plan: String

    @Option(
        name: .long,
        help: ArgumentHelp("balance, card, paypal, or the name of a payment method.", valueName: "source")
    )
    var payWith = "balance"

    @Flag(name: .long, help: "Offer to renew it by itself.")
    var autoRenew = false

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try SubscriptionID(argument: subscription, "the subscription")
        let accountID = try AccountID(argument: account, "--account")
        let lineID = try LineID(argument: line, "--line")
        let open = try OpenStore(store)
        let source = PaymentSource(payWith)
        try open.demandGateway(for: source, of: accountID)
        var denial: Failure?
        let page = try open.refusing {
            let service = open.service()
            try service.purchase(
                id,
                account: accountID,
                line: lineID,
                plan: plan,
                paysWith: source,
                autoRenew: autoRenew
            )
            if source != .balance { denial = try open.work(on: .subscription, id.text) }
            return try RenewalPage(id, open)
        }
        let strings = language.language.plans
        try format.write(page, language.language, showsToken: true, closing: page.howToConfirm.map(strings.toConfirm))
        switch page.summary.state {
        case .active: break
        case .canceled: throw Failure("subscription \(id): the payment was refused", status: .notDone)
        default:
            if let denial { throw denial }
            throw Failure(
                "subscription \(id): is not paid yet",
                hint: source == .balance
                    ? "esimctl account top-up \(accountID) …, then esimctl renew run, within 23 hours"
                    : "esimctl renew run asks the provider again; esimctl ops alerts lists what a person has to decide",
                status: .notDone
            )
        }
    }
}

extension OpenStore {
    /// Refuses to take up what has to be paid through a provider that cannot be reached from here.
    func demandGateway(for source: PaymentSource, of account: AccountID) throws {
        let provider: Provider
        switch source {
        case .balance: return
        case .card: provider = PaymentGateways.provider(of: .card)
        case .payPal: provider = PaymentGateways.provider(of: .paypal)
        case .method(let id):
            let methods = try refusing { try service().select(PaymentMethod.self, ["id"], [id.text]) }
            guard let method = methods.first(where: { $0.account == account }) else {
                throw Failure(.noPaymentMethod(account))
            }
            provider = method.provider
        }
        try engine.demandGateway(provider)
    }
}
