import ArgumentParser
import Localization
import Plans

/// `esimctl renew explain`.
struct RenewExplain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain the next charge: why this date, why this amount, and what comes next.",
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
        let (story, page) = try open.refusing {
            let service = open.service()
            let facts = try service.explain(id)
            let pays = facts.summary.paymentMethod
            let currency = facts.next.version.currency
            let balance = pays == nil ? try service.balance(of: facts.subscription.account, currency) : nil
            let rules = try open.rules(facts.subscription.zone)
            let story = RenewalStory(facts, source: try open.source(pays), balance: balance, rules: rules)
            return (story, try RenewalPage(facts.summary, open))
        }
        try format.write(text: Self.text(story, language.language), json: Document(story, page))
    }

    private static func text(_ story: RenewalStory, _ language: Language) -> String {
        story.parts(in: language).map { heading, lines in
            (heading.map { $0 + "\n" } ?? "")
                + lines.map { (heading == nil ? "" : "  ") + $0.escapedForDisplay + "\n" }.joined()
        }.joined(separator: "\n")
    }

    private struct Document: Encodable {
        var schema = "esimctl.renew-explain/1"
        var subscription: RenewalJSON
        /// The wall time from which periods are counted, and which boundary begins the next one.
        var anchor: String
        @Nullable var boundary: Int?
        var tax: MoneyJSON
        var taxBasisPoints: Int64
        @Nullable var balance: MoneyJSON?
        var skippedCycles: [Int64]
        @Nullable var noChargeReason: String?
        var agenda: [Item]
        /// Always English, as all JSON.
        var explanation: [String]

        struct Item: Encodable {
            var step: String
            var due: MomentJSON
        }

        init(_ story: RenewalStory, _ page: RenewalPage) {
            let version = story.facts.next.version
            subscription = page.json()
            anchor = story.facts.subscription.anchor.description
            boundary = story.facts.next.boundary
            tax = MoneyJSON(Money(version.cost.tax, version.currency))
            taxBasisPoints = version.tax.basisPoints
            balance = story.balance.map(MoneyJSON.init)
            skippedCycles = story.facts.next.skipped
            noChargeReason = story.noChargeReason.map { "\($0)" }
            agenda = story.facts.agenda.map {
                Item(step: "\($0.step)", due: MomentJSON($0.dueAt, page.summary.zone, page.rules))
            }
            explanation = story.parts(in: .english).flatMap(\.lines)
        }
    }
}
