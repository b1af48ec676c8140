import ArgumentParser
import Localization
import Plans

/// `esimctl subscription cancel`.
struct SubscriptionCancel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "End a subscription at once, without giving anything back.",
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
            try open.service().cancelNow(id)
            return try RenewalPage(id, open)
        }
        try format.write(page, language.language)
    }
}
