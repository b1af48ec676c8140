import ArgumentParser
import Plans

/// `esimctl account top-up`.
struct AccountTopUp: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top-up",
        abstract: "Bring money into a customer's balance.",
        discussion: """
            With --cash it was taken elsewhere, and REFERENCE says where that is written down; otherwise it is charged to a \
            card or PayPal account on file. Either way the same reference brings it in once, however often it is said. What \
            has waited for money is collected by the next esimctl renew run.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The account.")
    var account: String

    @Argument(help: "How much, as in 29.90 or 'USD 10.00'.")
    var amount: String

    @Option(name: .long, help: ArgumentHelp("The money is here already; the receipt's number.", valueName: "reference"))
    var cash: String?

    @Option(name: .long, help: ArgumentHelp("Charge this means of payment on file.", valueName: "name"))
    var method: String?

    @Option(name: .long, help: "Names this top-up, when it is charged: the same is charged once.")
    var reference: String?

    @OptionGroup var format: FormatOption
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard cash == nil || (method == nil && reference == nil) else {
            throw ValidationError("--cash goes with neither --method nor --reference")
        }
        guard cash != nil || reference != nil else {
            throw ValidationError("say --cash REFERENCE, or --reference NAME to charge a card or PayPal")
        }
    }

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let money = try Money(argument: amount, default: .pen)
        let key = try ChargeID(argument: cash ?? reference ?? "", "the reference").text
        let open = try OpenStore(store)
        if cash != nil {
            try open.refusing { try open.service(as: "operator").deposit(money, to: id, source: "cash", key: key) }
        } else {
            let method = try method.map { try PaymentMethodID(argument: $0, "--method") }
            let charge = try open.refusing { try open.service().topUp(id, money, with: method, key: key) }
            try open.engine.demandGateway(charge.provider)
            let denial = try open.work(on: .charge, charge.id.text)
            let ended = try open.refusing { try open.service().charges(of: charge.subject) }.first {
                $0.id == charge.id
            }
            guard ended?.state == .succeeded else {
                if let denial { throw denial }
                throw Failure("top-up \(charge.id): \(ended?.state.sentence ?? "is lost")", status: .notDone)
            }
        }
        let balance = try open.refusing { try open.service().balance(of: id, money.currency) }
        try format.write(balanceOf: id, balance)
    }
}

extension FormatOption {
    /// Prints what is in a customer's balance.
    func write(balanceOf id: AccountID, _ balance: Money) throws {
        try write(
            text: "\(id): \(balance)\n",
            json: ShownJSON(
                schema: "esimctl.balance/1",
                results: [BalanceJSON(account: id.text, balance: MoneyJSON(balance))]
            )
        )
    }
}

private struct BalanceJSON: Encodable {
    var account: String
    var balance: MoneyJSON
}
