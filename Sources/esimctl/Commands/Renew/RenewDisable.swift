import ArgumentParser
import Localization
import Plans

/// `esimctl renew disable`.
struct RenewDisable: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Stop auto-renewal; what is paid runs on to its end.",
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
            _ = try open.service().disableAutoRenew(id)
            return try RenewalPage(id, open)
        }
        let strings = language.language.plans
        let end = page.subscription.cycle > 0 ? page.subscription.periodEnd : nil
        try format.write(
            page,
            language.language,
            closing: strings.isOffNow(end.map { page.moment($0, strings) })
        )
    }
}
