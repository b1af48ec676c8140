import ArgumentParser
import Localization
import Plans

/// `esimctl subscription list`.
struct SubscriptionList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List subscriptions.",
        discussion: ExitStatus.table
    )

    @Option(name: .long, help: "Only those of this account.")
    var account: String?

    @Option(name: .long, help: "Only those in this state, as in past_due.")
    var state: String?

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func validate() throws {
        guard let state, Subscription.State(rawValue: state) == nil else { return }
        let states = Subscription.State.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--state takes \(states)")
    }

    func run() throws {
        let id = try account.map { try AccountID(argument: $0, "--account") }
        let open = try OpenStore(store)
        let pages = try open.refusing {
            let service = open.service()
            let all = try id.map { try service.subscriptions(of: $0) } ?? service.select(Subscription.self)
            return try all.filter { state == nil || $0.state.rawValue == state }.map { try RenewalPage($0.id, open) }
        }
        let strings = language.language.plans
        let rows = pages.map { page in
            [
                page.summary.subscription.text, page.subscription.account.text, page.summary.line.text,
                page.subscription.plan, strings.state(page.summary.state), strings.autoRenew(page.summary.autoRenew),
                page.summary.nextChargeAt.map { page.moment($0, strings) } ?? "-",
                strings.money(page.summary.amount),
            ]
        }
        let head = ["subscription", "account", "line", "plan", "state", "renewal", "next charge", "amount"]
        try format.write(
            text: TextTable(head, rows).text,
            json: ShownJSON(schema: RenewalJSON.schema, results: pages.map { $0.json() })
        )
    }
}
