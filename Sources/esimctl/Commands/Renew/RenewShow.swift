import ArgumentParser
import Localization
import Plans

/// `esimctl renew show`.
struct RenewShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show whether a plan renews, what will be charged, when and from what.",
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
        try format.write(open.refusing { try RenewalPage(id, open) }, language.language)
    }
}
