import ArgumentParser
import Localization
import Plans

/// The subscription that a command is about, and how to print what it is like afterwards.
struct SubscriptionTarget: ParsableArguments {
    @Argument(help: "The subscription.")
    var subscription: String

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    /// Does something with it, and prints it.
    func change(_ act: (PlanService, SubscriptionID) throws -> Void) throws {
        let id = try SubscriptionID(argument: subscription, "the subscription")
        let open = try OpenStore(store)
        let page = try open.refusing {
            try act(open.service(), id)
            return try RenewalPage(id, open)
        }
        try format.write(page, language.language)
    }
}
