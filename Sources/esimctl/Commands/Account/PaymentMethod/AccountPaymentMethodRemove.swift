import ArgumentParser
import Plans

/// `esimctl account payment-method remove`.
struct AccountPaymentMethodRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Charge a card or PayPal account no more.",
        discussion: """
            What is under way is still taken in. A plan that is paid with it is not charged any more: the customer chooses \
            something else (renew enable --pay-with) or it ends. The token has to be taken back at the provider, too.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The account.")
    var account: String

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let account = try AccountID(argument: account, "the account")
        let id = try PaymentMethodID(argument: name, "the name")
        let open = try OpenStore(store)
        let payers = try open.refusing { try open.service().remove(id, of: account) }
        Diagnostics.say("payment method \(id): is not charged any more")
        for payer in payers {
            Diagnostics.say("subscription \(payer): is paid with it")
            Diagnostics.hint("esimctl renew enable \(payer) --pay-with balance, or another means of payment")
        }
    }
}
