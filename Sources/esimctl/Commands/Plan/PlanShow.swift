import ArgumentParser
import Localization
import Plans

/// `esimctl plan show`.
struct PlanShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all that a plan's versions say.",
        discussion: ExitStatus.table
    )

    @Argument(help: "The plan's code.")
    var plan: String

    @OptionGroup var format: FormatOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let open = try OpenStore(store)
        let versions = try open.refusing { try open.service().versions(of: plan) }
        guard !versions.isEmpty else { throw Failure(.notFound("plan \(plan.redactedUnlessWord)")) }
        try format.write(
            text: versions.map(Self.text).joined(separator: "\n"),
            json: ShownJSON(schema: "esimctl.plan/1", results: versions.map(PlanJSON.init))
        )
    }

    private static func text(of version: PlanVersion) -> String {
        let cost = version.cost
        let currency = version.currency
        let rate =
            "\(version.tax.basisPoints / 100).\(version.tax.basisPoints % 100 / 10)\(version.tax.basisPoints % 10) %"
        let tax = "\(Money(cost.net, currency)) and \(Money(cost.tax, currency)) tax (\(rate))"
        let retries = version.retryDays.map { "+\($0)" }.joined(separator: ", ")
        var lines = [
            ("plan", "\(version.code), version \(version.version)"),
            ("carrier", version.carrier),
            ("category", version.category.rawValue),
            ("price", "\(Money(cost.gross, currency)): \(tax)"),
            ("lasts", Language.english.plans.interval(version.interval)),
            ("renews itself", version.isAutoRenewable ? "if the customer wants" : "no"),
            ("grace", version.graceDays == 0 ? "none" : "\(version.graceDays) days"),
            ("tried again", version.retryDays.isEmpty ? "on top-ups" : "on days \(retries), and on top-ups"),
            ("unused days", version.unusedPolicy == .forfeit ? "are lost on a change" : "are credited on a change"),
        ]
        lines += version.names.pairs.map { ("name (\($0.name))", $0.value) }
        if let type = version.profileType { lines.append(("profile type", type)) }
        if let tariff = version.tariffCode { lines.append(("tariff", tariff)) }
        lines.append(("sold from", version.effectiveFrom.description))
        if let end = version.effectiveTo { lines.append(("sold until", end.description)) }
        if let notice = version.noticeSentAt { lines.append(("announced", notice.description)) }
        return LabelledLines(lines).text
    }
}
