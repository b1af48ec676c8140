import ArgumentParser
import Localization
import PlanServices
import Plans

/// `esimctl account create`.
struct AccountCreate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Register a customer.",
        discussion: """
            The store is made when it is not there.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "A name for the account; no one else's.")
    var account: String

    @Option(name: .long, help: "Where notices go.")
    var email: String?

    @Option(name: .customLong("lang"), help: "The language of notices: es, en or zh.")
    var tag = "es"

    @Option(name: .long, help: "The zone in which the customer reads times.")
    var zone = "America/Lima"

    @Flag(name: .long, help: "The customer has just proved who they are: log them in too.")
    var logIn = false

    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard Language(identifier: tag) != nil else {
            throw ValidationError("--lang takes \(Language.allCases.map(\.rawValue).joined(separator: ", "))")
        }
    }

    func run() throws {
        let id = try AccountID(argument: account, "the account")
        let email = email ?? ""
        guard email.isEmpty || MailAddress.isPlain(email) else {
            throw Failure("--email: is no mail address", hint: "as in ana@example.com", status: .usage)
        }
        let zoneName = ZoneName(zone)
        let open = try OpenStore(store, makes: true)
        _ = try open.rules(zoneName)
        let now = open.now
        try open.refusing {
            try open.service().create(
                Account(
                    tenant: .sole,
                    id: id,
                    email: email,
                    loggedInUntil: logIn ? now + AccountLogIn.freshSeconds : nil,
                    locale: tag,
                    zone: zoneName,
                    createdAt: now
                )
            )
        }
        Diagnostics.say("account \(id): created" + (logIn ? ", logged in for 15 minutes" : ""))
    }
}
