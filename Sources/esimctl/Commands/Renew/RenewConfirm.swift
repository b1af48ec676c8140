import ArgumentParser
import Localization
import PlanServices
import Plans

/// `esimctl renew confirm`.
struct RenewConfirm: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm",
        abstract: "Agree to the latest offer: the plan renews by itself from now on.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The subscription.")
    var subscription: String

    @Argument(help: "The token that the offer gave.")
    var token: String

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let id = try SubscriptionID(argument: subscription, "the subscription")
        let open = try OpenStore(store)
        let page = try open.refusing {
            try RenewalPage(open.service().confirmAutoRenew(id, token: ConfirmationToken.typed(token)), open)
        }
        try format.write(page, language.language, closing: language.language.plans.isOnNow)
    }
}
