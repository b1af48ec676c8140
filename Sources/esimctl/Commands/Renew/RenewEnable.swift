import ArgumentParser
import Localization
import Plans

/// `esimctl renew enable`.
struct RenewEnable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Offer to renew a plan by itself.",
        discussion: """
            Prints what will be charged, when, from what, and how to stop it, and gives a token. Nothing renews before \
            esimctl renew confirm, within 15 minutes of a login.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The subscription.")
    var subscription: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "balance, card, paypal, or the name of a payment method. Default: what it is paid from now.",
            valueName: "source"
        )
    )
    var payWith: String?

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try SubscriptionID(argument: subscription, "the subscription")
        let open = try OpenStore(store)
        let source = payWith.map { PaymentSource($0) }
        let owner = try open.refusing { try open.service().subscription(id).account }
        if let source { try open.demandGateway(for: source, of: owner) }
        let page = try open.refusing { try RenewalPage(open.service().enableAutoRenew(id, paysWith: source), open) }
        let strings = language.language.plans
        try format.write(
            page,
            language.language,
            showsToken: true,
            closing: page.howToConfirm.map(strings.toConfirm) ?? strings.isOnNow
        )
    }
}
