import ArgumentParser
import Localization
import Plans

/// `esimctl plan list`.
struct PlanList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the plans that are sold now.",
        discussion: ExitStatus.table
    )

    @Option(name: .long, help: "Only those of this carrier.")
    var carrier: String?

    @Flag(name: .long, help: "Every version, sold or not.")
    var all = false

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let open = try OpenStore(store)
        let plans = try open.refusing { try open.service().plans(carrier: carrier, soldAt: all ? nil : open.now) }
        let locale = language.language
        try format.write(
            text: Self.table(plans, locale),
            json: ShownJSON(schema: "esimctl.plan/1", results: plans.map(PlanJSON.init))
        )
    }

    private static func table(_ plans: [PlanVersion], _ language: Language) -> String {
        let rows = plans.map { plan in
            [
                plan.carrier, plan.code, "\(plan.version)", "\(Money(plan.cost.gross, plan.currency))",
                language.plans.interval(plan.interval), plan.isAutoRenewable ? "yes" : "no",
                plan.category.rawValue, plan.name(language.rawValue).escapedForDisplay,
            ]
        }
        return TextTable(["carrier", "plan", "version", "price", "lasts", "renews", "category", "name"], rows).text
    }
}
