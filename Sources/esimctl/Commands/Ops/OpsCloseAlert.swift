import ArgumentParser
import Plans

/// `esimctl ops close-alert`.
struct OpsCloseAlert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close-alert",
        abstract: "Say that an alert has been seen to: one about a message, a refund, a provider or an account.",
        discussion: """
            It comes back if that is not so. Alerts about charges, subscriptions and clocks end with what they are about.

            Example:
              esimctl ops close-alert account_unreachable ana

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The alert, as ops alerts calls it.")
    var alert: String

    @Argument(help: "What it is about.")
    var subject: String

    @OptionGroup var store: StoreOptions

    func run() throws {
        guard let kind = Alert.Kind(rawValue: alert) else {
            throw Failure(
                "'\(alert.redactedUnlessWord)': is no alert",
                hint: "esimctl ops alerts lists what is open",
                status: .usage
            )
        }
        let subject = try ChargeID(argument: subject, "what it is about").text
        let open = try OpenStore(store)
        try open.refusing { try open.service(as: "operator").close(kind, about: subject) }
        Diagnostics.say("\(kind.rawValue) about \(subject): closed")
    }
}
