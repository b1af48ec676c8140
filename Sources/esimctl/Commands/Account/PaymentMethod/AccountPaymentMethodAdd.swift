import ArgumentParser
import Plans

/// `esimctl account payment-method add`.
struct AccountPaymentMethodAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Keep a card or PayPal account by the provider's token for it.",
        discussion: """
            The card number goes from the customer to the provider and never here: what looks like one is refused. What \
            had failed with another card is tried with this one, if it becomes the default. With --token other users of this \
            machine may see the token among the running programs, and it stays in the history of the shell; with \
            --token-file it does not.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The account.")
    var account: String

    @Argument(help: "A name for it.")
    var name: String

    @Option(name: .long, help: "What it is: card or paypal.")
    var kind: Kind

    @Option(
        name: .long,
        help: ArgumentHelp("A file that holds the provider's token; - is standard input.", valueName: "file")
    )
    var tokenFile: String?

    @Option(name: .long, help: "The provider's token itself, as in pm_… or a vault id.")
    var token: String?

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

    func validate() throws {
        guard (token == nil) != (tokenFile == nil) else {
            throw ValidationError("say --token-file FILE, or --token TOKEN")
        }
    }

    func run() throws {
        let token = try reference()
        for text in [name, token] where CardNumber.isIn(text) {
            throw Failure(
                "this may be a card number, and none is ever kept here",
                hint: "give the card to the provider, and the provider's token to --token-file",
                status: .unusableInput
            )
        }
        guard Self.isToken(token) else {
            throw Failure(
                "the token is none of a provider's",
                hint: "as in pm_1Nv…, cus_9s…/pm_1Nv…, 8kk845… or card/8kk845…",
                status: .unusableInput
            )
        }
        guard PaymentSource(name) == .method(PaymentMethodID(name)) else {
            throw Failure(
                "\(name): --pay-with means something else by it",
                hint: "choose another name",
                status: .unusableInput
            )
        }
        let isLastFour = lastFour?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? true
        guard isLastFour, lastFour?.utf8.count ?? 4 == 4 else {
            throw Failure("--last4 takes four digits, as in 4242", status: .usage)
        }
        let expiry = expires.flatMap { PaymentMethod.Expiry(parsing: $0) }
        guard expires == nil || expiry != nil else {
            throw Failure("--expires takes a month, as in 2030-12", status: .usage)
        }
        let kind: PaymentMethod.Kind = kind == .card ? .card : .paypal
        let id = try PaymentMethodID(argument: name, "the name")
        let accountID = try AccountID(argument: account, "the account")
        let open = try OpenStore(store)
        let now = open.now
        if let expiry,
            expiry.end(try open.rules(try open.refusing { try open.service().account(accountID) }.zone)) <= now
        {
            throw Failure("--expires: the card has expired", status: .unusableInput)
        }
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

    /// Whether a text is a provider's token: letters, digits, `_` and `-`, or two such with a slash between them, for the customer
    /// that a card of Stripe's belongs to and for `card` before one of PayPal's.
    private static func isToken(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2 && text.utf8.count <= 255
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
                        default: false
                        }
                    }
            }
    }

    /// The token, wherever it is; white space at the ends of a file is dropped.
    private func reference() throws(Failure) -> String {
        guard let tokenFile else { return token ?? "" }
        let bytes = try InputFile(argument: tokenFile).bytes(upTo: 4096)
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let inner = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: inner, as: UTF8.self)
    }
}
