import ArgumentParser
import Localization
import Plans

/// `esimctl subscription pause`.
struct SubscriptionPause: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop the clock of a paid period; the service stops too.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The subscription.")
    var subscription: String

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try SubscriptionID(argument: subscription, "the subscription")
        let open = try OpenStore(store)
        let page = try open.refusing {
            try open.service().pause(id)
            return try RenewalPage(id, open)
        }
        try format.write(page, language.language)
    }
}
