import ArgumentParser
import Plans

/// `esimctl account pay-out`.
struct AccountPayOut: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pay-out",
        abstract: "Give money of a customer's balance back.",
        discussion: """
            The customer has it elsewhere then, in cash or by a transfer, and REFERENCE says where that is written down; the same \
            reference takes it out once, however often it is said.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The account.")
    var account: String

    @Argument(help: "How much, as in 29.90 or 'USD 10.00'.")
    var amount: String

    @Option(name: .long, help: ArgumentHelp("The number of the receipt.", valueName: "reference"))
    var cash: String

    @OptionGroup var format: FormatOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let money = try Money(argument: amount, default: .pen)
        let key = try ChargeID(argument: cash, "the reference").text
        let open = try OpenStore(store)
        try open.refusing { try open.service(as: "operator").payOut(money, from: id, destination: "cash", key: key) }
        try format.write(balanceOf: id, open.refusing { try open.service().balance(of: id, money.currency) })
    }
}
