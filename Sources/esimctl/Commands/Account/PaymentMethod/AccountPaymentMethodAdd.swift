import ArgumentParser
import Plans

/// `esimctl account payment-method add`.
struct AccountPaymentMethodAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Keep a card or PayPal account by the provider's token for it.",
        discussion: """
            The card number goes from the customer to the provider and never here: what looks like one is refused. What \
            had failed with another card is tried with this one, if it becomes the default.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The account.")
    var account: String

    @Argument(help: "A name for it.")
    var name: String

    @Option(name: .long, help: "What it is: card or paypal.")
    var kind: Kind

    @Option(name: .long, help: "The provider's token, as in pm_… or a vault id.")
    var token: String

    @Option(name: .customLong("last4"), help: "The last four digits of a card, by which customers know it.")
    var lastFour: String?

    @Option(name: .long, help: "The last month in which a card is valid, as in 2030-12.")
    var expires: String?

    @Flag(name: .customLong("default"), help: "Pay with it from now on.")
    var isDefault = false

    @OptionGroup var store: StoreOptions

    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case card, paypal
    }

    func run() throws {
        for text in [name, token] where CardNumber.isIn(text) {
            throw Failure(
                "this may be a card number, and none is ever kept here",
                hint: "give the card to the provider, and the provider's token to --token",
                status: .unusableInput
            )
        }
        let isToken = token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && (1...255).contains(token.utf8.count)
        guard isToken else { throw Failure("--token: is no token", status: .usage) }
        let isLastFour = lastFour?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
        guard isLastFour, lastFour?.utf8.count ?? 4 == 4 else {
            throw Failure("--last4: are not four digits", status: .usage)
        }
        let expiry = expires.flatMap { PaymentMethod.Expiry(parsing: $0) }
        guard expires == nil || expiry != nil else {
            throw Failure("--expires: is no month", hint: "write it as in 2030-12", status: .usage)
        }
        let kind: PaymentMethod.Kind = kind == .card ? .card : .paypal
        let id = try PaymentMethodID(argument: name, "the name")
        let accountID = try AccountID(argument: account, "the account")
        let open = try OpenStore(store)
        let now = open.now
        try open.refusing {
            try open.service().add(
                PaymentMethod(
                    tenant: .sole,
                    id: id,
                    account: accountID,
                    kind: kind,
                    provider: PaymentGateways.provider(of: kind),
                    reference: token,
                    lastFour: lastFour,
                    expiry: expiry,
                    isDefault: isDefault,
                    createdAt: now
                )
            )
        }
        Diagnostics.say("payment method \(id): kept for account \(accountID)")
    }
}
