import ArgumentParser
import Localization
import Plans

/// `esimctl subscription resume`.
struct SubscriptionResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let the paid time that was left at the pause begin now.",
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
            try open.service().resume(id)
            return try RenewalPage(id, open)
        }
        try format.write(page, language.language)
    }
}
