import ArgumentParser
import Plans

/// `esimctl account log-in`.
struct AccountLogIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log-in",
        abstract: "Note that a customer has just proved who they are.",
        discussion: """
            Auto-renewal is set up and confirmed only within 15 minutes of that. How customers prove who they are is \
            up to you.

            \(ExitStatus.table)
            """
    )

    /// How long a login counts as fresh.
    static let freshSeconds: Int64 = 15 * 60

    @Argument(help: "The account.")
    var account: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let open = try OpenStore(store)
        let end = open.now + Self.freshSeconds
        try open.refusing { try open.service().logIn(id, until: end) }
        Diagnostics.say("account \(id): logged in until \(end)")
    }
}
