import ArgumentParser
import Localization
import Plans

/// `esimctl subscription change-plan`.
struct SubscriptionChangePlan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-plan",
        abstract: "Put another plan of the same carrier on a line.",
        discussion: """
            The old plan's auto-renewal ends in the same transaction, so nobody pays twice; if it was on, the new plan \
            renews itself, where it can. At once, unused days are credited as the old plan says.

            \(ExitStatus.table)
            """
    )

    @Argument(help: "The line.")
    var line: String

    @Option(name: .customLong("to"), help: "The new plan's code.")
    var plan: String

    @Option(name: .customLong("as"), help: "A name for the new subscription.")
    var subscription: String

    @Flag(name: .long, help: "When the paid period ends, rather than at once.")
    var atPeriodEnd = false

    @OptionGroup var format: FormatOption
    @OptionGroup var language: LanguageOption
    @OptionGroup var store: StoreOptions

    func run() throws {
        let lineID = try LineID(argument: line, "the line")
        let id = try SubscriptionID(argument: subscription, "--as")
        let open = try OpenStore(store)
        let mode: PlanChangeMode = atPeriodEnd ? .atPeriodEnd : .immediate
        var denial: Failure?
        let (change, page) = try open.refusing {
            let change = try open.service().changePlan(of: lineID, to: plan, mode: mode, newID: id)
            if change.new.state == .incomplete { denial = try open.work(on: .subscription, id.text) }
            return (change, try RenewalPage(id, open))
        }
        try format.write(page, language.language)
        if page.summary.state == .canceled {
            throw Failure(
                "line \(lineID): the new plan could not be paid, so the old one stays",
                hint: "esimctl account top-up \(page.subscription.account) …, then again with another --as",
                status: .notDone
            )
        }
        if let denial { throw denial }
        if mode == .immediate, let credit = change.proration?.credit.gross, credit > 0 {
            Diagnostics.say(
                "\(Money(credit, page.summary.amount.currency)) credited for unused days of \(change.old.id)"
            )
        }
    }
}
