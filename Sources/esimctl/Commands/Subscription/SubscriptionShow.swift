import ArgumentParser
import Localization
import Plans

/// `esimctl subscription show`.
struct SubscriptionShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a subscription and what has happened to it.",
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
        let (page, charges, events) = try open.refusing {
            let service = open.service()
            return (try RenewalPage(id, open), try service.charges(of: id.text), try service.events(of: id.text))
        }
        let strings = language.language.plans
        let chargeRows = charges.map { charge in
            [
                "\(charge.cycle)", charge.kind.rawValue, charge.state.rawValue,
                strings.money(Money(charge.amount, charge.currency)),
                charge.provider.displayName,
                page.moment(charge.settledAt ?? charge.createdAt, strings), charge.id.text,
            ]
        }
        let eventRows = events.map { event in
            ["\(event.sequence)", page.moment(event.at, strings), event.kind, event.actor]
        }
        try format.write(
            text: page.text(language.language)
                + "\n" + TextTable(["cycle", "kind", "state", "amount", "through", "when", "charge"], chargeRows).text
                + "\n" + TextTable(["event", "when", "what", "by"], eventRows).text,
            json: Document(
                results: [page.json()],
                charges: charges.map { ChargeJSON($0, page) },
                events: events.map { EventJSON($0, page) }
            )
        )
    }

    private struct Document: Encodable {
        var schema = RenewalJSON.schema
        var results: [RenewalJSON]
        var charges: [ChargeJSON]
        var events: [EventJSON]
    }

    private struct ChargeJSON: Encodable {
        var id, kind, state: String
        var cycle: Int64
        var amount, tax, refunded: MoneyJSON
        var attempts: Int
        var provider: String
        @Nullable var settled: MomentJSON?

        init(_ charge: Charge, _ page: RenewalPage) {
            id = charge.id.text
            kind = charge.kind.rawValue
            state = charge.state.rawValue
            cycle = charge.cycle
            amount = MoneyJSON(Money(charge.amount, charge.currency))
            tax = MoneyJSON(Money(charge.tax, charge.currency))
            refunded = MoneyJSON(Money(charge.refunded, charge.currency))
            attempts = charge.attempts
            provider = charge.provider.description
            settled = charge.settledAt.map { MomentJSON($0, page.summary.zone, page.rules) }
        }
    }

    private struct EventJSON: Encodable {
        var sequence: Int64
        var kind, actor: String
        var at: MomentJSON

        init(_ event: Event, _ page: RenewalPage) {
            sequence = event.sequence
            kind = event.kind
            actor = event.actor
            at = MomentJSON(event.at, page.summary.zone, page.rules)
        }
    }
}
