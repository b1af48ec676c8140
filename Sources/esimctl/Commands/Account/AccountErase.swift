import ArgumentParser
import Plans

/// `esimctl account erase`.
struct AccountErase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Forget who a customer is.",
        discussion: """
            The mail address, telephone numbers, tokens and messages are gone for good; charges, invoices and the ledger \
            stay, as the law wants it. Plans have to be over and the balance has to be empty.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The account.")
    var account: String

    @Flag(name: .long, help: "It cannot be undone: this says that you know.")
    var yes = false

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        guard yes else {
            throw Failure(
                "account \(id): erasing cannot be undone",
                hint: "esimctl account export \(id) first, then add --yes",
                status: .usage
            )
        }
        let open = try OpenStore(store)
        try open.refusing { try open.service(as: "operator").erase(id) }
        Diagnostics.say("account \(id): erased")
    }
}
